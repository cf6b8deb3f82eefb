import { systems } from '../systems.ts';
import { hits, moreSystems, notState, notSystems, states } from './lists.ts';

/** What a word says that no two copies of one statement may differ in; null for most words. */
export type Mark = { readonly about: 'system' | 'state' | 'hit'; readonly says: string };

const known = new WeakMap<readonly string[], readonly (Mark | null)[]>();

/** The marks of a sentence, word by word, kept as long as the sentence is. */
export function markWords(words: readonly string[]): readonly (Mark | null)[] {
  const marks = known.get(words) ?? findMarks(words);
  known.set(words, marks);
  return marks;
}

/** Negation is settled here: "not working" is one mark, on its last word. */
function findMarks(words: readonly string[]): readonly (Mark | null)[] {
  let negatedUntil = -1;
  return words.map((word, index) => {
    const state = stateOf(words, index);
    if (state === 'neg') {
      negatedUntil = index + reach;
      return null;
    }
    if (state !== null) {
      const isNegated = index <= negatedUntil;
      negatedUntil = -1;
      return markOf('state', isNegated ? (opposite[state] ?? state) : state);
    }
    const system = systemAt(words, index);
    if (system !== null) return markOf('system', system);
    const hit = Object.hasOwn(hits, word) ? hits[word] : undefined;
    return hit === undefined ? null : markOf('hit', hit);
  });
}

/** Words over which a negation holds: "not yet fully working". */
const reach = 3;

const opposite: Readonly<Record<string, string>> = { out: 'spared', back: 'out', spared: 'out' };

function stateOf(words: readonly string[], index: number): string | null {
  const word = correct(words[index] ?? '');
  const state = Object.hasOwn(states, word) ? states[word] : undefined;
  if (state === undefined) return null;
  const { after, before } = (Object.hasOwn(notState, word) ? notState[word] : undefined) ?? {};
  if (after?.has(words[index - 1] ?? '') === true || before?.has(words[index + 1] ?? '') === true) return null;
  return state;
}

/** The system that a name ending here means: the longest name, so that "NHS login" is not just "login". */
function systemAt(words: readonly string[], index: number): string | null {
  for (let length = longestName; length > 1; length -= 1) {
    const name = length > index + 1 ? undefined : systemNames.get(words.slice(index + 1 - length, index + 1).join(' '));
    if (name !== undefined) return name;
  }
  return systemWords.get(correct(words[index] ?? '')) ?? null;
}

const made = new Map<string, Mark>();

/** One object for each mark, so that equal marks are the same object. */
function markOf(about: Mark['about'], says: string): Mark {
  const key = `${about} ${says}`;
  const mark = made.get(key) ?? { about, says };
  made.set(key, mark);
  return mark;
}

const names = systems
  .filter(({ family }) => family !== 'unnamed')
  .flatMap(({ id, names: own, looseNames }) => [...own, ...(looseNames ?? [])].map((name) => [plain(name), id] as const));

/** One-word names of the catalogue's systems, so that a new system is told apart here as well. */
export const systemWords: ReadonlyMap<string, string> = new Map([
  ...names.filter(([name]) => /^[a-z][a-z0-9]{2,}$/.test(name) && !notSystems.has(name)),
  ...Object.entries(moreSystems),
]);

/** Names of two to four words. */
const systemNames: ReadonlyMap<string, string> = new Map(names.filter(([name]) => /^[a-z0-9]+(?: [a-z0-9]+){1,3}$/.test(name)));
const longestName = 4;

/** The words of a name that have to be there. */
function plain(name: string): string {
  return name
    .replace(/\([^()]*\)\??|>.*|~/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}

/** Shortest word in which a slip is put right. */
const leastLetters = 5;

/** Marked words by each spelling that lacks one letter: a wrong, missing, extra or exchanged letter leaves one in common. */
const slips: ReadonlyMap<string, string> = new Map(
  [...Object.keys(states), ...systemWords.keys()]
    .filter((word) => word.length >= leastLetters)
    .flatMap((word) => withoutOne(word).map((slip) => [slip, word] as const)),
);

/** The marked word that this one is a slip of the pen for; the word itself where it is none. */
export function correct(word: string): string {
  const right = corrected.get(word) ?? findRight(word);
  if (corrected.size >= mostCorrected) corrected.clear();
  corrected.set(word, right);
  return right;
}

const corrected = new Map<string, string>();
const mostCorrected = 50_000;

function findRight(word: string): string {
  if (word.length < leastLetters - 1 || Object.hasOwn(states, word) || systemWords.has(word) || Object.hasOwn(hits, word))
    return word;
  const missing = slips.get(word);
  if (missing !== undefined) return missing;
  if (word.length < leastLetters) return word;
  for (const slip of withoutOne(word)) {
    const found = systemWords.has(slip) || Object.hasOwn(states, slip) ? slip : slips.get(slip);
    if (found !== undefined && found.length >= leastLetters && found.charAt(0) === word.charAt(0)) return found;
  }
  return word;
}

function withoutOne(word: string): readonly string[] {
  return Array.from({ length: word.length }, (_, index) => word.slice(0, index) + word.slice(index + 1));
}
