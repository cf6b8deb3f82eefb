import type { DirectoryIndex, Instant, Organisation } from '../../src/core/types.ts';
import type { Share } from '../shares.ts';
import { closingNouns, isDistinctive } from './names.ts';
import type { Phrases } from './phrases.ts';
import { createPhrases } from './phrases.ts';
import { residenceOf } from './residence.ts';
import type { Word } from './words.ts';
import { nameKey } from './words.ts';

/** An organisation's name in a text: who it may be, and where they all are when nobody can tell which. */
export interface OrganisationFind {
  readonly start: number;
  readonly end: number;
  readonly from: number;
  readonly to: number;
  readonly candidates: readonly Organisation[];
  /** Known by its name or code, not by a name one letter away. */
  readonly exact: boolean;
  /** The name as `nameKey` reads it from the text, with a "The" before it. */
  readonly written: string;
}

export type FindOrganisations = (words: readonly Word[], at: Instant | null) => readonly OrganisationFind[];

/** Prepares the search for the directory's names in texts. Codes of organisations ("N81086") are found too. */
export function createOrganisationFinder(directory: DirectoryIndex): FindOrganisations {
  const names = [...(directory.names?.() ?? [])].filter(isDistinctive);
  const phrases = createPhrases(names.map((name) => [name, name]));
  return (words, at) => (directory.size === 0 ? [] : find({ directory, phrases, at }, words));
}

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

interface Search {
  readonly directory: DirectoryIndex;
  readonly phrases: Phrases<string>;
  readonly at: Instant | null;
}

function find(search: Search, words: readonly Word[]): readonly OrganisationFind[] {
  const found: OrganisationFind[] = [];
  for (let from = 0; from < words.length; from += 1) {
    const hit = findCode(search, words, from) ?? findName(search, words, from) ?? findMisspelt(search, words, from);
    if (hit === null) continue;
    found.push(hit);
    from = hit.to - 1;
  }
  return found;
}

function findCode({ directory }: Search, words: readonly Word[], from: number): OrganisationFind | null {
  const key = words[from]?.key ?? '';
  if (!/^[a-z]{1,3}\d{3,5}$/.test(key)) return null;
  const known = directory.byCode(key.toUpperCase());
  return known === null ? null : hitOf(words, from, from + 1, [known], true);
}

function findName({ directory, phrases, at }: Search, words: readonly Word[], from: number): OrganisationFind | null {
  if (words[from]?.capital !== true) return null;
  const hit = phrases.longest(words, from);
  if (hit === null) return null;
  const candidates = directory.byName(hit.entry, at);
  return candidates.length === 0 ? null : hitOf(words, from, from + hit.words, candidates, true);
}

// A run of words with capitals that ends like a practice's or pharmacy's name but is nobody's: the directory may know one that is a letter away.
function findMisspelt({ directory, at }: Search, words: readonly Word[], from: number): OrganisationFind | null {
  if (words[from]?.capital !== true || words[from].key === 'the' || words[from - 1]?.capital === true) return null;
  for (let to = from + 2; to <= Math.min(from + 6, words.length); to += 1) {
    const last = words[to - 1];
    if (last === undefined || !(last.capital || closingNouns.has(last.key))) return null;
    if (!closingNouns.has(last.key) || closingNouns.has(words[to]?.key ?? '')) continue;
    const name = words.slice(from, to).map(({ key }) => key);
    if (!isDistinctive(name.join(' '))) return null;
    const candidates = directory.byName(name.join(' '), at);
    if (candidates.length === 1) return hitOf(words, from, to, candidates, false);
  }
  return null;
}

function hitOf(
  words: readonly Word[],
  from: number,
  to: number,
  candidates: readonly Organisation[],
  exact: boolean,
): OrganisationFind {
  const article = words[from - 1]?.key === 'the' && words[from - 1]?.capital === true ? from - 1 : from;
  const written = words
    .slice(article, to)
    .map(({ key }) => key)
    .join(' ');
  return { start: words[from]?.start ?? 0, end: words[to - 1]?.end ?? 0, from, to, candidates, exact, written };
}

// "Handforth Health Centre" is a practice to whoever names it, though a pharmacy in the building is registered under the same name.
function preferPractice(candidates: readonly Organisation[]): readonly Organisation[] {
  const practices = candidates.filter(({ kind }) => kind === 'practice');
  return practices.length === 0 ? candidates : practices;
}
