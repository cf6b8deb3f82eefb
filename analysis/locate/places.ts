import type { PlaceMethod } from '../../src/core/types.ts';
import { ordinaryNames } from '../gazetteer/ordinary.ts';
import { placeNames } from '../gazetteer.ts';
import type { Share, Shares } from '../shares.ts';
import { readShares, sharesOn } from '../shares.ts';
import type { Strength } from './context.ts';
import { areListed, isBare, readContext } from './context.ts';
import type { Phrases } from './phrases.ts';
import { findLongest } from './phrases.ts';
import type { Reading, Span } from './reading.ts';
import { hasCapital } from './reading.ts';
import type { Words } from './words.ts';
import { keyOf, possessive } from './words.ts';

/** A place or area name in a text, with the areas it may mean and how surely it is a place at all. */
export interface NameFind extends Span {
  readonly start: number;
  readonly end: number;
  readonly method: Extract<PlaceMethod, 'area' | 'gazetteer'>;
  readonly shares: readonly Share[];
  /** That the words mean a place, 0 to 1. */
  readonly trust: number;
  /** It counts only beside another name of its area. */
  readonly bare: boolean;
}

/** A name of the gazetteer in a text, whatever it means there. */
export interface Found extends Span {
  readonly shares: Shares;
  readonly method: NameFind['method'];
}

/** The names of the gazetteer in a text that may be places, the longest where several begin at one word. */
export function findSpans(words: Words, names: Phrases<PlaceName>): readonly Found[] {
  let found: Found[] | null = null;
  for (let from = 0; from < words.count; from += 1) {
    const hit = findLongest(names, words, from);
    if (hit === null) continue;
    const to = from + hit.words;
    const { name, shares, method, needsCapital } = hit.entry;
    // No guard would let it pass: "hope" and "may" stand in most texts.
    if (!needsCapital || hasCapital(words, { from, to })) (found ??= []).push({ name, from, to, shares, method });
    from = to - 1;
  }
  return found ?? none;
}

const none: readonly never[] = [];

/** Those of the names that the words around them make places. */
export function judgeNames(reading: Reading, found: readonly Found[], day: string | null): readonly NameFind[] {
  const spans = found.map((span) => ({ ...span, strength: readContext(reading, span, span.shares.minor) }));
  return share(reading, spans).flatMap(({ strength, ...span }) => {
    const trust = trustOf(strength, span.shares.minor, reading, span);
    if (trust === 0) return [];
    const start = reading.words.starts[span.from] ?? 0;
    const end = endOf(reading.words, span);
    return [{ ...span, start, end, shares: sharesOn(span.shares, day), trust, bare: isBare(span) }];
  });
}

// "Kent's" names Kent.
function endOf(words: Words, { name, to }: Span): number {
  const end = words.ends[to - 1] ?? 0;
  const owned = ((words.marks[to - 1] ?? 0) & possessive) !== 0 && name.endsWith(keyOf(words, to - 1).slice(0, -1));
  return owned ? end - 2 : end;
}

// "Highbridge, Berrow and Burnham-on-Sea surgeries": what makes the last a place makes them all places.
function share<Item extends Found & { readonly strength: Strength }>(reading: Reading, items: readonly Item[]): readonly Item[] {
  const shared = [...items];
  const spread = (index: number, other: number): void => {
    const [item, beside] = [shared[index], shared[other]];
    if (item?.strength !== 'plain' || beside?.strength !== 'strong') return;
    const [left, right] = index < other ? [item, beside] : [beside, item];
    if (areListed(reading, left, right)) shared[index] = { ...item, strength: 'strong' };
  };
  for (let index = shared.length - 2; index >= 0; index -= 1) spread(index, index + 1);
  for (let index = 1; index < shared.length; index += 1) spread(index, index - 1);
  return shared;
}

// Figures fitted by eye to the precision measured on practices' own towns and names; see the tests.
function trustOf(strength: Strength, minor: boolean, reading: Reading, span: Span): number {
  if (strength === null) return 0;
  const capital = hasCapital(reading.words, span);
  if (strength === 'strong') return minor || !capital ? 0.8 : 0.93;
  return strength === 'plain' && capital ? 0.8 : 0.75;
}

/** An entry of the gazetteer. */
export interface PlaceName {
  readonly name: string;
  readonly shares: Shares;
  readonly method: NameFind['method'];
  /** An ordinary word or a minor name: in small letters it is never a place. */
  readonly needsCapital: boolean;
}

let entries: (readonly [string, PlaceName])[] | null = null;

/** The gazetteer, read once. */
export function listPlaces(): readonly (readonly [string, PlaceName])[] {
  entries ??= [...placeNames()].map(([name, named]) => {
    const shares = readShares(named.shares);
    return [name, { name, shares, method: named.method, needsCapital: shares.minor || ordinaryNames.has(name) }];
  });
  return entries;
}
