import type { Area } from '../core/types.ts';
import { emptyBag } from './bags.ts';
import { readBag } from './cell.ts';
import type { Split } from './count-answer.ts';
import type { Cell, Counted, FullCell } from './count-cells.ts';
import { cellKeys, levels } from './count-cells.ts';
import { makeCells } from './count-make.ts';
import type { CellTable } from './countable.ts';
import type { MentionQuery } from './query.ts';
import { rollUp } from './rollup.ts';
import type { Numbers } from './sqlite-numbers.ts';
import { createNumbers, setKinds } from './sqlite-numbers.ts';
import type { Sql } from './sqlite-sql.ts';
import { marks } from './sqlite-sql.ts';
import { toCounted } from './sqlite-tally.ts';

/** What to read: one scope of one table, narrowed to the sets that the filters mean. */
export interface CellQuery {
  readonly table: CellTable;
  readonly scope: number;
  /** Sets that hold any of these; null for all. */
  readonly systems: readonly string[] | null;
  readonly areas: readonly string[] | null;
  /** Statements are read only where somebody wants them: they are the larger part. */
  readonly said: boolean;
}

/** False while an older store's Mentions are still being counted, and where somebody else's program changed Mentions behind our back. */
export function isReady(sql: Sql): boolean {
  const row = sql.get('SELECT built_to >= goal AND NOT EXISTS (SELECT 1 FROM count_changes) AS ready FROM count_state');
  return row?.['ready'] === 1;
}

/** The scope's number; null where nothing of the dataset was ever counted. */
export function findScope(sql: Sql, dataset: string, undated: boolean): number | null {
  const row = sql.get('SELECT id FROM count_scopes WHERE dataset = ? AND undated = ?', dataset, undated ? 1 : 0);
  return row === undefined ? null : Number(row['id']);
}

export function cellQuery(
  query: MentionQuery,
  areas: readonly Area[],
  rest: Pick<CellQuery, 'table' | 'scope' | 'said'>,
): CellQuery {
  const wanted = query.areas === undefined ? null : rollUp(query.areas, areas);
  return { ...rest, systems: query.systems ?? null, areas: wanted };
}

/** The cells of whole hours in the order of time; `largest` is the largest level to take them from, since buckets are not to be mixed. */
export function* readCells(sql: Sql, query: CellQuery, span: NonNullable<Split['hours']>, largest: number): Generator<Cell> {
  for (const { level, from, to } of coverSpan(sql, query.scope, span, largest)) yield* readSpan(sql, query, level, from, to);
}

interface Piece {
  readonly level: number;
  readonly from: number;
  readonly to: number;
}

/** Months and days whose cells stand, and hours in between; neighbours of one level in one piece. */
function coverSpan(sql: Sql, scope: number, span: NonNullable<Split['hours']>, largest: number): readonly Piece[] {
  let open: readonly Piece[] = [{ level: levels.hour, ...span }];
  for (let level = largest; level > levels.hour; level -= 1) {
    open = open.flatMap((piece) => (piece.level === levels.hour ? coverPiece(sql, scope, piece, level) : [piece]));
  }
  return open;
}

function coverPiece(sql: Sql, scope: number, { from, to }: Piece, level: number): readonly Piece[] {
  const pieces: Piece[] = [];
  let reached = from;
  const add = (piece: Piece): void => {
    const last = pieces.at(-1);
    if (last?.level === piece.level && last.to === piece.from) pieces[pieces.length - 1] = { ...last, to: piece.to };
    else if (piece.from < piece.to) pieces.push(piece);
  };
  const sealed = sql.all(
    'SELECT start, ends FROM count_periods WHERE scope = ? AND level = ? AND start >= ? AND ends <= ? AND sealed = 1 ORDER BY start',
    ...[scope, level, finite(from), finite(to)],
  );
  for (const row of sealed) {
    const [start, ends] = [Number(row['start']), Number(row['ends'])];
    add({ level: levels.hour, from: reached, to: start });
    add({ level, from: start, to: ends });
    reached = ends;
  }
  add({ level: levels.hour, from: reached, to });
  return pieces;
}

function readSpan(
  sql: Sql,
  { table, scope, systems, areas, said }: CellQuery,
  level: number,
  from: number,
  to: number,
): Iterable<Cell> {
  const keys = cellKeys(table);
  const values: (string | number)[] = [scope, level, finite(from), finite(to)];
  const within = (column: string, kind: number, members: readonly string[] | null): string => {
    if (members === null) return '';
    values.push(kind, ...members);
    return ` AND ${column} IN (SELECT "set" FROM count_members WHERE kind = ? AND member IN (${marks(members)}))`;
  };
  const which =
    (keys.systems ? within('systems', setKinds.systems, systems) : '') +
    (keys.areas ? within('areas', setKinds.areas, areas) : '');
  const columns = ['start', keys.systems ? 'systems' : '0 AS systems', keys.areas ? 'areas' : '0 AS areas', 'tally'];
  const rows = sql.lists(
    `SELECT ${columns.join(', ')}${said ? ', said' : ''} FROM count_${table} WHERE scope = ? AND level = ? AND start >= ? AND start < ?${which}`,
    ...values,
  ) as unknown as readonly StoredCell[];
  return rows.map(toCell);
}

type StoredCell = readonly [start: number, systems: number, areas: number, tally: Uint8Array, said?: Uint8Array];

function toCell([start, systems, areas, tally, said]: StoredCell): Cell {
  return { start, systems, areas, tally: readBag(tally), said: said === undefined ? emptyBag : readBag(said) };
}

/** Writes one cell, which is not there yet. */
export function putCell(sql: Sql, { table, scope }: Pick<CellQuery, 'table' | 'scope'>, level: number, cell: FullCell): void {
  const keys = cellKeys(table);
  const sets = [...(keys.systems ? [cell.systems] : []), ...(keys.areas ? [cell.areas] : [])];
  sql.run(
    `INSERT INTO count_${table} VALUES (?, ?, ?${', ?'.repeat(sets.length)}, ?, ?, ?)`,
    ...[scope, level, cell.start, ...sets],
    ...[cell.tally, cell.said, cell.again],
  );
}

/** Mentions in numbers, of a condition on the view `count_rows`. */
export function* readRows(sql: Sql, numbers: Numbers, condition: string, ...values: (string | number)[]): Generator<Counted> {
  for (const row of sql.each(`SELECT * FROM count_rows WHERE ${condition}`, ...values)) yield toCounted(numbers, row);
}

/** The cells of a span's ragged end, made of its Mentions. */
export function* readRagged(
  sql: Sql,
  { table, systems, areas }: CellQuery,
  dataset: string,
  span: NonNullable<Split['before']>,
): Generator<Cell> {
  const numbers = createNumbers(sql, 'find');
  const rows = readRows(
    sql,
    numbers,
    'dataset = ? AND posted_at >= ? AND posted_at < ?',
    dataset,
    finite(span.from),
    finite(span.to),
  );
  const holds = (set: number, wanted: ReadonlySet<string> | null): boolean =>
    wanted === null || numbers.members(set).some((member) => wanted.has(member));
  const [anySystem, anyArea] = [systems && new Set(systems), areas && new Set(areas)];
  for (const cell of makeCells(table, rows)) {
    if (cell.systems !== 0 && !holds(cell.systems, anySystem)) continue;
    if (cell.areas !== 0 && !holds(cell.areas, anyArea)) continue;
    yield cell;
  }
}

/** SQLite knows no infinity; nothing of ours lies beyond these. */
function finite(value: number): number {
  return Math.max(-9e15, Math.min(9e15, value));
}
