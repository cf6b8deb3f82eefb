import type { Count, Totals } from '../types.ts';
import { type Bucket, sumBucket } from './buckets.ts';
import { londonDate, sayShortDay, sayTime } from './london.ts';

export interface Facts {
  readonly totals: Totals;
  /** Counts by author kind and by system, over the whole window. */
  readonly authors: readonly Count[];
  readonly systems: readonly Count[];
  readonly systemTitle: (id: string) => string;
  readonly buckets: readonly Bucket[];
  /** The earliest dated Mention; null while unknown. */
  readonly firstAt: string | null;
}

/** What the window holds, in plain English: the first sentence is the headline, the second says when. */
export function sayHeadline(facts: Facts): { readonly headline: string; readonly when: string } {
  return { headline: `${sayWho(facts)}${sayWhat(facts)}.`, when: sayWhen(facts) };
}

/** `1 mention`, `1,204 mentions`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;
}

/** Whether posting is rising, falling or neither, judged on the last three hours against the peak and the three before. */
export function judgeTrend(values: readonly number[]): 'rising' | 'falling' | 'ended' | 'level' {
  const peak = values.indexOf(Math.max(...values));
  const recent = sum(values.slice(-3));
  const before = sum(values.slice(-6, -3));
  if (peak >= values.length - 2) return 'rising';
  if (recent === 0) return 'ended';
  const atPeak = sum(values.slice(Math.max(0, peak - 1), peak + 2));
  if (recent <= atPeak / 2) return 'falling';
  return recent > before * 1.25 ? 'rising' : 'level';
}

function sayWho({ authors, totals }: Facts): string {
  const of = (kind: string): number => authors.find((count) => count.key === kind)?.organisations ?? 0;
  const practices = of('practice');
  const pharmacies = of('pharmacy');
  const both = practices + pharmacies;
  if (both === 0) return `${plural(totals.mentions, 'post')} ${totals.mentions === 1 ? 'speaks' : 'speak'} of a disruption`;
  const have = both === 1 ? 'has posted' : 'have posted';
  if (pharmacies === 0) return `${plural(practices, 'practice')} ${have} about a disruption`;
  if (practices === 0) return `${plural(pharmacies, 'pharmacy', 'pharmacies')} ${have} about a disruption`;
  return `${both.toLocaleString('en-GB')} practices and pharmacies have posted about a disruption`;
}

function sayWhat({ systems, systemTitle, totals }: Facts): string {
  const top = systems.toSorted((a, b) => b.mentions - a.mentions)[0];
  if (top === undefined || top.key === null || top.mentions === 0) return '';
  const title = systemTitle(top.key);
  if (top.mentions === totals.mentions) return `; ${totals.mentions === 1 ? 'it names' : 'all name'} ${title}`;
  return top.mentions * 2 > totals.mentions ? `; most name ${title}` : `; ${title} is named most often`;
}

function sayWhen({ buckets, firstAt }: Facts): string {
  // A wave of "back up" posts is no new peak, so reports of disruption count alone, where there are any.
  const unit = buckets.some((bucket) => sumBucket(bucket, 'organisations') > 0) ? 'organisations' : 'mentions';
  const reports = buckets.map((bucket) => bucket.counts.disrupted?.[unit] ?? 0);
  const values = sum(reports) > 0 ? reports : buckets.map((bucket) => sumBucket(bucket, unit));
  const peak = buckets[values.indexOf(Math.max(...values, 0))];
  if (peak === undefined || sum(values) === 0) return '';
  const daily = peak.endMs - peak.startMs > 3_600_000;
  if (daily) return `Most posts on ${sayShortDay(peak.startMs)}.`;
  const trend = {
    rising: 'still rising',
    falling: 'falling since',
    ended: 'none in the last three hours',
    level: 'no clear fall yet',
  };
  const sameDay = firstAt !== null && londonDate(firstAt) === londonDate(peak.startMs);
  const first = firstAt === null ? '' : `First at ${sayTime(firstAt)}${sameDay ? '' : ` on ${sayShortDay(firstAt)}`}, `;
  const peakWord = first === '' ? 'Peak' : 'peak';
  return `${first}${peakWord} in the hour from ${sayTime(peak.startMs)} on ${sayShortDay(peak.startMs)}, ${trend[judgeTrend(values)]}.`;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
