import type { Area } from '../core/types.ts';
import { countBits, dropBit, dropRange, keepBits } from './bits.ts';
import type { MentionQuery } from './filters.ts';
import type { Position } from './position.ts';
import type { ChunkOptions } from './sqlite-chunks.ts';
import { areCurrent, lastWritten } from './sqlite-chunks.ts';
import { byAge, isAfter, newestOf } from './sqlite-merge.ts';
import { createSearch } from './sqlite-search.ts';
import type { Selection } from './sqlite-sets.ts';
import { demandsOf, dropDatedFrom, readKeys, readSets, select, startOf } from './sqlite-sets.ts';
import type { Sql } from './sqlite-sql.ts';
import { whereNear } from './sqlite-where.ts';

export interface List {
  /** Newest first, undated last; made as it is taken. */
  readonly positions: Iterable<Position>;
  /** To be asked for when the page has been taken. */
  readonly totals: () => ListTotals;
}

export interface ListTotals {
  readonly all: number;
  readonly deleted: number;
  /** Counting ended before everything was looked at. */
  readonly atLeast: boolean;
}

interface ListOptions {
  readonly after: Position | null;
  readonly deleted: boolean;
}

/** Chunks that may be missing behind the last written one before the plain way is the faster one. */
const mostMissing = 2;

/** A query answered by sets of bits; null where the plain way along an index is the better one, or the only one. */
export function listMentions(sql: Sql, options: ChunkOptions, query: MentionQuery, { after, deleted }: ListOptions): List | null {
  const demands = demandsOf(query);
  const last = lastWritten(sql);
  const newest = Number(sql.get('SELECT max(key) AS last FROM mentions')?.['last'] ?? 0);
  if (demands === null || !areCurrent(sql, options) || newest - last > mostMissing * options.rows) return null;
  const selection = select(sql, options, query, demands);
  const removed = readSets(sql, selection, { field: 'removed', terms: ['deleted'] });
  const others = readOthers(sql, options.areas, query, last);
  const listed: Selection = { ...selection, bits: selection.bits.slice() };
  if (!deleted) keepBits(listed.bits, removed, true);
  if (after !== null) dropUpTo(sql, listed, after);
  const rest = others.filter((one) => (deleted || !one.isDeleted) && (after === null || isAfter(one, after)));
  const words = query.text === undefined ? null : createSearch(sql, selection, query.text);
  return {
    positions: newestOf(sql, listed, rest, words?.open ?? (() => {})),
    totals: () => {
      const atLeast = words?.finish() ?? false;
      const all = countBits(selection.bits);
      keepBits(removed, selection.bits);
      return {
        all: all + others.length,
        deleted: countBits(removed) + others.filter(({ isDeleted }) => isDeleted).length,
        atLeast,
      };
    },
  };
}

interface Other extends Position {
  readonly isDeleted: boolean;
}

/** What lies in no chunk yet, or has changed since: row by row. */
function readOthers(sql: Sql, areas: readonly Area[], query: MentionQuery, last: number): readonly Other[] {
  const read = (which: string, between: readonly [number, number]): readonly Other[] => {
    const { sql: condition, values } = whereNear(query, areas, between);
    return sql
      .all(`SELECT m.key, m.posted_at, m.removed_why FROM mentions m NOT INDEXED WHERE ${which} AND ${condition}`, ...values)
      .map((row) => ({
        key: Number(row['key']),
        postedAt: row['posted_at'] as number | null,
        isDeleted: row['removed_why'] === 'deleted',
      }));
  };
  const span = sql.get('SELECT min(key) AS first, max(key) AS last FROM chunk_changes');
  const changed =
    typeof span?.['first'] === 'number'
      ? read('m.key IN (SELECT key FROM chunk_changes)', [span['first'], Number(span['last'])])
      : [];
  const late = read(`m.key > ${last}`, [last + 1, Number.MAX_SAFE_INTEGER]);
  return [...changed, ...late].sort(byAge);
}

function dropUpTo(sql: Sql, listed: Selection, { postedAt, key }: Position): void {
  if (postedAt !== null) {
    dropDatedFrom(sql, listed, { postedAt, key });
    return;
  }
  for (const chunk of listed.chunks) {
    const start = startOf(listed, chunk);
    dropRange(listed.bits, start + chunk.undated, start + chunk.size);
    if (chunk.first + chunk.size <= key) continue;
    const keys = readKeys(sql, chunk);
    for (let rank = 0; rank < chunk.undated; rank += 1) {
      if (chunk.first + (keys[rank] ?? 0) >= key) dropBit(listed.bits, start + rank);
    }
  }
}
