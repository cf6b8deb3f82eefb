import { findBlindPeriods } from '../../analysis/blind.ts';
import { addMs } from '../core/time.ts';
import type { BlindPeriod, Channel, Instant } from '../core/types.ts';
import type { Store } from '../store/contract.ts';
import { nowFor } from './dataset.ts';

const dayMs = 24 * 60 * 60 * 1000;
/** Runs read of one Channel: a month of one every two minutes. */
const mostRuns = 20_000;

/** Half-open; null is open-ended. */
interface Span {
  readonly from: Instant | null;
  readonly to: Instant | null;
}

/**
 * The blind periods of a dataset's Channels that overlap a span, in order of time. Reads one Channel's Runs at a time, and beyond both
 * ends of the span far enough to see what was going on there; a period that goes on beyond that is cut where the reading ends.
 */
export async function readBlindPeriods(store: Store, dataset: string, span: Span, now: Instant): Promise<readonly BlindPeriod[]> {
  const at = await nowFor(store, dataset, now);
  const periods: BlindPeriod[] = [];
  for (const { channel } of await store.channels({ dataset })) periods.push(...(await readOne(store, channel, span, at)));
  return periods
    .filter(({ from, to }) => (span.to === null || from < span.to) && (span.from === null || to === null || to > span.from))
    .toSorted((a, b) => a.from.localeCompare(b.from) || a.channel.localeCompare(b.channel));
}

async function readOne(store: Store, channel: Channel, span: Span, now: Instant): Promise<readonly BlindPeriod[]> {
  const marginMs = 4 * channel.everyMinutes * 60_000 + dayMs;
  const from = span.from === null ? null : addMs(span.from, -marginMs);
  const to = span.to === null ? now : earlier(addMs(span.to, marginMs), now);
  const runs = await store.runs({ channel: channel.id, ...(from === null ? {} : { from }), to, limit: mostRuns });
  // null means that it lasts; where the reading stopped in the past we do not know that.
  return findBlindPeriods(runs, [channel], to).map((period) => (period.to === null && to < now ? { ...period, to } : period));
}

function earlier(a: Instant, b: Instant): Instant {
  return a < b ? a : b;
}
