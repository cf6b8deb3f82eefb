import type { BlindPeriod, Count, Phase } from '../types.ts';
import { startOfLondonDay } from './london.ts';

export type Unit = 'organisations' | 'mentions';
export type BucketSize = 'hour' | 'day';

/** One column of the timeline; what nobody posted is there as zero. */
export interface Bucket {
  /** Start and end in ms since 1970, end exclusive. */
  readonly startMs: number;
  readonly endMs: number;
  readonly counts: Readonly<Partial<Record<Phase, { readonly mentions: number; readonly organisations: number }>>>;
  /** Channels that could not be seen for part of it. */
  readonly blind: number;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Hours up to five days, London days beyond. */
export function chooseSize(from: string, to: string): BucketSize {
  return Date.parse(to) - Date.parse(from) > 5 * dayMs ? 'day' : 'hour';
}

/** Every hour or London day between `from` and `to` (instants, end exclusive) with its Counts by phase and the Channels blind in it. */
export function padBuckets(
  span: { readonly from: string; readonly to: string },
  size: BucketSize,
  counts: readonly Count[],
  blind: readonly BlindPeriod[],
): readonly Bucket[] {
  const edges = listEdges(Date.parse(span.from), Date.parse(span.to), size);
  return edges.slice(0, -1).map((startMs, index) => {
    const endMs = edges[index + 1] ?? startMs;
    const inside = counts.filter((count) => within(count.bucket, startMs, endMs));
    return { startMs, endMs, counts: byPhase(inside), blind: countBlind(blind, startMs, endMs) };
  });
}

/** Height of one column in the chosen unit. */
export function sumBucket(bucket: Bucket, unit: Unit): number {
  return Object.values(bucket.counts).reduce((sum, count) => sum + count[unit], 0);
}

/** Round ticks from zero that reach `max`: at most five steps, whole numbers only. */
export function niceTicks(max: number): readonly number[] {
  const wanted = Math.max(max, 4) / 4;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= wanted && candidate >= 1) ?? 1;
  return Array.from({ length: Math.ceil(Math.max(max, 1) / step) + 1 }, (_, index) => index * step);
}

function listEdges(fromMs: number, toMs: number, size: BucketSize): number[] {
  const edges: number[] = [];
  let edge = size === 'hour' ? Math.floor(fromMs / hourMs) * hourMs : startOfLondonDay(fromMs);
  while (edge < toMs) {
    edges.push(edge);
    edge = size === 'hour' ? edge + hourMs : startOfLondonDay(edge + 26 * hourMs);
  }
  edges.push(edge);
  return edges;
}

function within(at: string | null, startMs: number, endMs: number): boolean {
  if (at === null) return false;
  const ms = Date.parse(at);
  return ms >= startMs && ms < endMs;
}

function byPhase(counts: readonly Count[]): Bucket['counts'] {
  const sums: Partial<Record<Phase, { mentions: number; organisations: number }>> = {};
  for (const count of counts) {
    const phase = count.key as Phase;
    const sum = (sums[phase] ??= { mentions: 0, organisations: 0 });
    sum.mentions += count.mentions;
    sum.organisations += count.organisations;
  }
  return sums;
}

function countBlind(periods: readonly BlindPeriod[], startMs: number, endMs: number): number {
  const channels = periods
    .filter((period) => Date.parse(period.from) < endMs && (period.to === null || Date.parse(period.to) > startMs))
    .map((period) => period.channel);
  return new Set(channels).size;
}
