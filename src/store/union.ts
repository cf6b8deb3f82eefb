import type { Bag } from './bags.ts';
import { bitCount, blockLength, entryEnd, layBlock } from './bags.ts';

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
  let bits = new Uint32Array(512);
  /** Words up to the last one that may hold a bit. */
  let used = 0;
  let alone: { readonly bag: Bag; readonly at: number } | null = null;
  const unpack = (bag: Bag, at: number): void => {
    const end = entryEnd(bag, at);
    for (let from = at + 2; from < end; ) {
      const head = bag[from] as number;
      const word = (head >>> 10) * 32;
      if (word + 32 > used) used = word + 32;
      if (used > bits.length) {
        const larger = new Uint32Array(Math.max(bits.length * 2, used));
        larger.set(bits);
        bits = larger;
      }
      layBlock(bag, from, bits, word);
      from += blockLength(head & 1023);
    }
  };
  return {
    add: (bag, at) => {
      if (entryEnd(bag, at) === at + 2) return;
      if (alone === null && used === 0) {
        alone = { bag, at };
        return;
      }
      if (alone !== null) unpack(alone.bag, alone.at);
      alone = null;
      unpack(bag, at);
    },
    // Counted at the end, all together: while it grows, each number would cost a look.
    size: () => {
      if (alone !== null) return setSize(alone.bag, alone.at);
      let size = 0;
      for (let word = 0; word < used; word += 1) {
        const set = bits[word] as number;
        if (set !== 0) size += bitCount(set);
      }
      return size;
    },
    clear: () => {
      bits.fill(0, 0, used);
      used = 0;
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
        layBlock(bag, from, bits, 0);
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
