import type { Reading } from './reading.ts';
import { lexicon } from './reading.ts';
import { mostTokens } from './tokens.ts';

/** Sentences and clauses by unit. */
export interface Layout {
  readonly sentence: Uint16Array;
  readonly clause: Uint16Array;
  /** 1 for units of a clause that tells people what to do. */
  readonly isAdvice: Uint8Array;
}

const layout = {
  sentence: new Uint16Array(mostTokens),
  clause: new Uint16Array(mostTokens),
  isAdvice: new Uint8Array(mostTokens),
};

/** Words that turn a sentence: what stands on one side says nothing of the other. */
export const contrast = wordSet('but however although though while whilst except whereas yet apart');
const joiners = wordSet('and so as because since');
const subjects = wordSet('we our i my please it they this these you your');
const politeness = wordSet('note be aware advised accept see bear');
const please = lexicon.idOf('please');

/** Holds until the next text is laid out, as the Reading does until the next is read. */
export function layOut(reading: Reading): Layout {
  const { length, pause } = reading;
  let sentence = 0;
  let clause = 0;
  let isAdvice = 0;
  for (let unit = 0; unit < length; unit += 1) {
    const word = reading.word(unit);
    const starts = unit > 0 && startsClause(reading, unit, word);
    if (unit > 0 && pause[unit] === 2) sentence += 1;
    if (starts) {
      clause += 1;
      isAdvice = 0;
    }
    if (word === please && !politeness.has(reading.word(unit + 1))) {
      if (!starts) clause += 1;
      isAdvice = 1;
    }
    layout.sentence[unit] = sentence;
    layout.clause[unit] = clause;
    layout.isAdvice[unit] = isAdvice;
  }
  return layout;
}

function startsClause(reading: Reading, unit: number, word: number): boolean {
  const pause = reading.pause[unit] ?? 0;
  if (pause === 2 || contrast.has(word)) return true;
  if (pause === 1) return subjects.has(word) || joiners.has(word);
  const before = reading.word(unit - 1);
  return joiners.has(before) && subjects.has(word) && reading.entityAt[unit + 1] === undefined;
}

/** Numbers of the words in a list; a word that no rule knows has none. */
export function wordSet(list: string): ReadonlySet<number> {
  return new Set(
    list
      .split(' ')
      .map((word) => lexicon.idOf(word))
      .filter((id) => id > 0),
  );
}
