import type { Counted } from '../src/store/count-cells.ts';
import { levels, periodsOf } from '../src/store/count-cells.ts';
import { makeCells } from '../src/store/count-make.ts';
import { cellTables } from '../src/store/countable.ts';
import { putCell } from '../src/store/sqlite-cells.ts';
import { tidySome } from '../src/store/sqlite-seal.ts';
import type { Sql } from '../src/store/sqlite-sql.ts';

/** Mentions in numbers, kept in memory (28 bytes each) until all are there: another thread can read them as they lie. */
export interface Gathered {
  readonly add: (counted: Counted) => void;
  readonly numbers: () => Int32Array<SharedArrayBuffer>;
}

const fields = ['scope', 'hour', 'systems', 'areas', 'kind', 'organisation', 'statement'] as const satisfies (keyof Counted)[];

export function gatherCounted(): Gathered {
  let rows = new Int32Array(new SharedArrayBuffer(fields.length * 65_536 * 4));
  let length = 0;
  return {
    add: (counted) => {
      if (length + fields.length > rows.length) {
        const larger = new Int32Array(new SharedArrayBuffer(rows.byteLength * 2));
        larger.set(rows);
        rows = larger;
      }
      for (const field of fields) rows[length++] = counted[field];
    },
    numbers: () => rows.subarray(0, length),
  };
}

/** Writes all cells of these Mentions into tables that are empty: hour by hour, each once, then days and months. Calls back with how many Mentions are done. */
export function writeCells(sql: Sql, rows: Int32Array, onWritten: (mentions: number) => void): void {
  let done = 0;
  sql.transaction(() => {
    for (const hour of byHour(rows)) {
      writeHour(
        sql,
        hour.map((at) => readCounted(rows, at)),
      );
      onWritten((done += hour.length));
    }
  });
  while (tidySome(sql, 1));
}

function readCounted(rows: Int32Array, at: number): Counted {
  return {
    scope: rows[at] ?? 0,
    hour: rows[at + 1] ?? 0,
    systems: rows[at + 2] ?? 0,
    areas: rows[at + 3] ?? 0,
    kind: rows[at + 4] ?? 0,
    organisation: rows[at + 5] ?? 0,
    statement: rows[at + 6] ?? 0,
  };
}

/** Where the rows of each hour of each scope begin, in the order of both. */
function* byHour(rows: Int32Array): Generator<readonly number[]> {
  const hours = new Map<number, Map<number, number[]>>();
  for (let at = 0; at < rows.length; at += fields.length) {
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
