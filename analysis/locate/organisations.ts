import type { DirectoryIndex, Instant, Organisation } from '../../src/core/types.ts';
import type { Share } from '../shares.ts';
import type { Kind } from './kinds.ts';
import { kinds } from './kinds.ts';
import { isDistinctive } from './names.ts';
import type { Phrases } from './phrases.ts';
import { createPhrases, findLongest } from './phrases.ts';
import { residenceOf } from './residence.ts';
import type { Vocabulary } from './vocabulary.ts';
import type { Words } from './words.ts';
import { capital, coded, keyOf, keysOf, nameKey } from './words.ts';

/** An organisation's name in a text: who it may be, and where they all are when nobody can tell which. */
export interface OrganisationFind {
  readonly start: number;
  readonly end: number;
  readonly from: number;
  readonly to: number;
  readonly candidates: readonly Organisation[];
  /** Known by its name or code, not by a name one letter away. */
  readonly exact: boolean;
  /** The name as `nameKey` reads it from the text, with a "The" before it; empty where there is one candidate only. */
  readonly written: string;
}

/** What the search for the directory's names in a text needs. */
export interface Search {
  readonly directory: DirectoryIndex;
  readonly names: Phrases<string>;
  /** Kinds of words by their numbers. */
  readonly list: Int32Array;
  /** The number of "the". */
  readonly article: number;
}

/** The directory's names as a tree; names of everybody's words only ("the surgery") are left out. */
export function listNames(directory: DirectoryIndex, vocabulary: Vocabulary): Phrases<string> {
  const names = [...(directory.names?.() ?? [])].filter(isDistinctive);
  return createPhrases(
    vocabulary,
    names.map((name) => [name, name]),
  );
}

/** The directory's names in a text, exact or a slip away, and its codes ("N81086"). */
export function findOrganisations(search: Search, words: Words, at: Instant | null): readonly OrganisationFind[] {
  if (search.directory.size === 0 || (words.seen & (capital | coded)) === 0) return none;
  let found: OrganisationFind[] | null = null;
  for (let from = 0; from < words.count; from += 1) {
    const mark = words.marks[from] ?? 0;
    if ((mark & (capital | coded)) === 0) continue;
    let hit = (mark & coded) === 0 ? null : findCode(search, words, from);
    if (hit === null && (mark & capital) !== 0) hit = findName(search, words, from, at) ?? findMisspelt(search, words, from, at);
    if (hit === null) continue;
    (found ??= []).push(hit);
    from = hit.to - 1;
  }
  return found ?? none;
}

const none: readonly never[] = [];

/** What settles which of several organisations of one name is meant: the towns, outcodes and areas that the text or the author gives. */
export interface Evidence {
  readonly keys: ReadonlySet<string>;
  readonly outcodes: ReadonlySet<string>;
  readonly areas: ReadonlySet<string>;
  readonly day: string | null;
}

/** The organisations of a find that the evidence leaves; all of them where it says nothing. */
export function narrow({ candidates }: OrganisationFind, evidence: Evidence): readonly Organisation[] {
  if (candidates.length < 2) return candidates;
  const tests: readonly ((candidate: Organisation) => boolean)[] = [
    ({ postcode }) => postcode !== null && evidence.outcodes.has(postcode.split(' ')[0] ?? ''),
    ({ town }) => town !== null && evidence.keys.has(town.toLowerCase()),
    (candidate) => residenceOf(candidate, evidence.day).some(({ code }) => evidence.areas.has(code)),
  ];
  for (const test of tests) {
    const left = candidates.filter(test);
    if (left.length === 1) return left;
    if (left.length > 1) return preferPractice(left);
  }
  return preferPractice(candidates);
}

/**
 * Of several that read alike ("The Spa Surgery", "Spa Surgery"), the one registered letter for letter as the text has it; null where none or
 * more than one is. Less sure than a name of one only, as people are free with "the" and with abbreviations.
 */
export function pickAsWritten({ written }: OrganisationFind, left: readonly Organisation[]): Organisation | null {
  const same = left.filter(({ name }) => nameKey(name) === written);
  return same.length === 1 ? (same[0] ?? null) : null;
}

/** The area in which all of them lie; null where they do not agree or nothing is known. */
export function commonResidence(candidates: readonly Organisation[], day: string | null): Share | null {
  const tops = candidates.map((candidate) => residenceOf(candidate, day)[0]);
  const [first] = tops;
  return first !== undefined && tops.every((top) => top !== undefined && top.code === first.code) ? first : null;
}

function findCode({ directory }: Search, words: Words, from: number): OrganisationFind | null {
  const key = keyOf(words, from);
  if (!/^[a-z]{1,3}\d{3,5}$/.test(key)) return null;
  const known = directory.byCode(key.toUpperCase());
  return known === null ? null : hitOf(words, from, from + 1, [known], true);
}

function findName({ directory, names }: Search, words: Words, from: number, at: Instant | null): OrganisationFind | null {
  const hit = findLongest(names, words, from);
  if (hit === null) return null;
  const candidates = directory.byName(hit.entry, at);
  return candidates.length === 0 ? null : hitOf(words, from, from + hit.words, candidates, true);
}

// A run of words with capitals that ends like a practice's or pharmacy's name but is nobody's: the directory may know one that is a letter away.
function findMisspelt(search: Search, words: Words, from: number, at: Instant | null): OrganisationFind | null {
  if (words.ids[from] === search.article || goesOnFrom(search, words, from)) return null;
  for (let to = from + 2; to <= from + 6 && to <= words.count; to += 1) {
    const closes = isOf(search, words, to - 1, kinds.closing);
    if (!closes && !isMarked(words, to - 1, capital)) return null;
    if (!closes || isOf(search, words, to, kinds.closing)) continue;
    const name = keysOf(words, from, to);
    if (!isDistinctive(name)) return null;
    const candidates = search.directory.byName(name, at);
    if (candidates.length === 1) return hitOf(words, from, to, candidates, false);
  }
  return null;
}

// "Old" before "Mill Surgery" is part of the name; "The" is not.
function goesOnFrom({ article }: Search, words: Words, from: number): boolean {
  return from > 0 && words.ids[from - 1] !== article && isMarked(words, from - 1, capital);
}

function isMarked({ marks }: Words, index: number, mark: number): boolean {
  return ((marks[index] ?? 0) & mark) !== 0;
}

function isOf({ list }: Search, { ids, count }: Words, index: number, kind: Kind): boolean {
  return index < count && ((list[ids[index] ?? 0] ?? 0) & kind) !== 0;
}

function hitOf(words: Words, from: number, to: number, candidates: readonly Organisation[], exact: boolean): OrganisationFind {
  const article = from > 0 && isMarked(words, from - 1, capital) && keyOf(words, from - 1) === 'the' ? from - 1 : from;
  const written = candidates.length > 1 ? keysOf(words, article, to) : '';
  return { start: words.starts[from] ?? 0, end: words.ends[to - 1] ?? 0, from, to, candidates, exact, written };
}

// "Handforth Health Centre" is a practice to whoever names it, though a pharmacy in the building is registered under the same name.
function preferPractice(candidates: readonly Organisation[]): readonly Organisation[] {
  const practices = candidates.filter(({ kind }) => kind === 'practice');
  return practices.length === 0 ? candidates : practices;
}
