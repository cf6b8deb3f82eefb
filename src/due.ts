import type { CollectError } from './core/errors.ts';
import { addMs, toMs } from './core/time.ts';
import type { Channel, ChannelState, Instant, RunOutcome } from './core/types.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const longestWaitMs = dayMs;
/** A page that is missing this many times in a row is gone for good; a site being rebuilt is back sooner. */
const goneAfter = 5;
/** A Channel without a new post for this long is quiet. */
const quietAfterMs = 14 * dayMs;
/**
 * The widest and the narrowest step, in intervals. The widest, a tenth of jitter and a minute of the clock together stay below two intervals,
 * within which a Channel must have answered to count as seen, and far below the three after which it counts as blind.
 */
const widest = 1.5;
const narrowest = 1 / 3;
/** However near the trouble, no Channel is asked more often than this unless its own interval is shorter. */
const shortestMs = 5 * minuteMs;

export interface Next {
  readonly outcome: Extract<RunOutcome, 'ok' | 'failed' | 'waiting'>;
  readonly nextAt: Instant | null;
  readonly state: ChannelState['state'];
}

/** What a Channel's next look depends on besides how this one went. */
export interface Circumstances {
  /** Failures in a row before this Run. */
  readonly failures: number;
  /** When a new post last came, this Run's included. */
  readonly lastPostAt: Instant | null;
  /** A disruption is on for its area or its organisation's system. */
  readonly near: boolean;
  /** Until when its server calls what it sent fresh. */
  readonly freshUntil: Instant | null;
  readonly now: Instant;
  /** 0 to 1. */
  readonly jitter: number;
}

/** When a Channel is due again after a Run; the error's `kind` alone decides what becomes of one that failed. */
export function decideNext(channel: Channel, error: CollectError | null, circumstances: Circumstances): Next {
  const { now, failures, jitter } = circumstances;
  const everyMs = channel.everyMinutes * minuteMs;
  const spread = 0.9 + 0.2 * jitter;
  if (error === null) return { outcome: 'ok', nextAt: planNext(channel, circumstances, spread), state: 'active' };
  switch (error.kind) {
    case 'rate-limited':
      return { outcome: 'waiting', nextAt: latest(addMs(now, minuteMs), error.retryAt ?? addMs(now, everyMs)), state: 'active' };
    case 'unauthorised':
      return { outcome: 'failed', nextAt: null, state: 'off' };
    case 'gone':
      if (failures + 1 >= goneAfter) return { outcome: 'failed', nextAt: null, state: 'retired' };
      return { outcome: 'failed', nextAt: backOff(everyMs, failures, spread, now), state: 'active' };
    case 'unreachable':
    case 'changed':
    case 'refused':
      return { outcome: 'failed', nextAt: backOff(everyMs, failures, spread, now), state: 'active' };
  }
}

/** One interval on: sooner near trouble, later where nothing has come for weeks, not before the server's own copy is stale, within bounds. */
function planNext(channel: Channel, { now, near, lastPostAt, freshUntil }: Circumstances, spread: number): Instant {
  const everyMs = channel.everyMinutes * minuteMs;
  const quiet = toMs(now) - toMs(lastPostAt ?? channel.addedAt) > quietAfterMs;
  const stepMs = near ? Math.min(everyMs, Math.max(shortestMs, everyMs * narrowest)) : quiet ? everyMs * widest : everyMs;
  const freshMs = freshUntil === null ? 0 : Math.min(toMs(freshUntil) - toMs(now), everyMs * widest);
  return addMs(now, Math.round(Math.max(stepMs * spread, freshMs)));
}

/** Twice as long after each failure, a day at most: kind to a host in trouble, and never blind for longer than a day after it recovers. */
function backOff(everyMs: number, failures: number, spread: number, now: Instant): Instant {
  const waitMs = Math.min(longestWaitMs, everyMs * 2 ** Math.min(failures, 10));
  return addMs(now, Math.round(waitMs * spread));
}

/** Whatever a server says, a Channel is not asked twice within a minute. */
function latest(a: Instant, b: Instant): Instant {
  return a > b ? a : b;
}
