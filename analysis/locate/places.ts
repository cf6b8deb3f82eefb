import type { PlaceMethod } from '../../src/core/types.ts';
import { placeNames } from '../gazetteer.ts';
import type { Share, Shares } from '../shares.ts';
import { readShares, sharesOn } from '../shares.ts';
import type { Strength } from './context.ts';
import { areListed, isBare, readContext } from './context.ts';
import type { Phrases } from './phrases.ts';
import { createPhrases } from './phrases.ts';
import type { Reading, Span } from './reading.ts';
import type { Word } from './words.ts';

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

/** Finds the names of places and areas, the longest where several begin at one word; `taken` words belong to an organisation's name. */
export function findNames(reading: Reading, day: string | null, taken: (word: number) => boolean): readonly NameFind[] {
  const spans = findSpans(reading, taken).map((found) => ({
    ...found,
    strength: readContext(reading, found, found.shares.minor),
  }));
  return share(reading, spans).flatMap(({ strength, named, ...span }) => {
    const { shares } = span;
    const trust = trustOf(strength, shares.minor, reading, span);
    if (trust === 0) return [];
    const start = reading.words[span.from]?.start ?? 0;
    const end = endOf(reading.words[span.to - 1], span.name);
    return [{ ...span, start, end, method: named, shares: sharesOn(shares, day), trust, bare: isBare(span) }];
  });
}

// "Kent's" names Kent.
function endOf(last: Word | undefined, name: string): number {
  if (last === undefined) return 0;
  return last.stem !== last.key && name.endsWith(last.stem) ? last.end - 2 : last.end;
}

interface Found extends Span {
  readonly shares: Shares;
  readonly named: NameFind['method'];
}

function findSpans(reading: Reading, taken: (word: number) => boolean): readonly Found[] {
  const found: Found[] = [];
  for (let from = 0; from < reading.words.length; from += 1) {
    const hit = names().longest(reading.words, from);
    if (hit === null || taken(from)) continue;
    const to = from + hit.words;
    found.push({ name: hit.entry.name, from, to, shares: hit.entry.shares, named: hit.entry.method });
    from = to - 1;
  }
  return found;
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
  const capital = reading.words.slice(span.from, span.to).some((word) => word.capital);
  if (strength === 'strong') return minor || !capital ? 0.8 : 0.93;
  return strength === 'plain' && capital ? 0.8 : 0.75;
}

interface Entry {
  readonly name: string;
  readonly shares: Shares;
  readonly method: NameFind['method'];
}

let built: Phrases<Entry> | null = null;

// Built at the first text rather than at import, so that commands which locate nothing do not wait for it.
function names(): Phrases<Entry> {
  built ??= createPhrases(entries());
  return built;
}

function* entries(): Iterable<readonly [string, Entry]> {
  for (const [name, { shares, method }] of placeNames()) yield [name, { name, shares: readShares(shares), method }];
}
