import type { CollectError } from './core/errors.ts';
import { addMs } from './core/time.ts';
import type { Channel, ChannelState, Instant, RunOutcome } from './core/types.ts';

const minuteMs = 60_000;
const longestWaitMs = 24 * 60 * minuteMs;
/** A page that is missing this many times in a row is gone for good; a site being rebuilt is back sooner. */
const goneAfter = 5;

export interface Next {
  readonly outcome: Extract<RunOutcome, 'ok' | 'failed' | 'waiting'>;
  readonly nextAt: Instant | null;
  readonly state: ChannelState['state'];
}

/** When a Channel is due again after a Run; the error's `kind` alone decides. `failures` counts the ones before this; `jitter` is 0 to 1. */
export function decideNext(channel: Channel, error: CollectError | null, failures: number, now: Instant, jitter: number): Next {
  const everyMs = channel.everyMinutes * minuteMs;
  const spread = 0.9 + 0.2 * jitter;
  if (error === null) return { outcome: 'ok', nextAt: addMs(now, Math.round(everyMs * spread)), state: 'active' };
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

/** Twice as long after each failure, a day at most: kind to a host in trouble, and never blind for longer than a day after it recovers. */
function backOff(everyMs: number, failures: number, spread: number, now: Instant): Instant {
  const waitMs = Math.min(longestWaitMs, everyMs * 2 ** Math.min(failures, 10));
  return addMs(now, Math.round(waitMs * spread));
}

/** Whatever a server says, a Channel is not asked twice within a minute. */
function latest(a: Instant, b: Instant): Instant {
  return a > b ? a : b;
}
