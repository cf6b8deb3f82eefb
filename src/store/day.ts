import { londonDate, londonDay, startOfHour, toMs } from '../core/time.ts';
import type { Instant } from '../core/types.ts';

const days = new Map<Instant, number | null>();

/** Start of the London day that holds it, in milliseconds: kept beside each post so that counting by day needs no calendar. */
export function dayOf(at: Instant): number | null {
  const hour = startOfHour(at);
  let day = days.get(hour);
  if (day === undefined) {
    if (days.size > 10_000) days.clear();
    const found = londonDay(londonDate(hour));
    day = found === null ? null : toMs(found.from);
    days.set(hour, day);
  }
  return day;
}
