import { setTimeout as wait } from 'node:timers/promises';
import type { Collector, Cursor, Stream, StreamContext } from '../scrapers/collector.ts';
import { collectors } from '../scrapers/index.ts';
import type { App } from './app.ts';
import { live, version } from './app.ts';
import type { CollectParts } from './collect.ts';
import { collectDue } from './collect.ts';
import { readSetting } from './config.ts';
import { CollectError, isPassing } from './core/errors.ts';
import { createSockets } from './core/http/stream.ts';
import { oneLine } from './core/text.ts';
import { toMs } from './core/time.ts';
import type { Channel, ChannelState, Json } from './core/types.ts';
import type { HeldLease } from './lease.ts';
import { holdLease } from './lease.ts';
import { allDone, openWatch, type Watch } from './watch.ts';

export interface Streams {
  /** Closes every connection and waits until the last of what it brought is saved. */
  readonly stop: () => Promise<void>;
}

/** Follows the stream of every platform that has one switched on, beside the schedule: while it lives its Channels are seldom polled. */
export function startStreams(app: App, lease: HeldLease): Streams {
  const stopping = new AbortController();
  const followed = collectors.flatMap(({ platform, stream }) => {
    if (stream === undefined || readSetting(stream.switch) === null) return [];
    return [follow({ app, lease, platform, stream, signal: stopping.signal })];
  });
  return {
    stop: async () => {
      stopping.abort();
      await Promise.all(followed);
    },
  };
}

interface Followed {
  readonly app: App;
  readonly lease: HeldLease;
  readonly platform: Collector['platform'];
  readonly stream: Stream;
  readonly signal: AbortSignal;
}

const secondMs = 1000;
const minuteMs = 60 * secondMs;
const longestRestMs = 5 * minuteMs;
/** So often it is asked whether the process that listens still does. */
const notMineMs = 10 * secondMs;

/**
 * Connects again and again, ever more rarely while that fails, at once when only the list of Channels has changed. Of several processes on one
 * store the one that holds the platform's lease listens; another takes over where it ended.
 */
async function follow(followed: Followed): Promise<void> {
  const { app, platform, signal } = followed;
  let own: HeldLease | null = null;
  for (let failures = 0; !signal.aborted; ) {
    const begun = toMs(app.now());
    let restMs = minuteMs;
    try {
      if (app.store.shared) own ??= await holdLease(app, `stream ${platform}`);
      const lease = own ?? followed.lease;
      if (!lease.held()) restMs = notMineMs;
      else if ((await connectOnce({ ...followed, lease })) === 'changed') restMs = secondMs;
      failures = 0;
    } catch (error) {
      failures = toMs(app.now()) - begun > longestRestMs ? 1 : failures + 1;
      restMs = Math.min(longestRestMs, secondMs * 2 ** failures) * (0.5 + Math.random());
      const told = error instanceof CollectError ? { reason: oneLine(error.message) } : { err: error };
      if (!isOver(signal)) app.log.warn({ platform, ...told, againInSeconds: Math.round(restMs / secondMs) }, 'the stream ended');
    }
    await wait(restMs, undefined, { signal }).catch(() => undefined);
  }
  await own
    ?.release()
    .catch((error: unknown) => app.log.warn({ err: error, platform }, 'the lease of a stream runs out by itself'));
}

/** Read anew: the loop's own condition was checked before a long wait. */
function isOver({ aborted }: AbortSignal): boolean {
  return aborted;
}

/** One connection from its beginning to its end; `idle` where there is nothing to watch. Throws what ended it. */
async function connectOnce({ app, lease, platform, stream, signal }: Followed): Promise<'changed' | 'idle'> {
  const states = await watchable(app, platform, stream);
  if (states.length === 0) return 'idle';
  const changed = new AbortController();
  const within = AbortSignal.any([signal, lease.lost(), changed.signal]);
  const watch = openWatch({ app, states, only: (channel) => stream.only(channel) });
  const timer = setInterval(() => void noticeChange(app, platform, stream, states, changed), minuteMs);
  const context: StreamContext = {
    http: app.http,
    log: app.log,
    signal: within,
    now: app.now,
    setting: readSetting,
    sockets: createSockets({
      version,
      contact: app.config.contact || null,
      allowPrivate: app.config.allowPrivate,
      clock: app.now,
    }),
  };
  const channels = states.map(({ channel }) => channel);
  const pumped = pump({ app, platform, stream, watch, context, channels });
  const ended = await pumped.then(() => null, asError).finally(() => clearInterval(timer));
  if (changed.signal.aborted && !signal.aborted) {
    await watch.close(null);
    return 'changed';
  }
  await watch.close(signal.aborted ? 'Stopped' : sayEnd(ended));
  if (ended !== null) throw ended;
  return 'idle';
}

