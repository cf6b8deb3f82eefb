import { toMs } from '../core/time.ts';
import { phases } from '../core/types.ts';
import type { Bits } from './bits.ts';
import { addPacked, dropBit, dropRange, hasBit, keepBits, wordsFor } from './bits.ts';
import type { MentionQuery } from './filters.ts';
import { conditions } from './filters.ts';
import type { Condition, ConditionField } from './query.ts';
import { outagePhases, roles, systemFields } from './query.ts';
import type { ChunkOptions } from './sqlite-chunks.ts';
import { datesEvery, placeOf, systemField } from './sqlite-chunks.ts';
import type { Sql } from './sqlite-sql.ts';
import { sameValues } from './sqlite-where.ts';

/** The Mentions of a query that lie in chunks, as they stood when these were written; changed ones are left out. */
export interface Selection {
  readonly chunks: readonly Chunk[];
  /** Words of one chunk in `bits`; its Mention of rank `n` is bit `n` from there on. */
  readonly words: number;
  readonly bits: Bits;
}

export interface Chunk {
  readonly number: number;
  readonly first: number;
  readonly size: number;
  /** The first ranks are those without a date. */
  readonly undated: number;
  readonly oldest: number | null;
  readonly newest: number | null;
}

/** What must be in one of several sets, or in none. */
interface Demand {
  readonly field: string;
  readonly terms: readonly string[];
  readonly without?: true;
}

/** The sets that a query asks for; null where a filter has none: what only few share has an index of its own. Words are no set. */
export function demandsOf(query: MentionQuery): readonly Demand[] | null {
  const found = conditions(query, { areas: [] }).map(demandOf);
  return found.includes(null) ? null : found.filter((demand) => demand !== null && demand !== 'none');
}

/** A filter on few of the areas is asked of sets that hold what lies within, so the condition is read without rolling up. */
function demandOf(condition: Condition): Demand | 'none' | null {
  if (condition.op !== 'in') return 'none';
  const { field, values } = condition;
  switch (field) {
    case 'channel':
    case 'organisation':
    case 'statement':
      return null;
    case 'phase':
      if (sameValues(values, phases)) return 'none';
      return sameValues(values, outagePhases) ? { field: 'outage', terms: ['1'] } : { field, terms: values };
    case 'reviewed':
      return { field, terms: [values.includes('yes') ? '1' : '0'] };
    default:
      return { field: roleField(field) ?? field, terms: values };
  }
}

function roleField(field: ConditionField): string | null {
  const role = roles.find((one) => systemFields[one] === field);
  return role === undefined ? null : systemField(role);
}

/** Lays the sets over each other, over the span of the query and over what has not changed. */
export function select(sql: Sql, { rows }: ChunkOptions, query: MentionQuery, demands: readonly Demand[]): Selection {
  const chunks = readChunks(sql, rows);
  const words = wordsFor(rows);
  const bits = new Uint32Array(chunks.length * words).fill(0xffffffff);
  for (const chunk of chunks) dropRange(bits, chunk.number * words * 32 + chunk.size, (chunk.number + 1) * words * 32);
  const selection = { chunks, words, bits };
  for (const demand of demands) keepBits(bits, readSets(sql, selection, demand), demand.without);
  dropChanged(sql, selection, rows);
  if (query.from !== undefined) dropBefore(sql, selection, toMs(query.from));
  if (query.to !== undefined) dropFrom(sql, selection, { postedAt: toMs(query.to), key: 0 });
  return selection;
}

function readChunks(sql: Sql, rows: number): readonly Chunk[] {
  return sql.all('SELECT first, size, undated, oldest, newest FROM chunks ORDER BY first').map((row) => ({
    number: (Number(row['first']) - 1) / rows,
    first: Number(row['first']),
    size: Number(row['size']),
    undated: Number(row['undated']),
    oldest: row['oldest'] as number | null,
    newest: row['newest'] as number | null,
  }));
}

/** One bitmap over all chunks of whatever has one of the terms. */
export function readSets(sql: Sql, { chunks, words }: Pick<Selection, 'chunks' | 'words'>, { field, terms }: Demand): Bits {
  const bits = new Uint32Array(chunks.length * words);
  for (const term of new Set(terms)) {
    const value = sql.get('SELECT value FROM chunk_values WHERE field = ? AND term = ?', field, term)?.['value'];
    if (value === undefined) continue;
    const [from, to] = [placeOf(Number(value), 0), placeOf(Number(value) + 1, 0)];
    for (const row of sql.all('SELECT place, bits FROM chunk_sets WHERE place >= ? AND place < ?', from, to)) {
      addPacked(row['bits'] as unknown as Uint8Array, bits, (Number(row['place']) - from) * words, words);
    }
  }
  return bits;
}

