import { addMs } from '../core/time.ts';
import type { Instant } from '../core/types.ts';
import { blindAfterIntervals, notWatched } from '../core/types.ts';
import type { RunResult } from './runs.ts';

/** What is kept beside a Channel to say when it could not be seen, without reading its Runs again. */
export interface Watch {
  /** When the last good Run began. */
  readonly seenAt: Instant | null;
  /** Since when it cannot be seen; null while nothing has gone wrong that a Run told of. */
  readonly blindFrom: Instant | null;
  readonly blindWhy: string | null;
  /** What the platform said when it last asked us to wait. */
  readonly askedWhy: string | null;
}

/** A Run that has ended, as far as sight goes. */
export type Looked = Pick<RunResult, 'outcome' | 'message'> & { readonly startedAt: Instant };

/** A span that is over. */
export interface Blind {
  readonly from: Instant;
  readonly to: Instant;
  readonly why: string;
}

/** What a Run's end makes of a Channel's Watch, and the blind span that it closes. Of one Channel, Runs end in the order in which they began. */
export function watchOn(
  before: Watch,
  everyMinutes: number,
  { outcome, message, startedAt }: Looked,
): { readonly watch: Watch; readonly blind: Blind | null } {
  const { seenAt, askedWhy } = before;
  let [from, why] = [before.blindFrom, before.blindWhy];
  if (from === null && seenAt !== null && lateAt(seenAt, everyMinutes) < startedAt)
    [from, why] = [seenAt, askedWhy ?? notWatched];
  if (outcome === 'ok') {
    const blind = from === null ? null : { from, to: startedAt, why: why ?? notWatched };
    return { watch: { seenAt: startedAt, blindFrom: null, blindWhy: null, askedWhy: null }, blind };
  }
  if (outcome === 'failed' && from === null) [from, why] = [seenAt ?? startedAt, message ?? 'collecting failed'];
  const asked = outcome === 'waiting' ? message : askedWhy;
  return { watch: { seenAt, blindFrom: from, blindWhy: why, askedWhy: asked }, blind: null };
}

/** Until when a Channel that was seen may go without another look. */
export function lateAt(seenAt: Instant, everyMinutes: number): Instant {
  return addMs(seenAt, blindAfterIntervals * everyMinutes * 60_000);
}
