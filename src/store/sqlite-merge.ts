import type { Bits } from './bits.ts';
import { highestBit } from './bits.ts';
import type { Position } from './position.ts';
import type { Chunk, Selection } from './sqlite-sets.ts';
import { dateOf, readKeys, startOf } from './sqlite-sets.ts';
import type { Sql } from './sqlite-sql.ts';

/**
 * Many chunks' orders merged into one. A chunk's head is looked at only when nothing newer can come from elsewhere; most chunks, being
 * older, never are. `open` is called before that, and may take bits away.
 */
export function* newestOf(
  sql: Sql,
  { chunks, words, bits }: Selection,
  others: readonly Position[],
  open: Open,
): Generator<Position> {
  const keysOf = new Map<Chunk, Uint16Array>();
  const keyAt = (chunk: Chunk, rank: number): number => {
    const keys = keysOf.get(chunk) ?? readKeys(sql, chunk);
    keysOf.set(chunk, keys);
    return chunk.first + (keys[rank] ?? 0);
  };
  const highest = (chunk: Chunk, below: number, least: number): number => {
    const start = startOf({ words }, chunk);
    const found = highestBit(bits, start + below, start + least);
    return found < 0 ? -1 : found - start;
  };
  const rest = others.filter(({ postedAt }) => postedAt !== null).values();
  let other = rest.next().value;
  let heads = chunks
    .map(
      (chunk): Head => ({
        chunk,
        rank: highest(chunk, chunk.size, chunk.undated),
        bound: chunk.newest ?? 0,
        key: null,
        isOpen: false,
      }),
    )
    .filter(({ rank }) => rank >= 0);
  for (;;) {
    const head = heads.reduce<Head | null>((best, one) => (best === null || isNewer(one, best) ? one : best), null);
    if (
      other !== undefined &&
      (head === null ||
        (head.key === null ? Number(other.postedAt) > head.bound : isAfter({ postedAt: head.bound, key: head.key }, other)))
    ) {
      yield other;
      other = rest.next().value;
    } else if (head === null) break;
    else if (head.key === null) {
      head.key = keyAt(head.chunk, head.rank);
      head.bound = dateOf(sql, head.key);
    } else {
      const below = head.isOpen ? head.rank : head.rank + 1;
      if (head.isOpen) yield { postedAt: head.bound, key: head.key };
      else open(head.chunk, bits);
      head.isOpen = true;
      const rank = highest(head.chunk, below, head.chunk.undated);
      if (rank !== head.rank) head.key = null;
      head.rank = rank;
      if (rank < 0) heads = heads.filter((one) => one !== head);
    }
  }
  yield* undatedOf(others, chunks, open, bits, highest, keyAt);
}

/** One that has not been looked at comes first among equals, since it may turn out to be the newer one. */
function isNewer(one: Head, other: Head): boolean {
  if (one.bound !== other.bound) return one.bound > other.bound;
  if (one.key === null || other.key === null) return one.key === null && other.key !== null;
  return one.key > other.key;
}

function* undatedOf(
  others: readonly Position[],
  chunks: readonly Chunk[],
  open: Open,
  bits: Bits,
  highest: (chunk: Chunk, below: number, least: number) => number,
  keyAt: (chunk: Chunk, rank: number) => number,
): Generator<Position> {
  const rest = others
    .filter(({ postedAt }) => postedAt === null)
    .map(({ key }) => key)
    .values();
  let other = rest.next().value;
  for (const chunk of chunks.toReversed()) {
    let rank = highest(chunk, chunk.undated, 0);
    if (rank >= 0) open(chunk, bits);
    for (rank = highest(chunk, chunk.undated, 0); rank >= 0; rank = highest(chunk, rank, 0)) {
      const key = keyAt(chunk, rank);
      for (; other !== undefined && other > key; other = rest.next().value) yield { postedAt: null, key: other };
      yield { postedAt: null, key };
    }
  }
  for (; other !== undefined; other = rest.next().value) yield { postedAt: null, key: other };
}

/** Where one chunk stands: its newest Mention that has not been handed out, known by key once somebody has looked. */
interface Head {
  readonly chunk: Chunk;
  rank: number;
  /** No older than the Mention; its date once `key` is known. */
  bound: number;
  key: number | null;
  isOpen: boolean;
}

/** Called before a chunk's own bits are trusted; may take bits away. */
export type Open = (chunk: Chunk, bits: Bits) => void;

/** Newest first, undated last. */
export function byAge(a: Position, b: Position): number {
  if (a.postedAt === b.postedAt) return b.key - a.key;
  return a.postedAt === null ? 1 : b.postedAt === null ? -1 : b.postedAt - a.postedAt;
}

export function isAfter(one: Position, after: Position): boolean {
  return byAge(one, after) > 0;
}
