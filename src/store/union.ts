import type { Bag } from './bags.ts';
import { bitCount, blockLength, readBlock } from './bags.ts';

/** The union of sets out of bags: exact, however many there are. */
export interface Union {
  /** Adds the set of the entry of `bag` that begins at `at`. */
  add(bag: Bag, at: number): void;
  /** How many distinct numbers were added. */
  size(): number;
  /** Empties it, to be used again. */
  clear(): void;
}

/** A union that grows with the largest number in it. One set alone is not unpacked: its size can be read off. */
export function createUnion(): Union {
  let bits = new Uint32Array(0);
  let alone: { readonly bag: Bag; readonly at: number } | null = null;
  /** Runs of 1,024 that hold a bit. */
  let runs: number[] = [];
  let seen = new Uint8Array(0);
  const unpack = (bag: Bag, at: number): void => {
    let from = at + 2;
    for (let blocks = (bag[at] ?? 0) >>> 8; blocks > 0; blocks -= 1) {
      const run = (bag[from] ?? 0) >>> 10;
      if (run >= seen.length) {
        const length = Math.max(16, seen.length * 2, run + 1);
        const [larger, more] = [new Uint32Array(length * 32), new Uint8Array(length)];
        larger.set(bits);
        more.set(seen);
        bits = larger;
        seen = more;
      }
      if (seen[run] === 0) {
        seen[run] = 1;
        runs.push(run);
      }
      from = readBlock(bag, from, bits, run * 32);
    }
  };
  return {
    add: (bag, at) => {
      if ((bag[at] ?? 0) >>> 8 === 0) return;
      if (alone === null && runs.length === 0) {
        alone = { bag, at };
        return;
      }
      if (alone !== null) unpack(alone.bag, alone.at);
      alone = null;
      unpack(bag, at);
    },
    size: () => {
      if (alone !== null) return setSize(alone.bag, alone.at);
      let size = 0;
      for (const run of runs) for (let i = run * 32; i < run * 32 + 32; i += 1) size += bitCount(bits[i] ?? 0);
      return size;
    },
    clear: () => {
      for (const run of runs) {
        bits.fill(0, run * 32, run * 32 + 32);
        seen[run] = 0;
      }
      runs = [];
      alone = null;
    },
  };
}

function setSize(bag: Bag, at: number): number {
  let [size, from] = [0, at + 2];
  for (let blocks = (bag[at] ?? 0) >>> 8; blocks > 0; blocks -= 1) {
    const less = (bag[from] ?? 0) & 1023;
    size += less + 1;
    from += blockLength(less);
  }
  return size;
}
