import type { Instant } from '../core/types.ts';
import type { Hour } from './digest.ts';

/** How the day went, as far as the hours show it. */
export interface Course {
  /** It was under way when the day began. */
  readonly fromBefore: boolean;
  /** First hour of the rise that led to the peak. */
  readonly onset: Hour;
  readonly peak: Hour;
  /** First hour after the peak from which on more posts speak of recovery than of disruption; null where none did. */
  readonly recedingAt: Instant | null;
  /** First hour from which every later one stayed under half of the peak: fewer posts, which alone is no recovery. */
  readonly quieterAt: Instant | null;
}

/** Fewer posts than this have no course: they are a handful of posts, not a wave. */
const leastPosts = 12;

/** Null where there are too few posts to speak of a rise and a fall. Counts posts that speak of a current disruption. */
export function findCourse(hours: readonly Hour[]): Course | null {
  const past = hours.filter((hour) => !hour.ahead);
  const peak = past.reduce<Hour | null>((top, hour) => (top === null || current(hour) > current(top) ? hour : top), null);
  if (peak === null || past.reduce((sum, hour) => sum + current(hour), 0) < leastPosts) return null;
  const peakIndex = past.indexOf(peak);
  const quiet = Math.max(1, current(peak) * 0.1);
  const lastQuiet = past.slice(0, peakIndex).findLastIndex((hour) => current(hour) < quiet);
  const lastBusy = past.findLastIndex((hour) => current(hour) * 2 >= current(peak));
  return {
    fromBefore: lastQuiet === -1 && peakIndex > 0,
    onset: past[lastQuiet + 1] ?? peak,
    peak,
    recedingAt: findReceding(past.slice(peakIndex + 1)),
    quieterAt: past[lastBusy + 1]?.at ?? null,
  };
}

function findReceding(afterPeak: readonly Hour[]): Instant | null {
  const found = afterPeak.find((hour, index) => leads(hour) && leads(sum(afterPeak.slice(index))));
  return found?.at ?? null;
}

function leads({ disrupted, recovering, restored }: Pick<Hour, 'disrupted' | 'recovering' | 'restored'>): boolean {
  return recovering + restored > disrupted;
}

function sum(hours: readonly Hour[]): Pick<Hour, 'disrupted' | 'recovering' | 'restored'> {
  const of = (phase: 'disrupted' | 'recovering' | 'restored'): number => hours.reduce((total, hour) => total + hour[phase], 0);
  return { disrupted: of('disrupted'), recovering: of('recovering'), restored: of('restored') };
}

function current({ disrupted, recovering }: Hour): number {
  return disrupted + recovering;
}
