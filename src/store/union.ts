import type { Bag } from './bags.ts';
import { addBlock, bitCount, blockLength, entryEnd, isBitmap } from './bags.ts';

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
  /** How many bits are set; -1 where they are to be counted, once somebody asks. */
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
    for (let from = at + 2; from < end; ) {
      const head = bag[from] as number;
      const run = head >>> 10;
      if (run >= seen.length) grow(run);
      if (seen[run] === 0) {
        seen[run] = 1;
        runs.push(run);
      }
      if (isBitmap(head)) {
        // A bit for each number: laid over, and counted at the end all together.
        for (let word = run * 32, next = from + 1, last = next + 32; next < last; word += 1, next += 1) {
          bits[word] = (bits[word] as number) | (bag[next] as number);
        }
        size = -1;
      } else {
        const added = addBlock(bag, from, bits, run * 32);
        if (size >= 0) size += added;
      }
      from += blockLength(head & 1023);
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
    size: () => {
      if (alone !== null) return setSize(alone.bag, alone.at);
      if (size < 0) {
        size = 0;
        for (const run of runs) for (let word = run * 32; word < run * 32 + 32; word += 1) size += bitCount(bits[word] as number);
      }
      return size;
    },
    clear: () => {
      // Cheaper in one go where most runs hold something.
      if (runs.length * 4 > seen.length) {
        bits.fill(0);
        seen.fill(0);
      } else {
        for (const run of runs) {
          for (let word = run * 32; word < run * 32 + 32; word += 1) bits[word] = 0;
          seen[run] = 0;
        }
      }
      runs = [];
      size = 0;
      alone = null;
    },
  };
}

const spare: Union[] = [];
/** What lies ready at most; one that held a million numbers keeps its 130 kB. */
const mostSpare = 64;

/** Lends empty unions for as long as the work lasts: one that has grown need not grow again. */
export function lendUnions<Result>(work: (borrow: () => Union) => Result): Result {
  const lent: Union[] = [];
  try {
    return work(() => {
      const union = spare.pop() ?? createUnion();
      lent.push(union);
      return union;
    });
  } finally {
    for (const union of lent) {
      union.clear();
      if (spare.length < mostSpare) spare.push(union);
    }
  }
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