interface Pumped {
  readonly app: App;
  readonly platform: string;
  readonly stream: Stream;
  readonly watch: Watch;
  readonly context: StreamContext;
  readonly channels: readonly Channel[];
}

const cursorEveryMs = 5 * secondMs;

/** What came is saved before the place in the stream is: a crash repeats events, and never skips them. */
async function pump({ app, platform, stream, watch, context, channels }: Pumped): Promise<void> {
  const { store } = app;
  const cursor = (await store.streamCursor(platform)) as Cursor | null;
  let savedMs = 0;
  let last: Json | null = null;
  try {
    for await (const step of stream.read(channels, cursor, context)) {
      if (step.missed !== null) await watch.miss(step.missed);
      if (step.watches !== null) await watch.begin(step.watches);
      for (let from = 0; from < step.batches.length; from += savedAtOnce) {
        await allDone(step.batches.slice(from, from + savedAtOnce).map((batch) => watch.save(batch)));
      }
      if (step.look.length > 0) look(app, step.look, context.signal);
      await watch.tick();
      last = step.cursor;
      const nowMs = toMs(app.now());
      if (step.batches.length === 0 && nowMs - savedMs < cursorEveryMs) continue;
      await keepPlace(app, platform, step.cursor);
      savedMs = nowMs;
    }
  } finally {
    if (last !== null) await keepPlace(app, platform, last);
  }
}

/** Batches of a step are of as many channels; the store writes in one go what it is asked for together. */
const savedAtOnce = 100;

/** While the store cannot be written the place does not move: what waits on disk may come a second time, and is then known. */
async function keepPlace({ store }: App, platform: string, cursor: Json): Promise<void> {
  await store.saveStreamCursor(platform, cursor).catch((error: unknown) => {
    if (!isPassing(error)) throw error;
  });
}

/** The view that is asked hears of things a moment later than the stream. */
const lookAfterMs = 3 * secondMs;

/** Beside the stream, which goes on; a Channel that is being looked at is left alone, and a fault is the schedule's to find again. */
function look(app: App, channels: readonly Channel[], signal: AbortSignal): void {
  const ids = channels.map(({ id }) => id);
  const run = async (): Promise<void> => {
    await wait(lookAfterMs, undefined, { signal });
    const { store, http, log, holder, now, config } = app;
    const [pipeline, directory] = await Promise.all([app.pipeline(), app.directory()]);
    const { concurrency } = config;
    const parts: CollectParts = { store, pipeline, directory, http, log, holder, now, concurrency, dataset: live.id };
    await collectDue(parts, { signal, ids });
  };
  run().catch((error: unknown) => {
    if (!signal.aborted) app.log.error({ err: error }, 'channels that the stream pointed at could not be looked at');
  });
}

/**
 * Channels whose last look went well, or that cannot be looked at: an account that is refused or gone is not listened to either. Private
 * people's are `withheld`, not `active`, until a Governance stands.
 */
async function watchable({ store }: App, platform: string, stream: Stream): Promise<readonly ChannelState[]> {
  return (await store.channels({ dataset: live.id, counted: false })).filter(
    ({ channel, state, failure }) =>
      channel.platform === platform &&
      state === 'active' &&
      (failure === null || failure === 'unreachable' || failure === 'rate-limited' || stream.only(channel)),
  );
}

async function noticeChange(
  app: App,
  platform: string,
  stream: Stream,
  before: readonly ChannelState[],
  changed: AbortController,
): Promise<void> {
  const names = (states: readonly ChannelState[]): string =>
    states
      .map(({ channel }) => `${channel.id} ${channel.address}`)
      .sort()
      .join('\n');
  try {
    if (names(await watchable(app, platform, stream)) !== names(before)) changed.abort();
  } catch (error) {
    app.log.error({ err: error }, 'the list of channels for the stream could not be read');
  }
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}

function sayEnd(error: Error | null): string {
  return error instanceof CollectError ? oneLine(error.message) : 'The stream ended';
}