function dropChanged(sql: Sql, selection: Selection, rows: number): void {
  const changed = Map.groupBy(
    sql.all('SELECT key FROM chunk_changes').map(({ key }) => Number(key)),
    (key) => Math.floor((key - 1) / rows),
  );
  for (const [number, keys] of changed) {
    const chunk = selection.chunks[number];
    if (chunk === undefined) continue;
    const gone = new Set(keys);
    const offsets = readKeys(sql, chunk);
    for (let rank = 0; rank < offsets.length; rank += 1) {
      if (gone.has(chunk.first + (offsets[rank] ?? 0))) dropBit(selection.bits, startOf(selection, chunk) + rank);
    }
  }
}

/** The first bit of a chunk. */
export function startOf({ words }: Pick<Selection, 'words'>, { number }: Chunk): number {
  return number * words * 32;
}

/** By rank, how far each key lies behind the chunk's first. */
export function readKeys(sql: Sql, { first }: Chunk): Uint16Array {
  const bytes = sql.get('SELECT keys FROM chunk_orders WHERE first = ?', first)?.['keys'] as unknown as Uint8Array;
  return new Uint16Array(bytes.slice().buffer);
}

function dropBefore(sql: Sql, selection: Selection, postedAt: number): void {
  for (const chunk of selection.chunks) {
    const start = startOf(selection, chunk);
    // Undated posts lie outside every span.
    const least =
      chunk.oldest !== null && chunk.oldest >= postedAt ? chunk.undated : rankOf(sql, selection, chunk, { postedAt, key: 0 });
    dropRange(selection.bits, start, start + least);
  }
}

/** Leaves of the dated ones those before the place, in the order of dates and keys; those without a date as well go. */
function dropFrom(sql: Sql, selection: Selection, place: Place): void {
  dropDatedFrom(sql, selection, place);
  for (const chunk of selection.chunks)
    dropRange(selection.bits, startOf(selection, chunk), startOf(selection, chunk) + chunk.undated);
}

export interface Place {
  readonly postedAt: number;
  readonly key: number;
}

export function dropDatedFrom(sql: Sql, selection: Selection, place: Place): void {
  for (const chunk of selection.chunks) {
    if (chunk.newest === null || chunk.newest < place.postedAt) continue;
    const start = startOf(selection, chunk);
    dropRange(selection.bits, start + rankOf(sql, selection, chunk, place), start + chunk.size);
  }
}

/**
 * The rank from which on Mentions are at or after a place. Between two dates that are kept every Mention still in question is looked at, so
 * where none is, no row is read.
 */
function rankOf(sql: Sql, { bits, words }: Selection, chunk: Chunk, place: Place): number {
  const { first, size, undated } = chunk;
  const bytes = sql.get('SELECT dates FROM chunk_orders WHERE first = ?', first)?.['dates'] as unknown as Uint8Array;
  const dates = new Float64Array(bytes.slice().buffer);
  // Equal dates may fill several steps, in the order of keys.
  const from = undated + Math.max(0, firstWhere(dates, (date) => date >= place.postedAt) - 1) * datesEvery;
  const to = Math.min(size, undated + firstWhere(dates, (date) => date > place.postedAt) * datesEvery);
  const start = startOf({ words }, chunk);
  let keys: Uint16Array | null = null;
  for (let rank = from; rank < to; rank += 1) {
    if (!hasBit(bits, start + rank)) continue;
    keys ??= readKeys(sql, chunk);
    const key = first + (keys[rank] ?? 0);
    const postedAt = dateOf(sql, key);
    if (postedAt > place.postedAt || (postedAt === place.postedAt && key >= place.key)) return rank;
  }
  return to;
}

/** Index of the first of ascending numbers for which it holds; their count where it holds for none. */
function firstWhere(numbers: Float64Array, holds: (number: number) => boolean): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(numbers[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Of one whose bit is set, which has not changed since its chunk was written. */
export function dateOf(sql: Sql, key: number): number {
  return Number(sql.get('SELECT posted_at FROM mentions WHERE key = ?', key)?.['posted_at']);
}
