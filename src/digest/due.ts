import { addMs, londonDate, londonDay } from '../core/time.ts';
import type { Instant } from '../core/types.ts';

/** What the store knows of a sending. */
export interface Sending {
  readonly window: string;
  readonly dataset: string;
  readonly target: string;
  readonly outcome: 'sending' | 'sent' | 'failed' | 'unsure';
}

/** A digest that could not be sent for longer than this is old news. */
const retryDays = 3;

/**
 * The London days to report to one target now, oldest first: yesterday, unless it has been sent or may have been, and days whose
 * sending failed lately. How often this is asked changes nothing.
 */
export function dueDays(now: Instant, sendings: readonly Sending[], key: Pick<Sending, 'dataset' | 'target'>): readonly string[] {
  const own = sendings.filter(({ dataset, target }) => dataset === key.dataset && target === key.target);
  const outcomes = new Map(own.map(({ window, outcome }) => [window, outcome]));
  const [yesterday = '', ...earlier] = daysBefore(now, retryDays);
  const failed = earlier.filter((day) => outcomes.get(day) === 'failed');
  const isOpen = !outcomes.has(yesterday) || outcomes.get(yesterday) === 'failed';
  return [...failed.toReversed(), ...(isOpen ? [yesterday] : [])];
}

/** Newest first, today not among them. */
function daysBefore(now: Instant, howMany: number): string[] {
  const days: string[] = [];
  let day = londonDate(now);
  while (days.length < howMany) {
    const start = londonDay(day)?.from ?? now;
    day = londonDate(addMs(start, -1));
    days.push(day);
  }
  return days;
}
