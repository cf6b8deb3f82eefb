import { DamerauLevenshteinDistance } from 'natural/lib/natural/distance/levenshtein_distance.js';
import { systems } from '../systems.ts';
import type { Lexicon } from './lexicon.ts';
import type { Reader } from './tokens.ts';

/** Shorter names have too many neighbours among ordinary words. */
const leastLength = 7;
const mostRemembered = 4_096;

/** Reads misspelt names of systems (`systmnoe`, `pharmoutcoms`) and splits hashtags written in small letters (`#emisdown`). */
export function createGuess(lexicon: Lexicon): Pick<Reader, 'guess' | 'split'> {
  const names = certainNames().map((name) => ({ name, length: name.length, letters: lettersOf(name) }));
  const byInitial = Map.groupBy(names, ({ name }) => name.charCodeAt(0));
  let remembered = new Map<string, number>();

  function guess(key: Uint16Array, length: number): number {
    if (length < leastLength - 1) return 0;
    const candidates = byInitial.get(key[0] ?? 0);
    if (candidates === undefined) return 0;
    let letters = 0;
    for (let index = 0; index < length; index += 1) letters |= 1 << ((key[index] ?? 0) & 31);
    // Most unknown words are far from every name, and are known to be without a string of theirs.
    for (const one of candidates) if (isLike(one, length, letters)) return compare(key, length, letters, candidates);
    return 0;
  }

  function compare(key: Uint16Array, length: number, letters: number, candidates: typeof names): number {
    const word = String.fromCharCode(...key.subarray(0, length));
    const known = remembered.get(word);
    if (known !== undefined) return known;
    const near = candidates.find((one) => isLike(one, length, letters) && isNear(word, one.name));
    const id = near === undefined ? 0 : lexicon.idOf(near.name);
    if (remembered.size >= mostRemembered) remembered = new Map();
    remembered.set(word, id);
    return id;
  }

  return { guess, split: (tag) => splitTag(tag, lexicon) };
}

/** One-word names that are no ordinary word and need nothing beside them. */
function certainNames(): readonly string[] {
  const sure = systems.filter(
    (row) => row.onlyNear === undefined && row.notNear === undefined && row.family !== 'unnamed' && row.owner !== null,
  );
  const names = sure.flatMap((row) => row.names).map((name) => name.split(' ')[0] ?? '');
  return [...new Set(names)].filter((name) => name.length >= leastLength && /^[a-z]+$/.test(name) && !ordinary.has(name));
}

const ordinary = new Set(
  'microsoft windows personal national electronic identity credential directory primary message patient booking surgery health summary amazon manage profile engage silicon hyperspace service oracle referral scottish wiggly positive facebook twitter instagram messenger clinical outcomes virgin systemone'.split(
    ' ',
  ),
);

/** One bit for each letter that occurs: two words a slip apart differ in two bits at most, which spares the costly comparison. */
function lettersOf(word: string): number {
  let bits = 0;
  for (let index = 0; index < word.length; index += 1) bits |= 1 << (word.charCodeAt(index) & 31);
  return bits;
}

function bitsOf(value: number): number {
  let count = 0;
  for (let rest = value; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

/** A slip changes the length by one at most, and two of the letters. */
function isLike(name: { readonly length: number; readonly letters: number }, length: number, letters: number): boolean {
  return Math.abs(length - name.length) <= 1 && bitsOf(letters ^ name.letters) <= 2;
}

function isNear(word: string, name: string): boolean {
  return DamerauLevenshteinDistance(word, name, { restricted: true }) <= 1;
}

/** Fewest known words that make up the whole tag; empty where none do. */
function splitTag(tag: string, lexicon: Lexicon): readonly string[] {
  if (tag.length < 5 || tag.length > 40) return [];
  const best: (readonly string[] | null)[] = [[]];
  for (let end = 1; end <= tag.length; end += 1) {
    best[end] = null;
    for (let begin = Math.max(0, end - 16); begin < end; begin += 1) {
      const before = best[begin];
      const part = tag.slice(begin, end);
      if (before === null || before === undefined || (part.length < 2 && part !== 'i') || lexicon.idOf(part) === 0) continue;
      const kept = best[end];
      if (kept === null || kept === undefined || before.length + 1 < kept.length) best[end] = [...before, part];
    }
  }
  return best[tag.length] ?? [];
}
