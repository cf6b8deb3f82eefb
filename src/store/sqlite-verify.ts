import { readBag } from './cell.ts';
import type { Counted, FullCell } from './count-cells.ts';
import { cellKeys, hourMs, levels, periodsOf } from './count-cells.ts';
import type { Compared } from './count-compare.ts';
import { compareCells } from './count-compare.ts';
import { makeCells } from './count-make.ts';
import type { CellTable } from './countable.ts';
import { cellTables } from './countable.ts';
import { findScope, putCell, readRows } from './sqlite-cells.ts';
import type { Numbers } from './sqlite-numbers.ts';
import { createNumbers } from './sqlite-numbers.ts';
import { gather } from './sqlite-seal.ts';
import type { Sql } from './sqlite-sql.ts';
import type { Stretch } from './sqlite-stretch.ts';
import { dayOf } from './sqlite-stretch.ts';
import { tallyOf } from './sqlite-tally.ts';
import type { CheckedCounts, CountDifference } from './upkeep.ts';

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

function compareHours(sql: Sql, numbers: Numbers, where: Where, rows: readonly Counted[], repair: boolean): Compared {
  const counted = makeCells(where.table, rows);
  const stored = where.scope === null ? [] : storedCells(sql, where.table, where.scope, levels.hour, where.from, where.to);
  const compared = compareCells(numbers.members, where, levels.hour, stored, counted);
  if (repair && compared.differences.length > 0 && where.scope !== null) {
    const { table, scope, from, to } = where;
    sql.run(`DELETE FROM count_${table} WHERE scope = ? AND level = 0 AND start >= ? AND start < ?`, scope, from, to);
    for (const cell of counted) putCell(sql, { table, scope }, levels.hour, cell);
    for (const { level, start, ends } of new Set([...counted, ...stored].flatMap((cell) => periodsOf(cell.start)))) {
      sql.run('INSERT OR REPLACE INTO count_periods VALUES (?, ?, ?, ?, 0)', scope, level, start, ends);
    }
  }
  return compared;
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
        const counted = gather(sql, table, scope, period);
        const compared = compareCells(
          numbers.members,
          where,
          level,
          storedCells(sql, table, scope, level, where.from, where.to),
          counted,
        );
        cells += compared.cells;
        differences.push(...compared.differences);
        if (!repair || compared.differences.length === 0) continue;
        sql.run('UPDATE count_periods SET sealed = 0 WHERE scope = ? AND level = ? AND start = ?', scope, level, period.start);
      }
    }
  }
  return { mentions: 0, cells, differences };
}
