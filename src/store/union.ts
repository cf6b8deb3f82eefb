import type { Bag } from './bags.ts';
import { addBlock, blockLength, entryEnd } from './bags.ts';

/** The union of sets out of bags: exact, however many there are. */
export interface Union {
  /** Adds the set of the entry of `bag` that begins at `at`. */
  readonly add: (bag: Bag, at: number) => void;
  /** How many distinct numbers were added. */
  readonly size: () => number;
  /** Empties it, to be used again. */
  readonly clear: () => void;
}

/** A union that grows with the largest number in it. One set alone is not unpacked: its size can be read off. */
export function createUnion(): Union {
  let bits = new Uint32Array(0);
  /** Runs of 1,024 that hold a bit, and 1 for each of them. */
  let runs: number[] = [];
  let seen = new Uint8Array(0);
  let size = 0;
  let alone: { readonly bag: Bag; readonly at: number } | null = null;
  const grow = (run: number): void => {
    const length = Math.max(16, seen.length * 2, run + 1);
    const [larger, more] = [new Uint32Array(length * 32), new Uint8Array(length)];
    larger.set(bits);
    more.set(seen);
    bits = larger;
    seen = more;
  };
  const unpack = (bag: Bag, at: number): void => {
    const end = entryEnd(bag, at);
    for (let from = at + 2; from < end; from += blockLength((bag[from] as number) & 1023)) {
      const run = (bag[from] as number) >>> 10;
      if (run >= seen.length) grow(run);
      if (seen[run] === 0) {
        seen[run] = 1;
        runs.push(run);
      }
      size += addBlock(bag, from, bits, run * 32);
    }
  };
  return {
    add: (bag, at) => {
      if (entryEnd(bag, at) === at + 2) return;
      if (alone === null && runs.length === 0) {
        alone = { bag, at };
        return;
      }
      if (alone !== null) unpack(alone.bag, alone.at);
      alone = null;
      unpack(bag, at);
    },
    size: () => (alone === null ? size : setSize(alone.bag, alone.at)),
    clear: () => {
      for (const run of runs) {
        bits.fill(0, run * 32, run * 32 + 32);
        seen[run] = 0;
      }
      runs = [];
      size = 0;
      alone = null;
    },
  };
}

/** The numbers in these bags, each once. */
export function listNumbers(bags: readonly Bag[]): Set<number> {
  const found = new Set<number>();
  const bits = new Uint32Array(32);
  for (const bag of bags) {
    for (let at = 0; at < bag.length; at = entryEnd(bag, at)) {
      const end = entryEnd(bag, at);
      for (let from = at + 2; from < end; from += blockLength((bag[from] as number) & 1023)) {
        bits.fill(0);
        addBlock(bag, from, bits, 0);
        const run = ((bag[from] as number) >>> 10) * 1024;
        for (const [word, set] of bits.entries()) {
          for (let left = set; left !== 0; left &= left - 1) found.add(run + word * 32 + 31 - Math.clz32(left & -left));
        }
      }
    }
  }
  return found;
}

function setSize(bag: Bag, at: number): number {
  const end = entryEnd(bag, at);
  let size = 0;
  for (let from = at + 2; from < end; ) {
    const less = (bag[from] as number) & 1023;
    size += less + 1;
    from += blockLength(less);
  }
  return size;
}
