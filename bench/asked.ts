import { phases } from '../src/core/types.ts';
import type { CountBy } from '../src/store/contract.ts';
import type { MentionQuery } from '../src/store/filters.ts';
import { outagePhases } from '../src/store/query.ts';

/** A question of the overview: `count` where it has no key or bucket. */
export type Question = readonly [MentionQuery, CountBy | null];

/** What the overview and the view of an area ask, over two days around the busiest and over all time. */
export function questions(busiestHour: number): Readonly<Record<string, Question>> {
  const at = (hour: number) => new Date(hour * 3_600_000).toISOString() as NonNullable<MentionQuery['from']>;
  const always: MentionQuery = { dataset: 'live', phases: outagePhases };
  const here: MentionQuery = { ...always, from: at(busiestHour - 15), to: at(busiestHour + 33) };
  const region = { areas: ['Y62'] };
  return {
    timeline: [here, { bucket: 'hour', key: 'phase' }],
    authors: [here, { bucket: null, key: 'authorKind' }],
    systems: [here, { bucket: null, key: 'system' }],
    areas: [here, { bucket: null, key: 'area' }],
    totals: [here, null],
    allTime: [always, null],
    allPhases: [{ ...always, phases }, null],
    areaTimeline: [
      { ...here, ...region },
      { bucket: 'hour', key: 'phase' },
    ],
    areaSystems: [
      { ...here, ...region },
      { bucket: null, key: 'system' },
    ],
    areaTotals: [{ ...here, ...region }, null],
    areaAllTime: [{ ...always, ...region }, null],
    systemAreas: [
      { ...here, systems: ['emis-web'] },
      { bucket: null, key: 'area' },
    ],
    systemAreaAllTime: [{ ...always, ...region, systems: ['emis-web'] }, null],
    hoursBySystem: [here, { bucket: 'hour', key: 'system' }],
  };
}
