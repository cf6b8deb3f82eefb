import { toMs } from '../core/time.ts';
import type { FullCell, Period } from './count-cells.ts';
import { hourMs, levels, periodsOf } from './count-cells.ts';
import { mergeCells } from './count-make.ts';
import type { CellTable } from './countable.ts';
import { cellTables } from './countable.ts';
import type { Written } from './mongo-cells.ts';
import { fits, readCells, writeCells } from './mongo-cells.ts';
import type { MongoParts } from './mongo-db.ts';
import type { PeriodDoc } from './mongo-periods.ts';
import { closePeriods } from './mongo-tally.ts';

/**
 * Makes the cells of one London day or month that is over out of smaller ones, none of which is open; says whether there was one. Those in `passed` are
 * left, and one that cannot be closed is added to them.
 */
export async function rollUpOne(parts: MongoParts, passed: Set<string>): Promise<boolean> {
  for (const level of [levels.day, levels.month]) {
    const period = await parts.collection<PeriodDoc>('countPeriods').findOne({
      ...{ open: true, level, _id: { $nin: [...passed] } },
      ends: { $lte: Math.floor(toMs(parts.now()) / hourMs) },
    });
    if (period === null) continue;
    const tables = (await hasOpen(parts, period)) ? null : await gatherAll(parts, period);
    if (tables === null || !fits(tables)) {
      passed.add(period._id);
      return true;
    }
    await writeCells(parts, [{ period, tables }]);
    await closePeriods(parts, [period]);
    return true;
  }
  return false;
}

/** Whether anything smaller within it is open. */
export async function hasOpen(
  { collection }: Pick<MongoParts, 'collection'>,
  { dataset, undated, level, start, ends }: PeriodDoc,
): Promise<boolean> {
  const periods = collection<PeriodDoc>('countPeriods');
  for (let smaller = levels.hour as number; smaller < level; smaller += 1) {
    const within = { dataset, undated, level: smaller, open: true, start: { $gte: start, $lt: ends } };
    if ((await periods.findOne(within, { projection: { _id: 1 } })) !== null) return true;
  }
  return false;
}

async function gatherAll(parts: MongoParts, period: PeriodDoc): Promise<readonly Written[] | null> {
  const tables: Written[] = [];
  for (const table of cellTables) {
    const cells = await gather(parts, period, table);
    if (cells === null) return null;
    tables.push({ table, cells });
  }
  return tables;
}

/** The cells of a day or month as the smaller ones make them; null where one of those is just being written. */
export async function gather(
  parts: Pick<MongoParts, 'collection'>,
  { dataset, undated, level, start, ends }: Pick<PeriodDoc, 'dataset' | 'undated'> & Period,
  table: CellTable,
): Promise<readonly FullCell[] | null> {
  const starts = level === levels.day ? hoursWithin(start, ends) : daysWithin(start, ends);
  const keys = starts.map((one) => ({ dataset, undated, level: level - 1, start: one }));
  const cells = await readCells(parts, keys, table, true);
  return cells === null ? null : mergeCells(start, cells);
}

function hoursWithin(start: number, ends: number): readonly number[] {
  return Array.from({ length: ends - start }, (_, index) => start + index);
}

function daysWithin(start: number, ends: number): readonly number[] {
  const days: number[] = [];
  for (let at = start; at < ends; ) {
    days.push(at);
    at = periodsOf(at).find(({ level }) => level === levels.day)?.ends ?? ends;
  }
  return days;
}
