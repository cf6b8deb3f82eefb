import { toMs } from '../core/time.ts';
import type { FullCell } from './count-cells.ts';
import { hourMs, levels, periodsOf } from './count-cells.ts';
import type { Compared } from './count-compare.ts';
import { compareCells } from './count-compare.ts';
import type { CellTable } from './countable.ts';
import { cellTables } from './countable.ts';
import { isCounted } from './mongo-build.ts';
import { readCells } from './mongo-cells.ts';
import { hourDate } from './mongo-cover.ts';
import type { MongoParts } from './mongo-db.ts';
import type { MentionDoc } from './mongo-docs.ts';
import { markHours, markPeriods } from './mongo-marks.ts';
import type { Numbers } from './mongo-numbers.ts';
import { createNumbers } from './mongo-numbers.ts';
import type { PeriodDoc, PeriodKey } from './mongo-periods.ts';
import { gather, hasOpen } from './mongo-rollup.ts';
import { readRows } from './mongo-rows.ts';
import { cellsOf } from './mongo-tally.ts';
import type { CheckedCounts } from './upkeep.ts';

/**
 * A London day after the other, then what has no date, then the months. An hour that is open is not compared, since nobody reads its cells; one that
 * was opened while it was counted is left to whoever opened it. What differs is opened by a repair, and counted anew by `tidyCounts`.
 */
export async function* verifyCounts(parts: MongoParts, { repair }: { readonly repair: boolean }): AsyncGenerator<CheckedCounts> {
  const numbers = createNumbers(parts);
  // Of an older store's hours that nobody has looked through yet nothing is said.
  const isBuilt = await isCounted(parts)();
  for (const dataset of await datasetsOf(parts)) {
    for (const day of await daysOf(parts, dataset))
      yield checkHours(parts, numbers, { dataset, undated: false, isBuilt, ...day }, repair);
    yield checkHours(parts, numbers, { dataset, undated: true, isBuilt, from: -9e8, to: 9e8 }, repair);
    for (const level of [levels.day, levels.month]) {
      const closed = parts.collection<PeriodDoc>('countPeriods').find({ dataset, level, open: false });
      for await (const period of closed) yield checkPeriod(parts, numbers, period, repair);
    }
  }
}

async function datasetsOf({ collection }: MongoParts): Promise<readonly string[]> {
  const found = await Promise.all(
    ['mentions', 'countPeriods'].map((name) => collection<{ dataset: string }>(name).distinct('dataset')),
  );
  return [...new Set(found.flat())].sort();
}

interface Stretch extends Pick<PeriodKey, 'dataset' | 'undated'> {
  readonly from: number;
  readonly to: number;
  readonly isBuilt: boolean;
}

/** London days that hold a Mention or a counted hour, in the order of time. */
async function daysOf({ collection }: MongoParts, dataset: string): Promise<readonly Pick<Stretch, 'from' | 'to'>[]> {
  const periods = collection<PeriodDoc>('countPeriods').find({ dataset, undated: false, level: levels.hour });
  const known = await periods.project<Pick<PeriodDoc, 'start'>>({ _id: 0, start: 1 }).toArray();
  const hours = await collection<MentionDoc>('mentions').distinct('hour', { dataset, hour: { $ne: null } });
  const starts = [
    ...known.map(({ start }) => start),
    ...hours.flatMap((hour) => (hour === null ? [] : [hour.getTime() / hourMs])),
  ];
  const days = new Map<number, number>();
  for (const hour of starts) {
    const day = periodsOf(hour).find(({ level }) => level === levels.day);
    days.set(day?.start ?? hour, day?.ends ?? hour + 1);
  }
  return [...days].sort(([a], [b]) => a - b).map(([from, to]) => ({ from, to }));
}

async function checkHours(parts: MongoParts, numbers: Numbers, stretch: Stretch, repair: boolean): Promise<CheckedCounts> {
  const { dataset, undated, from, to, isBuilt } = stretch;
  const before = await versionsOf(parts, stretch);
  const where = undated ? { dataset, postedAt: null } : { dataset, postedAt: { $gte: hourDate(from), $lt: hourDate(to) } };
  const rows = await readRows(parts, where);
  const starts = [...new Set([...rows.map(({ hour }) => hour), ...before.keys()])].sort((a, b) => a - b);
  const keys = starts.map((start) => ({ dataset, undated, level: levels.hour, start }));
  const stored = await Promise.all(cellTables.map((table) => readCells(parts, keys, table, true)));
  const counted = await numbers.number(dataset, rows, 'find');
  const after = await versionsOf(parts, stretch);
  const stands = ({ start }: FullCell): boolean =>
    after.get(start) !== null && after.get(start) === before.get(start) && (isBuilt || after.has(start));
  const compared = await compareAll(numbers, stretch, levels.hour, (table, index) => ({
    stored: stored[index]?.filter(stands),
    counted: cellsOf(table, counted).filter(stands),
  }));
  if (repair)
    await markHours(
      parts,
      firstHours(compared).map((start) => ({ dataset, undated, start })),
      toMs(parts.now()),
    );
  return { mentions: rows.length, ...compared };
}

/** The version of each hour; null where it is open. */
async function versionsOf(
  { collection }: MongoParts,
  { dataset, undated, from, to }: Stretch,
): Promise<ReadonlyMap<number, number | null>> {
  const which = { dataset, undated, level: levels.hour, start: { $gte: from, $lt: to } };
  const found = await collection<PeriodDoc>('countPeriods').find(which).toArray();
  return new Map(found.map(({ start, open, version }) => [start, open ? null : version]));
}

/** A day or month that is closed beside what its smaller cells hold. */
async function checkPeriod(parts: MongoParts, numbers: Numbers, period: PeriodDoc, repair: boolean): Promise<CheckedCounts> {
  const stored = await Promise.all(cellTables.map((table) => readCells(parts, [period], table, true)));
  const counted = await Promise.all(cellTables.map((table) => gather(parts, period, table)));
  const { _id, level, version } = period;
  const now = await parts.collection<PeriodDoc>('countPeriods').findOne({ _id });
  const isSame = now?.open === false && now.version === version && !(await hasOpen(parts, period));
  if (!isSame) return { mentions: 0, cells: 0, differences: [] };
  const compared = await compareAll(numbers, period, level, (_, index) => ({
    stored: stored[index] ?? undefined,
    counted: counted[index] ?? undefined,
  }));
  if (repair && compared.differences.length > 0) await markPeriods(parts, [period], toMs(parts.now()));
  return { mentions: 0, ...compared };
}

/** Table by table; one that was just being written is passed over. */
async function compareAll(
  numbers: Numbers,
  where: Pick<PeriodKey, 'dataset' | 'undated'>,
  level: number,
  read: (table: CellTable, index: number) => Partial<Record<'stored' | 'counted', readonly FullCell[] | undefined>>,
): Promise<Compared> {
  const all: Compared[] = [];
  for (const [index, table] of cellTables.entries()) {
    const { stored, counted } = read(table, index);
    if (stored === undefined || counted === undefined) continue;
    await numbers.load([...stored, ...counted].flatMap(({ systems, areas }) => [systems, areas]));
    all.push(compareCells(numbers.members, { ...where, table }, level, stored, counted));
  }
  return {
    cells: all.reduce((sum, { cells }) => sum + cells, 0),
    differences: all.flatMap(({ differences }) => differences),
  };
}

function firstHours({ differences }: Compared): readonly number[] {
  return [...new Set(differences.map(({ from }) => toMs(from) / hourMs))];
}
