import { addMs, toMs } from '../src/core/time.ts';
import type { ChannelState, Instant } from '../src/core/types.ts';

export const healths = [
  'ok',
  'new',
  'waiting',
  'failing',
  'overdue',
  'silent',
  'degraded',
  'retired',
  'off',
  'withheld',
] as const;
export type Health = (typeof healths)[number];

/** A Channel that can hide an outage from us: it should show on the overview and in the digest. */
export const troubled: ReadonlySet<Health> = new Set(['failing', 'overdue', 'silent', 'retired', 'off']);

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** A surgery that posts at all posts within a month; longer is worth a look at whether we still see it. */
const silentAfterMs = 30 * dayMs;

/** How a Channel fares, as one word and one sentence for a person. */
export function judgeHealth(state: ChannelState, now: Instant): { readonly health: Health; readonly says: string } {
  const { channel, lastSuccessAt, lastPostAt, lastRunAt, failures } = state;
  // Told when to come back, by the site or by our own budget, and that time has not come.
  const isAsked = state.failure === 'rate-limited' && state.nextAt !== null && state.nextAt > now;
  const because = state.message === null ? '' : `: ${state.message}`;
  if (state.state === 'retired') return { health: 'retired', says: `No longer collected${because}` };
  if (state.state === 'withheld')
    return {
      health: 'withheld',
      says: 'Private people’s posts: not read until "ripplewatch governance record" says on what basis',
    };
  if (state.state === 'off') return { health: 'off', says: `Switched off until the next start${because}` };
  if (failures > 0)
    return { health: 'failing', says: `Failed ${failures === 1 ? 'once' : `${failures} times in a row`}${because}` };
  if (lastRunAt === null) return { health: 'new', says: 'Not collected yet' };
  if (lastSuccessAt === null) return { health: 'waiting', says: `The site asked us to come back later${because}` };
  if (addMs(lastSuccessAt, 3 * channel.everyMinutes * minuteMs + 5 * minuteMs) < now) {
    const says = isAsked ? `Waiting${because}` : 'Not collected for more than three intervals; is the schedule running?';
    return { health: 'overdue', says };
  }
  if (isAsked) return { health: 'waiting', says: `Waiting${because}` };
  if (toMs(now) - toMs(lastPostAt ?? channel.addedAt) > silentAfterMs) {
    return {
      health: 'silent',
      says: lastPostAt === null ? 'Nothing posted since it was added' : 'Nothing new for more than 30 days',
    };
  }
  if (state.notes.length > 0) return { health: 'degraded', says: state.notes.join(' ') };
  return { health: 'ok', says: 'Collected as planned' };
}
