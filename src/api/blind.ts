import type { BlindPeriod, Instant } from '../core/types.ts';
import type { ChannelScope, Store } from '../store/contract.ts';
import { nowFor } from './dataset.ts';

/** Periods in one answer or one file: what a person can read, and a program can take, of a day on which everything was blind. */
export const mostPeriods = 2000;

/** Half-open; null is open-ended. */
interface Span {
  readonly from: Instant | null;
  readonly to: Instant | null;
}

/** The blind periods of a dataset's Channels that overlap a span, in order of time; at most 2,000 of `total`. */
export async function readBlindPeriods(
  store: Store,
  filter: ChannelScope,
  span: Span,
  now: Instant,
): Promise<{ readonly items: readonly BlindPeriod[]; readonly total: number }> {
  const at = await nowFor(store, filter.dataset, now);
  return store.blindPeriods({ ...filter, ...span, now: at, limit: mostPeriods });
}
