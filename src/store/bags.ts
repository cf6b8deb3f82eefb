/**
 * A bag: for each kind of post (phase, voice and author kind in one small number, see `countable.ts`) how many Mentions there are and the set of
 * numbers, of Organisations or of Statements, that they carry. Words of 32 bits, so that it is read as it lies in the database.
 *
 * An entry is `kind | words << 8`, `mentions`, and its blocks in order, of so many words. A block holds the numbers of one run of 1,024: a word of
 * `run << 10 | (size - 1)`, then either the numbers' last ten bits, two to a word, or, from 63 numbers on, 1,024 bits. So a set costs at most
 * six bytes a number and, where it is dense, less than two bits. The same content always gives the same words.
 */
export type Bag = Uint32Array;

/** `[kind, number or 0, step]` one after the other: `step` Mentions of the kind more, or less, that carry the number. */
export type Changes = readonly number[];

/** How often a number occurs beyond once, by kind and number (`againKey`): what a removal must know. Only the hours keep it. */
export type Again = Map<number, number>;

export const emptyBag: Bag = new Uint32Array(0);

const blockWords = 32;
const listMost = 62;

/** The bag after the changes; `again` is changed with it. A removal of what is not there changes nothing but the number of Mentions. */
export function changeBag(bag: Bag, changes: Changes, again: Again): Bag {
  if (bag.length === 0 && changes.length === 3 && changes[2] === 1) return one(changes[0] ?? 0, changes[1] ?? 0);
  const byKind = groupByKind(changes);
  const kinds = [...byKind.keys()].sort((a, b) => a - b);
  const out = createWriter(bag.length + changes.length);
  let next = 0;
  for (let at = 0; at < bag.length || next < kinds.length; ) {
    const kind = at < bag.length ? (bag[at] ?? 0) & 255 : 256;
    const changed = kinds[next] ?? 256;
    const end = at < bag.length ? entryEnd(bag, at) : at;
    if (kind < changed) out.copy(bag, at, end);
    else {
      next += 1;
      const before = kind === changed ? bag.subarray(at, end) : emptyBag;
      writeEntry(out, changed, before, byKind.get(changed) ?? { mentions: 0, steps: new Map() }, again);
    }
    if (kind <= changed) at = end;
  }
  return out.done();
}

/** What several bags hold together. */
export function mergeBags(bags: readonly Bag[]): Bag {
  const [first] = bags;
  if (bags.length <= 1) return first ?? emptyBag;
  const kinds = new Map<number, { mentions: number; readonly blocks: Map<number, Uint32Array> }>();
  for (const bag of bags) {
    for (let at = 0; at < bag.length; ) {
      const kind = (bag[at] ?? 0) & 255;
      const entry = kinds.get(kind) ?? { mentions: 0, blocks: new Map<number, Uint32Array>() };
      kinds.set(kind, entry);
      entry.mentions += bag[at + 1] ?? 0;
      const end = entryEnd(bag, at);
      for (at += 2; at < end; ) {
        const run = (bag[at] ?? 0) >>> 10;
        let bits = entry.blocks.get(run);
        if (bits === undefined) entry.blocks.set(run, (bits = new Uint32Array(blockWords)));
        at = readBlock(bag, at, bits, 0);
      }
    }
  }
  const out = createWriter(bags.reduce((sum, bag) => Math.max(sum, bag.length), 64));
  for (const [kind, { mentions, blocks }] of [...kinds].sort(([a], [b]) => a - b)) {
    const start = out.length();
    out.push(kind);
    out.push(mentions);
    for (const [run, bits] of [...blocks].sort(([a], [b]) => a - b)) writeBlock(out, run, bits);
    out.set(start, headOf(kind, out.length() - start - 2));
  }
  return out.done();
}

/** Where the entry that begins at `at` ends. */
export function entryEnd(bag: Bag, at: number): number {
  return at + 2 + ((bag[at] as number) >>> 8);
}

/** How many words a block takes, by its size less one. */
export function blockLength(sizeLess: number): number {
  return sizeLess >= listMost ? 1 + blockWords : 1 + ((sizeLess + 2) >>> 1);
}

/** Sets the block's numbers as bits, the first of its run at word `word`; says where the next block begins. */
function readBlock(bag: Bag, at: number, bits: Uint32Array, word: number): number {
  const end = at + blockLength((bag[at] as number) & 1023);
  layBlock(bag, at, bits, word);
  return end;
}

/** The same, wherever the next block begins. */
export function layBlock(bag: Bag, at: number, bits: Uint32Array, word: number): void {
  const less = (bag[at] as number) & 1023;
  let next = at + 1;
  if (less >= listMost) {
    for (let i = 0; i < blockWords; i += 1) bits[word + i] = (bits[word + i] as number) | (bag[next + i] as number);
    return;
  }
  // Shifts go by the last five bits of a number, so the others need not be cut off.
  for (let left = less + 1; left > 0; left -= 2, next += 1) {
    const pair = bag[next] as number;
    const first = word + ((pair >>> 5) & 31);
    bits[first] = (bits[first] as number) | (1 << pair);
    if (left === 1) return;
    const second = word + (pair >>> 21);
    bits[second] = (bits[second] as number) | (1 << (pair >>> 16));
  }
}

