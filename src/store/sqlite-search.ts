import type { Bits } from './bits.ts';
import { dropRange, highestBit } from './bits.ts';
import type { Open } from './sqlite-merge.ts';
import type { Chunk, Selection } from './sqlite-sets.ts';
import { readKeys, startOf } from './sqlite-sets.ts';
import type { Sql } from './sqlite-sql.ts';
import { quoteWords } from './sqlite-where.ts';

/** Hits that are looked at before counting gives up: words that everybody uses have millions. */
const mostHits = 100_000;

export interface Search {
  readonly open: Open;
  /** Goes on where the page left off, and takes out of the selection what has not the words; true where it gave up. */
  readonly finish: () => boolean;
}

/** The index of words is asked chunk by chunk, the newest first, and only where the other filters leave anything. */
export function createSearch(sql: Sql, selection: Selection, text: string): Search {
  const { words, bits } = selection;
  const match = quoteWords(text);
  const found = new Map<number, { readonly has: Bits; readonly hits: number }>();
  const rare = findRare(sql, match, words * wordBits);
  const hitsIn = (chunk: Chunk): readonly number[] =>
    rare === null ? readHits(sql, match, [chunk.first, chunk.first + words * wordBits - 1]) : (rare.get(chunk.number) ?? []);
  const look = (chunk: Chunk) => {
    const known = found.get(chunk.number);
    if (known !== undefined) return known;
    const hits = hitsIn(chunk);
    const has = new Uint32Array(words);
    if (hits.length > 0) {
      const ranks = ranksOf(readKeys(sql, chunk), words * wordBits);
      for (const key of hits) {
        const rank = ranks[key - chunk.first] ?? 0;
        has[rank >> 5] = (has[rank >> 5] ?? 0) | (1 << (rank & 31));
      }
    }
    const looked = { has, hits: hits.length };
    found.set(chunk.number, looked);
    return looked;
  };
  const mask = (chunk: Chunk, into: Bits): void => {
    const { has } = look(chunk);
    const start = chunk.number * words;
    for (let word = 0; word < words; word += 1) into[start + word] = (into[start + word] ?? 0) & (has[word] ?? 0);
  };
  const isEmpty = (chunk: Chunk): boolean =>
    highestBit(bits, startOf(selection, chunk) + chunk.size, startOf(selection, chunk)) < 0;
  return {
    open: mask,
    finish: () => {
      let hits = 0;
      let gaveUp = false;
      const left = selection.chunks.filter((chunk) => !isEmpty(chunk)).toReversed();
      for (const chunk of left) {
        // The same number whatever the page looked at before.
        if (hits < mostHits) {
          mask(chunk, bits);
          hits += look(chunk).hits;
        } else {
          dropRange(bits, startOf(selection, chunk), startOf(selection, chunk) + words * 32);
          gaveUp = true;
        }
      }
      return gaveUp;
    },
  };
}

function ranksOf(keys: Uint16Array, size: number): Uint16Array {
  const ranks = new Uint16Array(size);
  for (let rank = 0; rank < keys.length; rank += 1) ranks[keys[rank] ?? 0] = rank;
  return ranks;
}

const wordBits = 32;

/** Up to so many hits are read at once, which is quicker than asking each chunk. */
const mostRare = 20_000;

/** The keys of all hits by chunk; null where there are many. */
function findRare(sql: Sql, match: string, rows: number): ReadonlyMap<number, readonly number[]> | null {
  const keys = readHits(sql, match, null);
  return keys.length > mostRare ? null : Map.groupBy(keys, (key) => Math.floor((key - 1) / rows));
}

/** One text of all keys: rows of their own would cost several times as much as finding them. FTS5 keeps to a range of whole numbers alone. */
function readHits(sql: Sql, match: string, between: readonly [number, number] | null): readonly number[] {
  const hits = 'SELECT rowid FROM mention_words WHERE mention_words MATCH ?';
  const some =
    between === null ? `${hits} LIMIT ${mostRare + 1}` : `${hits} AND rowid BETWEEN CAST(? AS INTEGER) AND CAST(? AS INTEGER)`;
  const keys = sql.get(`SELECT group_concat(rowid) AS keys FROM (${some})`, match, ...(between ?? []))?.['keys'];
  return typeof keys === 'string' ? keys.split(',').map(Number) : [];
}
