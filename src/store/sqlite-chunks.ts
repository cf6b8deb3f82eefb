import { hash } from 'node:crypto';
import type { Area } from '../core/types.ts';
import { packBits, wordsFor } from './bits.ts';
import type { Role } from './query.ts';
import { rollUp } from './rollup.ts';
import type { Sql } from './sqlite-sql.ts';

/** Keys in a chunk, by default: a set of one that many have then just fits a page of the file. */
export const defaultChunkRows = 32_000;

/** Changed Mentions in all, as a share of a chunk, above which chunks are written anew: each is looked at by itself in every question. */
const mostChanged = 1 / 4;

/** Every how many of a chunk's dated Mentions the date is kept beside it. */
export const datesEvery = 64;

/** Chunks in one set's range of places. */
const placesEach = 2 ** 24;

export function placeOf(value: number, chunk: number): number {
  return value * placesEach + chunk;
}

export interface ChunkOptions {
  readonly areas: readonly Area[];
  readonly rows: number;
  /** Changes with the areas: sets of a country hold what lies in it. */
  readonly version: string;
}

export function chunkOptions(areas: readonly Area[], rows = defaultChunkRows): ChunkOptions {
  const tree = areas.map(({ code, parent, successors }) => [code, parent, successors[0]?.code]);
  return { areas, rows, version: hash('sha256', JSON.stringify(tree), 'base64url').slice(0, 12) };
}

/** Share of a chunk by which keys have gone on before it is written: most changes come soon. */
const grace = 1 / 16;

/**
 * Writes what is to be written: the next chunk once its keys and some after them are taken, or a chunk of which much has changed. One at a time, each its own transaction; false where there was nothing to do.
 */
export function keepChunks(sql: Sql, options: ChunkOptions): boolean {
  const isDue = (): boolean => !areCurrent(sql, options) || nextChunk(sql, options) !== null;
  if (!isDue()) return false;
  sql.transaction(() => {
    if (!areCurrent(sql, options)) begin(sql, options);
    const chunk = nextChunk(sql, options);
    if (chunk !== null) writeChunk(sql, chunk, options);
  });
  return true;
}

function nextChunk(sql: Sql, { rows }: ChunkOptions): number | null {
  const last = Number(sql.get('SELECT max(key) AS last FROM mentions')?.['last'] ?? 0);
  const written = lastWritten(sql);
  if (last > written + rows * (1 + grace)) return written / rows;
  const changes = Number(sql.get('SELECT count(*) AS changes FROM chunk_changes')?.['changes']);
  return changes > rows * mostChanged ? findMostChanged(sql, rows) : null;
}

/** False where another version of the areas, or chunks of another size, lie in the file, or none yet. */
export function areCurrent(sql: Sql, { rows, version }: ChunkOptions): boolean {
  return sql.get('SELECT 1 FROM chunk_state WHERE rows = ? AND areas = ?', rows, version) !== undefined;
}

function begin(sql: Sql, { rows, version }: ChunkOptions): void {
  for (const table of ['chunks', 'chunk_orders', 'chunk_values', 'chunk_sets', 'chunk_changes', 'chunk_state']) {
    sql.run(`DELETE FROM ${table}`);
  }
  sql.run('INSERT INTO chunk_state (rows, areas) VALUES (?, ?)', rows, version);
}

/** The last key that lies in a chunk. */
export function lastWritten(sql: Sql): number {
  return Number(sql.get('SELECT last FROM chunks ORDER BY first DESC LIMIT 1')?.['last'] ?? 0);
}

function findMostChanged(sql: Sql, rows: number): number {
  const select = `SELECT (key - 1) / ${rows} AS chunk FROM chunk_changes GROUP BY 1 ORDER BY count(*) DESC LIMIT 1`;
  return Number(sql.get(select)?.['chunk']);
}

function writeChunk(sql: Sql, chunk: number, options: ChunkOptions): void {
  const { rows } = options;
  const [first, last] = [chunk * rows + 1, (chunk + 1) * rows];
  // Those without a date first, then by date: what is the newest stands at the end.
  const found = sql.all(
    `SELECT key, posted_at, dataset, phase, outage, voice, author_kind, platform, cause, reviewed, removed_why FROM mentions NOT INDEXED
     WHERE key BETWEEN ? AND ? ORDER BY posted_at, key`,
    first,
    last,
  );
  const sets = new Map<string, Map<string, number[]>>();
  const add = (field: string, term: string, rank: number): void => {
    let terms = sets.get(field);
    if (terms === undefined) {
      terms = new Map<string, number[]>();
      sets.set(field, terms);
    }
    const set = terms.get(term);
    if (set === undefined) terms.set(term, [rank]);
    else if (set[set.length - 1] !== rank) set.push(rank);
  };
  const ranks = new Uint16Array(rows);
  for (let rank = 0; rank < found.length; rank += 1) {
    const row = found[rank] ?? {};
    ranks[Number(row['key']) - first] = rank;
    for (const [field, column] of plainFields) {
      const term = row[column];
      if (term !== null) add(field, String(term), rank);
    }
  }
  addLists(sql, { first, last, ranks, add, wider: widen(options.areas) });
  writeOrder(sql, {
    first,
    last,
    keys: found.map(({ key }) => Number(key)),
    dates: found.map((row) => row['posted_at'] as number | null),
  });
  writeSets(sql, chunk, sets, wordsFor(rows));
  sql.run('DELETE FROM chunk_changes WHERE key BETWEEN ? AND ?', first, last);
}