/** How many bits are set in 32. */
export function bitCount(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

export function againKey(kind: number, number: number): number {
  return kind * 4_294_967_296 + number;
}

function one(kind: number, number: number): Bag {
  if (number === 0) return Uint32Array.of(kind, 1);
  return Uint32Array.of(headOf(kind, 2), 1, ((number >>> 10) << 10) >>> 0, number & 1023);
}

function headOf(kind: number, words: number): number {
  return (kind | (words << 8)) >>> 0;
}

interface KindChange {
  mentions: number;
  /** By number. */
  readonly steps: Map<number, number>;
}

function groupByKind(changes: Changes): Map<number, KindChange> {
  const found = new Map<number, KindChange>();
  for (let i = 0; i < changes.length; i += 3) {
    const [kind, number, step] = [changes[i] ?? 0, changes[i + 1] ?? 0, changes[i + 2] ?? 0];
    const change = found.get(kind) ?? { mentions: 0, steps: new Map<number, number>() };
    found.set(kind, change);
    change.mentions += step;
    if (number !== 0) change.steps.set(number, (change.steps.get(number) ?? 0) + step);
  }
  return found;
}

const scratch = new Uint32Array(blockWords);

function writeEntry(out: Writer, kind: number, before: Bag, { mentions: more, steps }: KindChange, again: Again): void {
  const mentions = Math.max(0, (before[1] ?? 0) + more);
  const numbers = [...steps].filter(([, step]) => step !== 0).sort(([a], [b]) => a - b);
  const start = out.length();
  out.push(kind);
  out.push(mentions);
  let next = 0;
  for (let at = 2; at < before.length || next < numbers.length; ) {
    const run = at < before.length ? (before[at] ?? 0) >>> 10 : Number.POSITIVE_INFINITY;
    const changed = (numbers[next]?.[0] ?? Number.POSITIVE_INFINITY) / 1024;
    if (run < Math.floor(changed)) {
      const end = at + blockLength((before[at] ?? 0) & 1023);
      out.copy(before, at, end);
      at = end;
      continue;
    }
    scratch.fill(0);
    const target = Math.floor(changed);
    if (run === target) at = readBlock(before, at, scratch, 0);
    for (; next < numbers.length && (numbers[next]?.[0] ?? 0) >>> 10 === target; next += 1) {
      const [number, step] = numbers[next] ?? [0, 0];
      stepOne(scratch, kind, number, step, again);
    }
    writeBlock(out, target, scratch);
  }
  if (mentions === 0) out.cut(start);
  else out.set(start, headOf(kind, out.length() - start - 2));
}

/** The bit says whether the number occurs at all, `again` how often beyond that. */
function stepOne(bits: Uint32Array, kind: number, number: number, step: number, again: Again): void {
  const [word, bit] = [(number & 1023) >>> 5, 1 << (number & 31)];
  const isSet = ((bits[word] ?? 0) & bit) !== 0;
  const key = againKey(kind, number);
  const after = Math.max(0, (isSet ? 1 + (again.get(key) ?? 0) : 0) + step);
  bits[word] = after > 0 ? (bits[word] ?? 0) | bit : (bits[word] ?? 0) & ~bit;
  if (after > 1) again.set(key, after - 1);
  else again.delete(key);
}

/** Nothing is written where no bit is set. */
function writeBlock(out: Writer, run: number, bits: Uint32Array): void {
  let size = 0;
  for (let i = 0; i < blockWords; i += 1) size += bitCount(bits[i] ?? 0);
  if (size === 0) return;
  out.push(((run << 10) | (size - 1)) >>> 0);
  if (size > listMost) {
    out.copy(bits, 0, blockWords);
    return;
  }
  let [half, pending] = [0, 0];
  for (let i = 0; i < blockWords; i += 1) {
    for (let word = bits[i] ?? 0; word !== 0; word &= word - 1) {
      const low = (i << 5) | (31 - Math.clz32(word & -word));
      if (half === 0) pending = low;
      else out.push((pending | (low << 16)) >>> 0);
      half ^= 1;
    }
  }
  if (half === 1) out.push(pending);
}

interface Writer {
  push(word: number): void;
  copy(from: Uint32Array, start: number, end: number): void;
  set(at: number, word: number): void;
  cut(length: number): void;
  length(): number;
  done(): Bag;
}

let buffer = new Uint32Array(4096);

/** Writes into one buffer that all bags share; what is done is copied out of it. */
function createWriter(expected: number): Writer {
  let length = 0;
  const reserve = (more: number): void => {
    if (length + more <= buffer.length) return;
    const larger = new Uint32Array(Math.max(buffer.length * 2, length + more));
    larger.set(buffer);
    buffer = larger;
  };
  reserve(expected);
  return {
    push: (word) => {
      reserve(1);
      buffer[length] = word;
      length += 1;
    },
    copy: (from, start, end) => {
      reserve(end - start);
      buffer.set(from.subarray(start, end), length);
      length += end - start;
    },
    set: (at, word) => {
      buffer[at] = word;
    },
    cut: (to) => {
      length = to;
    },
    length: () => length,
    done: () => buffer.slice(0, length),
  };
}
