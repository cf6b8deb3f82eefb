import type { StoredCell } from './cell.ts';
import { changeCell } from './cell.ts';
import { periodsOf } from './count-cells.ts';
import type { Sql } from './sqlite-sql.ts';

/** What came to an hour's cells and what left them. */
export interface Hour {
  readonly scope: number;
  readonly hour: number;
  /** `[kind, organisation, statement, step]` one after the other. */
  readonly totals: number[];
  readonly systems: Map<number, number[]>;
  readonly areas: Map<number, number[]>;
  readonly both: Map<number, number[]>;
}

/** Sets of systems and of areas in one number. */
export const bothFactor = 2 ** 26;

export function writeHour(sql: Sql, { scope, hour, totals, systems, areas, both }: Hour): void {
  writeCell(sql, 'count_totals', 'scope = ? AND level = 0 AND start = ?', [scope, hour], totals);
  for (const [set, list] of systems) writeCell(sql, 'count_systems', `${byHour} AND systems = ?`, [scope, hour, set], list);
  for (const [set, list] of areas) writeCell(sql, 'count_areas', `${byHour} AND areas = ?`, [scope, hour, set], list);
  for (const [pair, list] of both) {
    const key = [scope, hour, Math.floor(pair / bothFactor), pair % bothFactor];
    writeCell(sql, 'count_both', `${byHour} AND systems = ? AND areas = ?`, key, list);
  }
  for (const { level, start, ends } of periodsOf(hour)) {
    sql.run(
      `INSERT INTO count_periods (scope, level, start, ends, sealed) VALUES (?, ?, ?, ?, 0)
       ON CONFLICT DO UPDATE SET sealed = 0 WHERE sealed = 1`,
      ...[scope, level, start, ends],
    );
  }
}

const byHour = 'scope = ? AND level = 0 AND start = ?';

function writeCell(sql: Sql, table: string, which: string, key: readonly number[], list: readonly number[]): void {
  // Most cells of both are new, so there the insert is the look-up.
  if (table === 'count_both' && isGrowth(list) && insertCell(sql, table, key, list)) return;
  const stored = sql.get(`SELECT tally, said, again FROM ${table} WHERE ${which}`, ...key) as StoredCell | undefined;
  if (stored === undefined) {
    insertCell(sql, table, key, list);
    return;
  }
  const { tally, said, again } = changeCell(stored, list);
  if (tally.length === 0) sql.run(`DELETE FROM ${table} WHERE ${which}`, ...key);
  else sql.run(`UPDATE ${table} SET tally = ?, said = ?, again = ? WHERE ${which}`, tally, said, again, ...key);
}

function isGrowth(list: readonly number[]): boolean {
  return list.length === 4 && list[3] === 1;
}

/** False where the cell is there already. */
function insertCell(sql: Sql, table: string, key: readonly number[], list: readonly number[]): boolean {
  const { tally, said, again } = changeCell(undefined, list);
  if (tally.length === 0) return true;
  const [scope = 0, hour = 0, ...sets] = key;
  const insert = `INSERT OR IGNORE INTO ${table} VALUES (?, 0, ?${', ?'.repeat(sets.length)}, ?, ?, ?)`;
  return sql.run(insert, scope, hour, ...sets, tally, said, again).changes > 0;
}
