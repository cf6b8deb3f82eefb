import { hourMs, levels, periodsOf } from './count-cells.ts';
import type { MongoParts } from './mongo-db.ts';
import type { PeriodDoc, PeriodKey } from './mongo-periods.ts';

/** What of a span the cells answer, and the hours that only the Mentions themselves can. */
export interface Cover {
  /** In the order of time, none overlapping another. */
  readonly cells: readonly PeriodKey[];
  /** Open hours within the span. */
  readonly open: readonly number[];
}

interface Span {
  /** Hours since 1970; may be infinite. */
  readonly from: number;
  readonly to: number;
}

type Scope = Pick<PeriodKey, 'dataset' | 'undated'>;
type State = Pick<PeriodDoc, 'level' | 'start' | 'ends' | 'open'>;

/**
 * Which cells of a Dataset hold what they should, the largest that fit; `largest` is the largest level to take them from, since buckets are not to
 * be mixed. Hours are asked first: whoever closes one has opened its day and its month before.
 */
export async function coverSpan(
  { collection }: Pick<MongoParts, 'collection'>,
  scope: Scope,
  span: Span,
  largest: number,
): Promise<Cover> {
  const periods = collection<PeriodDoc>('countPeriods');
  const fields = { _id: 0, level: 1, start: 1, ends: 1, open: 1 } as const;
  const hours = await periods
    .find({ ...scope, level: levels.hour, open: true })
    .project<State>(fields)
    .toArray();
  const [days, months] = await Promise.all([
    periods
      .find({ ...scope, level: levels.day, open: true })
      .project<State>(fields)
      .toArray(),
    periods
      .find({ ...scope, level: levels.month })
      .project<State>(fields)
      .toArray(),
  ]);
  const openHours = new Set(hours.map(({ start }) => start));
  // A day or month that nothing is known of holds nothing but what is open.
  const broken = (level: number, states: readonly State[]): ReadonlySet<number> =>
    new Set([
      ...states.filter(({ open }) => open).map(({ start }) => start),
      ...hours.flatMap(({ start }) =>
        periodsOf(start)
          .filter((period) => period.level === level)
          .map((period) => period.start),
      ),
    ]);
  const [brokenDays, brokenMonths] = [broken(levels.day, days), broken(levels.month, months)];
  const cells: PeriodKey[] = [];
  const takeHours = (from: number, to: number): void => {
    for (let start = from; start < to; start += 1) {
      if (!openHours.has(start)) cells.push({ ...scope, level: levels.hour, start });
    }
  };
  const takeDays = (from: number, to: number): void => {
    for (let at = from; at < to; ) {
      const day = periodsOf(at).find(({ level }) => level === levels.day);
      const ends = Math.min(day?.ends ?? to, to);
      const isWhole = day !== undefined && day.start >= from && day.ends <= to;
      if (isWhole && largest >= levels.day && !brokenDays.has(day.start))
        cells.push({ ...scope, level: levels.day, start: day.start });
      else takeHours(at, ends);
      at = ends;
    }
  };
  for (const { start, ends } of months.toSorted((a, b) => a.start - b.start)) {
    const [from, to] = [Math.max(start, span.from), Math.min(ends, span.to)];
    if (from >= to) continue;
    const isWhole = from === start && to === ends;
    if (isWhole && largest >= levels.month && !brokenMonths.has(start)) cells.push({ ...scope, level: levels.month, start });
    else takeDays(from, to);
  }
  return { cells, open: [...openHours].filter((hour) => hour >= span.from && hour < span.to).sort((a, b) => a - b) };
}

/** An hour since 1970 as Mentions have it. */
export function hourDate(hour: number): Date {
  return new Date(hour * hourMs);
}
