import { setTimeout as wait } from 'node:timers/promises';
import type { ScheduledTask } from 'node-cron';
import { schedule as every } from 'node-cron';
import type { App } from './app.ts';
import { live } from './app.ts';
import type { CollectParts } from './collect.ts';
import { collectDue } from './collect.ts';
import { isPassing } from './core/errors.ts';
import { fromMs, london, toMs } from './core/time.ts';
import type { Instant } from './core/types.ts';
import { deliverDue } from './digests.ts';
import { coordinate } from './jobs.ts';
import type { HeldLease } from './lease.ts';
import { doAlone } from './lease.ts';
import { retain } from './retention.ts';
import { startStreams } from './streams.ts';
import { keepTidy } from './tidy.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

export interface Schedule {
  /** Stops the ticks and waits for what is under way. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts the ticks: collection every minute, the digest by its cron expression, retention once a day. What was missed while down is found in
 * the store. Where several processes share one, all of them collect what they have claimed, and each job is run by one.
 */
export function startSchedule(app: App, lease: HeldLease): Schedule {
  const stopping = new AbortController();
  let first = true;
  const tick = once(async () => {
    if (!lease.held()) return;
    const pipeline = await app.pipeline();
    await pipeline.catchUp();
    const { store, http, log, holder, now, config } = app;
    const directory = await app.directory();
    const parts = { store, pipeline, directory, http, log, holder, now, concurrency: config.concurrency, dataset: live.id };
    const signal = AbortSignal.any([stopping.signal, lease.lost()]);
    if (first) await reviveOff(app, parts, signal);
    first = false;
    await collectDue(parts, { signal });
  }, app);
  const collect = insist(tick, stopping.signal);
  const digest = once(async () => {
    const fire = lastFire(digestTask, app.now());
    if (lease.held() && fire !== null && (await wasWatching(app, fire))) await deliverDue(app, fire);
  }, app);
  const retention = once(async () => {
    if (lease.held()) await doAlone(app, 'retention', () => retain(app));
  }, app);
  const options = { timezone: london, noOverlap: true, suppressMissedWarning: true };
  const job = (name: string, expression: string, work: () => Promise<unknown>): ScheduledTask =>
    every(expression, work, { ...options, name, distributed: true, runCoordinator: coordinate(app, name) });
  const digestTask = job('digest', app.config.digestCron, digest);
  const tasks = [
    // Not waited for: a collection that goes on for longer than a minute is nothing to be warned of.
    every('* * * * *', () => void collect(), { ...options, name: 'collect' }),
    digestTask,
    // What a mail server refused is offered again before the next day; what was sent is known in the store.
    job('digest, again', '*/10 * * * *', digest),
    job('retention', '30 3 * * *', retention),
  ];
  const streams = startStreams(app, lease);
  const tidying = keepTidy(app, stopping.signal);
  // What fell due while nobody ran is caught up at once, not at the next tick.
  void collect().then(digest).then(retention);
  return {
    stop: async () => {
      for (const task of tasks) await task.destroy();
      stopping.abort();
      await Promise.all([tick.settled(), digest.settled(), retention.settled(), tidying, streams.stop()]);
    },
  };
}

const shortestRestMs = 1000;
const longestRestMs = 30_000;

/** Tries again, ever more rarely, until it has succeeded: a store that is away for a while is back before the next minute, or long after. */
function insist(work: Job, signal: AbortSignal): () => Promise<void> {
  let trying: Promise<void> | null = null;
  const attempts = async (): Promise<void> => {
    for (let restMs = shortestRestMs; !(await work()) && !signal.aborted; restMs = Math.min(2 * restMs, longestRestMs)) {
      await wait(restMs * (0.5 + Math.random()), undefined, { signal, ref: false }).catch(() => undefined);
    }
  };
  return () => (trying ??= attempts().finally(() => (trying = null)));
}

/** A Channel that was refused for its credentials is off until the next start, which is now: they may have been put right. */
async function reviveOff({ store }: App, parts: CollectParts, signal: AbortSignal): Promise<void> {
  const off = (await store.channels({ dataset: live.id, counted: false }))
    .filter(({ state }) => state === 'off')
    .map(({ channel }) => channel.id);
  if (off.length > 0) await collectDue(parts, { signal, ids: off });
}

/** The newest time, at or before `now` and at most eight days back, at which the task's expression matched; null when there is none. */
export function lastFire(task: Pick<ScheduledTask, 'match'>, now: Instant): Instant | null {
  const start = Math.floor(toMs(now) / minuteMs) * minuteMs;
  for (let ms = start; ms > start - 8 * dayMs; ms -= minuteMs) {
    if (task.match(new Date(ms))) return fromMs(ms);
  }
  return null;
}

/** A digest of a day on which nobody watched would say "no mentions" and mean nothing. */
async function wasWatching({ store }: App, fire: Instant): Promise<boolean> {
  return (await store.runs({ to: fire, limit: 1 })).length > 0;
}

interface Job {
  /** False where it failed. */
  (): Promise<boolean>;
  /** Waits for a call under way. */
  settled(): Promise<unknown>;
}

/** Never overlaps itself, never throws into the timer. */
function once(work: () => Promise<unknown>, { log }: App): Job {
  let running: Promise<boolean> | null = null;
  let isAway = false;
  const attempt = async (): Promise<boolean> => {
    try {
      await work();
      if (isAway) log.warn('the store answers again; what had paused goes on');
      isAway = false;
      return true;
    } catch (error) {
      if (isPassing(error)) {
        if (!isAway) log.warn({ reason: error.message }, 'the store is in the way; this pauses, and goes on by itself');
        isAway = true;
        return false;
      }
      log.error({ err: error }, 'a scheduled job failed; it will be tried again');
      return false;
    }
  };
  const call = (): Promise<boolean> => (running ??= attempt().finally(() => (running = null)));
  return Object.assign(call, { settled: () => running ?? Promise.resolve() });
}
