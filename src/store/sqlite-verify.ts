import { fromMs } from '../core/time.ts';
import type { Bag } from './bags.ts';
import { entryEnd, mergeBags } from './bags.ts';
import type { Cell, Counted, Period } from './count-cells.ts';
import { cellKeys, hourMs, levels, periodsOf } from './count-cells.ts';
import type { CellTable } from './countable.ts';
import { cellTables } from './countable.ts';
import { findScope, makeCells, readRows } from './sqlite-cells.ts';
import type { Numbers } from './sqlite-numbers.ts';
import { createNumbers } from './sqlite-numbers.ts';
import { gather } from './sqlite-seal.ts';
import type { Sql } from './sqlite-sql.ts';
import { readBag, tallyOf } from './sqlite-tally.ts';
import { createUnion } from './union.ts';
import type { CellSums, CheckedCounts, CountDifference } from './upkeep.ts';

/** Where a check goes on: a dataset's London day, those without a date, or its months. */
export type Stretch = { readonly dataset: string; readonly part: 'day' | 'undated' | 'month'; readonly start: number };

/** The first stretch after one; null after the last. */
export function nextStretch(sql: Sql, after: Stretch | null): Stretch | null {
  if (after?.part === 'day') {
    const next = nextDay(sql, after.dataset, after.start);
    return next ?? { dataset: after.dataset, part: 'undated', start: 0 };
  }
  if (after?.part === 'undated') return { dataset: after.dataset, part: 'month', start: 0 };
  const row = sql.get(
    `SELECT min(dataset) AS dataset FROM (
       SELECT min(dataset) AS dataset FROM mentions WHERE dataset > ?1 UNION ALL SELECT min(dataset) FROM count_scopes WHERE dataset > ?1)`,
    after?.dataset ?? '',
  );
  if (row?.['dataset'] == null) return null;
  const dataset = String(row['dataset']);
  return nextDay(sql, dataset, null) ?? { dataset, part: 'undated', start: 0 };
}

/** The next London day that has a Mention or a cell. */
function nextDay(sql: Sql, dataset: string, after: number | null): Stretch | null {
  const reached = after === null ? -9e8 : (dayOf(after)?.ends ?? after + 1);
  const row = sql.get(
    `SELECT min(hour) AS hour FROM (
       SELECT min(posted_at) / ${hourMs} - (min(posted_at) % ${hourMs} < 0) AS hour FROM mentions
       WHERE dataset = ?1 AND posted_at >= ?2 * ${hourMs}
       UNION ALL SELECT min(start) FROM count_totals WHERE level = 0 AND start >= ?2
         AND scope = (SELECT id FROM count_scopes WHERE dataset = ?1 AND undated = 0))`,
    dataset,
    reached,
  );
  return row?.['hour'] == null ? null : { dataset, part: 'day', start: Number(row['hour']) };
}

function dayOf(hour: number): Period | undefined {
  return periodsOf(hour).find(({ level }) => level === levels.day);
}

/** Counts one stretch anew and compares cell by cell. */
export function checkStretch(sql: Sql, stretch: Stretch, repair: boolean): CheckedCounts {
  if (repair) return sql.transaction(() => check(sql, stretch, true));
  return sql.snapshot(() => check(sql, stretch, false));
}

function check(sql: Sql, stretch: Stretch, repair: boolean): CheckedCounts {
  const { dataset, part } = stretch;
  const numbers = repair ? tallyOf(sql).numbers : createNumbers(sql, 'find');
  if (part === 'month') return checkPeriods(sql, numbers, dataset, { level: levels.month, from: -9e12, to: 9e12 }, repair);
  const span = part === 'day' ? dayOf(stretch.start) : undefined;
  const [from, to] = [span?.start ?? -9e8, span?.ends ?? 9e8];
  const undated = part === 'undated';
  const rows: Counted[] = [...rowsOf(sql, numbers, dataset, undated, from, to)];
  const scope = repair && rows[0] !== undefined ? rows[0].scope : findScope(sql, dataset, undated);
  const hours = cellTables.map((table) => compareHours(sql, numbers, { dataset, table, scope, undated, from, to }, rows, repair));
  const days = checkPeriods(sql, numbers, dataset, { level: levels.day, from, to, undated }, repair);
  return {
    mentions: rows.length,
    cells: days.cells + hours.reduce((sum, { cells }) => sum + cells, 0),
    differences: [...hours.flatMap(({ differences }) => differences), ...days.differences],
  };
}

function rowsOf(sql: Sql, numbers: Numbers, dataset: string, undated: boolean, from: number, to: number): Iterable<Counted> {
  return undated
    ? readRows(sql, numbers, 'dataset = ? AND posted_at IS NULL', dataset)
    : readRows(sql, numbers, 'dataset = ? AND posted_at >= ? AND posted_at < ?', dataset, from * hourMs, to * hourMs);
}

interface Where {
  readonly dataset: string;
  readonly table: CellTable;
  readonly scope: number | null;
  readonly undated: boolean;
  readonly from: number;
  readonly to: number;
}

interface FullCell extends Cell {
  readonly again: Uint32Array | null;
}

type Compared = Pick<CheckedCounts, 'cells' | 'differences'>;

function compareHours(sql: Sql, numbers: Numbers, where: Where, rows: readonly Counted[], repair: boolean): Compared {
  const counted = makeCells(where.table, rows);
  const stored = where.scope === null ? [] : storedCells(sql, where.table, where.scope, levels.hour, where.from, where.to);
  const compared = compare(numbers, where, levels.hour, stored, counted);
  if (repair && compared.differences.length > 0 && where.scope !== null) {
    const { table, scope, from, to } = where;
    sql.run(`DELETE FROM count_${table} WHERE scope = ? AND level = 0 AND start >= ? AND start < ?`, scope, from, to);
    for (const cell of counted) insertCell(sql, table, scope, levels.hour, cell);
    for (const { level, start, ends } of new Set([...counted, ...stored].flatMap((cell) => periodsOf(cell.start)))) {
      sql.run('INSERT OR REPLACE INTO count_periods VALUES (?, ?, ?, ?, 0)', scope, level, start, ends);
    }
  }
  return compared;
}

