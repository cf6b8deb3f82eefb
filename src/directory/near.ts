import { DamerauLevenshteinDistance } from 'natural/lib/natural/distance/levenshtein_distance.js';
import { headOf, organisationKeys } from '../../analysis/locate/names.ts';

/**
 * Finds the names a slip away ("Elergreen Medical Centre"): the part of the name that is its own differs by one letter dropped, added, changed
 * or swapped, the kind of place ("medical centre") is the same. One slip leaves the first three or the last three
 * letters as they are, so a search looks only at names of the same kind that begin or end alike; the distance itself is natural's.
 * The index is built at the first misspelling, as most texts have none.
 */
export function createNear(groups: ReadonlyMap<string, unknown>): (name: string) => readonly string[] {
  let index: ReadonlyMap<string, readonly Head[]> | null = null;
  let remembered = new Map<string, readonly string[]>();
  return (name) => {
    const known = remembered.get(name);
    if (known !== undefined) return known;
    const asked = read(organisationKeys(name)[0] ?? '');
    if (asked.head.length < shortest) return none;
    index ??= indexHeads(groups.keys());
    const near = [...find(index, asked)];
    if (remembered.size >= mostRemembered) remembered = new Map();
    remembered.set(name, near);
    return near;
  };
}

// Short names are one letter from each other too often: Hall, Hill, Hull.
const shortest = 7;
const mostRemembered = 4096;
const none: readonly never[] = [];

interface Head {
  readonly key: string;
  readonly head: string;
  readonly tail: string;
  /** One bit for each letter that occurs: two words a slip apart differ in two bits at most, which spares the costly comparison. */
  readonly letters: number;
}

function read(key: string): Head {
  const head = headOf(key);
  let letters = 0;
  for (let at = 0; at < head.length; at += 1) letters |= 1 << (head.charCodeAt(at) & 31);
  return { key, head, tail: key.slice(head.length), letters };
}

function indexHeads(keys: Iterable<string>): ReadonlyMap<string, readonly Head[]> {
  const index = new Map<string, Head[]>();
  for (const key of keys) {
    const one = read(key);
    if (one.head.length < shortest - 1) continue;
    for (const block of blocksOf(one)) {
      const others = index.get(block);
      if (others === undefined) index.set(block, [one]);
      else others.push(one);
    }
  }
  return index;
}

function find(index: ReadonlyMap<string, readonly Head[]>, asked: Head): ReadonlySet<string> {
  const near = new Set<string>();
  for (const block of blocksOf(asked))
    for (const other of index.get(block) ?? none) if (isOneSlip(asked, other)) near.add(other.key);
  return near;
}

function blocksOf({ head, tail }: Head): readonly [string, string] {
  return [`<${head.slice(0, 3)}${tail}`, `>${head.slice(-3)}${tail}`];
}

function isOneSlip(one: Head, other: Head): boolean {
  if (Math.abs(one.head.length - other.head.length) > 1 || bitsOf(one.letters ^ other.letters) > 2) return false;
  return DamerauLevenshteinDistance(one.head, other.head, { restricted: true }) === 1;
}

function bitsOf(value: number): number {
  let count = 0;
  for (let rest = value; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}