/** What the names of sets begin with, and the column each is read from. */
const plainFields = [
  ['dataset', 'dataset'],
  ['phase', 'phase'],
  ['outage', 'outage'],
  ['voice', 'voice'],
  ['authorKind', 'author_kind'],
  ['platform', 'platform'],
  ['cause', 'cause'],
  ['reviewed', 'reviewed'],
  ['removed', 'removed_why'],
] as const;

export function systemField(role: Role): string {
  return `system-${role}`;
}

interface ListsOf {
  readonly first: number;
  readonly last: number;
  /** By how far a key lies behind the first. */
  readonly ranks: Uint16Array;
  readonly add: (field: string, term: string, rank: number) => void;
  readonly wider: (area: string) => readonly string[];
}

function addLists(sql: Sql, { first, last, ranks, add, wider }: ListsOf): void {
  const all = (columns: string, table: string) =>
    sql.all(`SELECT mention, ${columns} FROM ${table} WHERE mention BETWEEN ? AND ? ORDER BY mention`, first, last);
  const rankOf = (mention: unknown): number => ranks[Number(mention) - first] ?? 0;
  // Sets are filled from the lowest rank up, and these tables are in the order of keys.
  const byRank = (rows: ReturnType<Sql['all']>) => rows.toSorted((a, b) => rankOf(a['mention']) - rankOf(b['mention']));
  for (const row of byRank(all('role, system', 'mention_systems'))) {
    add(systemField(row['role'] as Role), String(row['system']), rankOf(row['mention']));
  }
  for (const row of byRank(all('service', 'mention_services'))) add('service', String(row['service']), rankOf(row['mention']));
  for (const row of byRank(all('area', 'mention_areas'))) {
    for (const area of wider(String(row['area']))) add('area', area, rankOf(row['mention']));
  }
}

/** For an area every code under which a filter finds it: a country's set is then one, not eighty. */
function widen(areas: readonly Area[]): (area: string) => readonly string[] {
  const found = new Map<string, string[]>();
  for (const { code } of areas) {
    for (const inner of rollUp([code], areas)) found.set(inner, [...(found.get(inner) ?? []), code]);
  }
  return (area) => found.get(area) ?? [area];
}

interface Order {
  readonly first: number;
  readonly last: number;
  readonly keys: readonly number[];
  readonly dates: readonly (number | null)[];
}

function writeOrder(sql: Sql, { first, last, keys, dates }: Order): void {
  const dated = dates.filter((date) => date !== null);
  sql.run(
    'INSERT OR REPLACE INTO chunks (first, last, size, undated, oldest, newest) VALUES (?, ?, ?, ?, ?, ?)',
    ...[first, last, keys.length, keys.length - dated.length, dated[0] ?? null, dated.at(-1) ?? null],
  );
  sql.run(
    'INSERT OR REPLACE INTO chunk_orders (first, keys, dates) VALUES (?, ?, ?)',
    first,
    new Uint8Array(Uint16Array.from(keys, (key) => key - first).buffer),
    new Uint8Array(Float64Array.from(dated.filter((_, index) => index % datesEvery === 0)).buffer),
  );
}

function writeSets(
  sql: Sql,
  chunk: number,
  sets: ReadonlyMap<string, ReadonlyMap<string, readonly number[]>>,
  words: number,
): void {
  for (const { value } of sql.all('SELECT value FROM chunk_values')) {
    sql.run('DELETE FROM chunk_sets WHERE place = ?', placeOf(Number(value), chunk));
  }
  for (const [field, terms] of sets) {
    for (const [term, ranks] of terms) {
      sql.run('INSERT OR IGNORE INTO chunk_values (field, term) VALUES (?, ?)', field, term);
      const value = Number(sql.get('SELECT value FROM chunk_values WHERE field = ? AND term = ?', field, term)?.['value']);
      sql.run('INSERT INTO chunk_sets (place, bits) VALUES (?, ?)', placeOf(value, chunk), packBits(ranks, words));
    }
  }
}