function insertCell(sql: Sql, table: CellTable, scope: number, level: number, cell: FullCell): void {
  const keys = cellKeys(table);
  const sets = [...(keys.systems ? [cell.systems] : []), ...(keys.areas ? [cell.areas] : [])];
  sql.run(
    `INSERT INTO count_${table} VALUES (?, ?, ?${', ?'.repeat(sets.length)}, ?, ?, ?)`,
    ...[scope, level, cell.start, ...sets],
    ...[cell.tally, cell.said, cell.again],
  );
}

function storedCells(sql: Sql, table: CellTable, scope: number, level: number, from: number, to: number): readonly FullCell[] {
  const keys = cellKeys(table);
  const columns = ['start', keys.systems ? 'systems' : '0 AS systems', keys.areas ? 'areas' : '0 AS areas', 'tally, said, again'];
  const rows = sql.all(
    `SELECT ${columns.join(', ')} FROM count_${table} WHERE scope = ? AND level = ? AND start >= ? AND start < ?`,
    ...[scope, level, from, to],
  ) as unknown as readonly {
    start: number;
    systems: number;
    areas: number;
    tally: Uint8Array;
    said: Uint8Array;
    again: Uint8Array | null;
  }[];
  return rows.map(({ tally, said, again, ...key }) => ({
    ...key,
    tally: readBag(tally),
    said: readBag(said),
    again: again === null ? null : readBag(again),
  }));
}

/** Sealed days or months beside what their smaller cells hold. Those that differ are opened again, to be made anew. */
function checkPeriods(
  sql: Sql,
  numbers: Numbers,
  dataset: string,
  {
    level,
    from,
    to,
    undated,
  }: { readonly level: number; readonly from: number; readonly to: number; readonly undated?: boolean },
  repair: boolean,
): CheckedCounts {
  const differences: CountDifference[] = [];
  let cells = 0;
  for (const isUndated of undated === undefined ? [false, true] : [undated]) {
    const scope = findScope(sql, dataset, isUndated);
    if (scope === null) continue;
    const select =
      'SELECT start, ends FROM count_periods WHERE scope = ? AND level = ? AND sealed = 1 AND start >= ? AND start < ?';
    for (const row of sql.all(select, scope, level, from, to)) {
      const period = { level, start: Number(row['start']), ends: Number(row['ends']) };
      for (const table of cellTables) {
        const where = { dataset, table, scope, undated: isUndated, from: period.start, to: period.start + 1 };
        const counted = gather(sql, table, scope, period).map(({ systems, areas, tallies, saids }) => ({
          ...{ start: period.start, systems, areas, again: null },
          ...{ tally: mergeBags(tallies), said: mergeBags(saids) },
        }));
        const compared = compare(numbers, where, level, storedCells(sql, table, scope, level, where.from, where.to), counted);
        cells += compared.cells;
        differences.push(...compared.differences);
        if (!repair || compared.differences.length === 0) continue;
        sql.run('UPDATE count_periods SET sealed = 0 WHERE scope = ? AND level = ? AND start = ?', scope, level, period.start);
      }
    }
  }
  return { mentions: 0, cells, differences };
}

function compare(
  numbers: Numbers,
  { dataset, table, undated }: Where,
  level: number,
  stored: readonly FullCell[],
  counted: readonly FullCell[],
): Compared {
  const name = ({ start, systems, areas }: Cell): string => `${start} ${systems} ${areas}`;
  const expected = new Map(counted.map((cell) => [name(cell), cell]));
  const found = new Map(stored.map((cell) => [name(cell), cell]));
  const names = new Set([...expected.keys(), ...found.keys()]);
  const keys = cellKeys(table);
  const differences: CountDifference[] = [];
  for (const one of names) {
    const [is, should] = [found.get(one), expected.get(one)];
    const cell = should ?? is;
    if (cell === undefined || (is !== undefined && should !== undefined && isSame(is, should))) continue;
    differences.push({
      dataset,
      span: spans[level] ?? 'hour',
      from: fromMs(cell.start * hourMs),
      undated,
      systems: keys.systems ? numbers.members(cell.systems) : null,
      areas: keys.areas ? numbers.members(cell.areas) : null,
      stored: is === undefined ? null : sumsOf(is),
      counted: should === undefined ? null : sumsOf(should),
    });
  }
  return { cells: names.size, differences };
}

const spans = ['hour', 'day', 'month'] as const;

function isSame(one: FullCell, other: FullCell): boolean {
  return (
    isEqual(one.tally, other.tally) &&
    isEqual(one.said, other.said) &&
    (one.again === null || other.again === null ? one.again === other.again : isEqual(one.again, other.again))
  );
}

function isEqual(one: Uint32Array, other: Uint32Array): boolean {
  return one.length === other.length && one.every((word, index) => word === other[index]);
}

function sumsOf({ tally, said }: FullCell): CellSums {
  const read = (bag: Bag): { readonly mentions: number; readonly distinct: number } => {
    const union = createUnion();
    let mentions = 0;
    for (let at = 0; at < bag.length; at = entryEnd(bag, at)) {
      mentions += bag[at + 1] as number;
      union.add(bag, at);
    }
    return { mentions, distinct: union.size() };
  };
  const [organisations, statements] = [read(tally), read(said)];
  return { mentions: organisations.mentions, organisations: organisations.distinct, statements: statements.distinct };
}
