import { toMs } from '../core/time.ts';
import type { FullCell } from './count-cells.ts';
import { levels, periodsOf } from './count-cells.ts';
import type { CountedRow } from './count-make.ts';
import { makeCells } from './count-make.ts';
import type { CellTable } from './countable.ts';
import { cellTables } from './countable.ts';
import type { Written } from './mongo-cells.ts';
import { fits, readCells, writeCells } from './mongo-cells.ts';
import { hourDate } from './mongo-cover.ts';
import type { MongoParts } from './mongo-db.ts';
import { forgetStatements } from './mongo-forget.ts';
import { markPeriods } from './mongo-marks.ts';
import type { Numbers } from './mongo-numbers.ts';
import type { PeriodDoc } from './mongo-periods.ts';
import type { CountRow } from './mongo-rows.ts';
import { readRows } from './mongo-rows.ts';
import type { MentionFilter } from './mongo-where.ts';

const hoursAtOnce = 24;

/**
 * Counts some hours anew that nobody writes any more; says how many it looked at. First the cells, then the day and the month are opened, and only
 * then is the hour closed, if nobody has noted a change since: stopped at any point, the hour is counted again. Those in `passed` are left, and
 * one that cannot be closed is added to them.
 */
export async function countHours(parts: MongoParts, numbers: Numbers, passed: Set<string>): Promise<number> {
  const periods = parts.collection<PeriodDoc>('countPeriods');
  const now = toMs(parts.now());
  const due = await periods
    .find({ open: true, level: levels.hour, settleAfter: { $lte: new Date(now) }, _id: { $nin: [...passed] } })
    .sort({ settleAfter: 1 })
    .limit(hoursAtOnce)
    .toArray();
  const made: { readonly period: PeriodDoc; readonly tables: readonly Written[] }[] = [];
  for (const group of Map.groupBy(due, ({ dataset, undated }) => JSON.stringify([dataset, undated])).values()) {
    for (const period of await makeHours(parts, numbers, group)) {
      if (fits(period.tables)) made.push(period);
      else passed.add(period.period._id);
    }
  }
  await writeCells(parts, made);
  const above = new Map(
    made.flatMap(({ period: { dataset, undated, start } }) =>
      periodsOf(start).map((period) => [JSON.stringify([dataset, undated, period]), { dataset, undated, ...period }]),
    ),
  );
  await markPeriods(parts, [...above.values()], now);
  await closePeriods(
    parts,
    made.map(({ period }) => period),
  );
  return due.length;
}

/** What is noted as open since stays open. */
export async function closePeriods({ collection }: Pick<MongoParts, 'collection'>, periods: readonly PeriodDoc[]): Promise<void> {
  if (periods.length === 0) return;
  const writes = periods.map(({ _id, version }) => ({
    updateOne: { filter: { _id, version }, update: { $set: { open: false } } },
  }));
  await collection<PeriodDoc>('countPeriods').bulkWrite(writes, { ordered: false });
}

/** Hours of one Dataset, all with a date or all without. */
async function makeHours(parts: MongoParts, numbers: Numbers, hours: readonly PeriodDoc[]) {
  const [first] = hours;
  if (first === undefined) return [];
  const rows = await readHours(
    parts,
    first,
    hours.map(({ start }) => start),
  );
  const byHour = Map.groupBy(await numbers.number(first.dataset, rows, 'give'), ({ hour }) => hour);
  const made = hours.map((period) => ({ period, tables: tablesOf(byHour.get(period.start) ?? []) }));
  const before = await readCells(parts, hours, 'totals', true);
  await forgetStatements(
    parts,
    before ?? [],
    made.flatMap(({ tables }) => tables[0]?.cells ?? []),
  );
  return made;
}

async function readHours(
  parts: Pick<MongoParts, 'collection'>,
  { dataset, undated }: Pick<PeriodDoc, 'dataset' | 'undated'>,
  starts: readonly number[],
): Promise<CountRow[]> {
  if (!undated) return readRows(parts, { dataset, hour: { $in: starts.map(hourDate) } });
  const spans: MentionFilter[] = starts.map((start) => ({
    dataset,
    hour: null,
    seenAt: { $gte: hourDate(start), $lt: hourDate(start + 1) },
  }));
  return (await Promise.all(spans.map((span) => readRows(parts, span)))).flat();
}

function tablesOf(rows: readonly CountedRow[]): readonly Written[] {
  return cellTables.map((table) => ({ table, cells: cellsOf(table, rows) }));
}

/** Cells as they are kept here: made anew as a whole, so that nothing needs to be known for taking a Mention out of them. */
export function cellsOf(table: CellTable, rows: Iterable<CountedRow>): readonly FullCell[] {
  return makeCells(table, rows).map((cell) => ({ ...cell, again: null }));
}
