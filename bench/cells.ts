import type { Counted } from '../src/store/count-cells.ts';
import { levels, periodsOf } from '../src/store/count-cells.ts';
import { makeCells } from '../src/store/count-make.ts';
import { cellTables } from '../src/store/countable.ts';
import { putCell } from '../src/store/sqlite-cells.ts';
import type { Sql } from '../src/store/sqlite-sql.ts';

/** Mentions in numbers, kept in memory (26 bytes each) until all are there, and then written hour by hour, each cell once. */
export interface Gathered {
  readonly add: (counted: Counted) => void;
  /** Into tables that are empty. Calls back after every hour with how many Mentions are done. */
  readonly write: (sql: Sql, onWritten: (mentions: number) => void) => void;
}

const fields = ['scope', 'hour', 'systems', 'areas', 'kind', 'organisation', 'statement'] as const satisfies (keyof Counted)[];

export function gatherCounted(): Gathered {
  let rows = new Int32Array(fields.length * 65_536);
  let length = 0;
  const read = (at: number): Counted => ({
    scope: rows[at] ?? 0,
    hour: rows[at + 1] ?? 0,
    systems: rows[at + 2] ?? 0,
    areas: rows[at + 3] ?? 0,
    kind: rows[at + 4] ?? 0,
    organisation: rows[at + 5] ?? 0,
    statement: rows[at + 6] ?? 0,
  });
  return {
    add: (counted) => {
      if (length + fields.length > rows.length) {
        const larger = new Int32Array(rows.length * 2);
        larger.set(rows);
        rows = larger;
      }
      for (const field of fields) rows[length++] = counted[field];
    },
    write: (sql, onWritten) => {
      let done = 0;
      for (const hour of byHour(rows, length)) {
        const found = Array.from(hour, read);
        writeHour(sql, found);
        onWritten((done += found.length));
      }
    },
  };
}

/** Where the rows of each hour of each scope begin, in the order of both. */
function* byHour(rows: Int32Array, length: number): Generator<readonly number[]> {
  const hours = new Map<number, Map<number, number[]>>();
  for (let at = 0; at < length; at += fields.length) {
    const [scope, hour] = [rows[at] ?? 0, rows[at + 1] ?? 0];
    const inScope = hours.get(scope) ?? new Map<number, number[]>();
    hours.set(scope, inScope);
    const found = inScope.get(hour);
    if (found === undefined) inScope.set(hour, [at]);
    else found.push(at);
  }
  const sorted = <Inner>(map: Map<number, Inner>) => [...map].sort(([a], [b]) => a - b);
  for (const [, inScope] of sorted(hours)) for (const [, found] of sorted(inScope)) yield found;
}

function writeHour(sql: Sql, rows: readonly Counted[]): void {
  const [{ scope, hour } = { scope: 0, hour: 0 }] = rows;
  for (const table of cellTables) {
    for (const cell of makeCells(table, rows)) putCell(sql, { table, scope }, levels.hour, cell);
  }
  for (const { level, start, ends } of periodsOf(hour)) {
    sql.run('INSERT OR REPLACE INTO count_periods VALUES (?, ?, ?, ?, 0)', scope, level, start, ends);
  }
}
