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
  const look = (chunk: Chunk) => {
    const known = found.get(chunk.number);
    if (known !== undefined) return known;
    const ranks = ranksOf(readKeys(sql, chunk), words * 32);
    const has = new Uint32Array(words);
    // FTS5 keeps to a range of whole numbers alone, and a value of JavaScript is never one. One text of all keys: rows of their own would cost several times as much as finding them.
    const select = `SELECT group_concat(rowid - CAST(?1 AS INTEGER)) AS offsets FROM mention_words WHERE mention_words MATCH ?2 AND rowid BETWEEN CAST(?1 AS INTEGER) AND CAST(?1 + ?3 AS INTEGER)`;
    const offsets = sql.get(select, chunk.first, match, words * 32 - 1)?.['offsets'];
    const hits = typeof offsets === 'string' ? offsets.split(',') : [];
    for (const offset of hits) {
      const rank = ranks[Number(offset)] ?? 0;
      has[rank >> 5] = (has[rank >> 5] ?? 0) | (1 << (rank & 31));
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
