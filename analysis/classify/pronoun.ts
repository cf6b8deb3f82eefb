import type { Lexicon } from './lexicon.ts';
import type { Tokens } from './tokens.ts';

const outageWords =
  'issues issue problems problem outage outages failure failures crash meltdown difficulties fault faults glitch glitches downtime disruption gremlins'.split(
    ' ',
  );
const beforeIt = 'our no global major national worldwide nhs gp nationwide big massive regional huge widespread'.split(' ');
const afterPronoun = 'is was will has would may can does did'.split(' ');

/** The words that tell the department from the pronoun. */
export const pronounWords: readonly string[] = ['it', ...outageWords, ...beforeIt, ...afterPronoun];

export interface It {
  readonly word: number;
  readonly faults: Uint8Array;
  readonly before: Uint8Array;
  readonly verbs: Uint8Array;
}

/** Tells IT from "it": by capitals, or, in a text all in capitals or all in small letters, by the words beside it. */
export function settleCase(tokens: Tokens, text: string, it: It): void {
  let capitals = 0;
  for (let index = 0; index < tokens.length; index += 1) if (tokens.letterCase[index] === 2) capitals += 1;
  const isShouted = tokens.length >= 4 && capitals > tokens.length * 0.7 && text !== text.toLowerCase();
  for (let index = 0; index < tokens.length; index += 1) {
    if (tokens.word[index] !== it.word) continue;
    const after = tokens.word[index + 1] ?? 0;
    const before = index > 0 ? (tokens.word[index - 1] ?? 0) : 0;
    const beside = it.before[before] === 1 || (index + 1 < tokens.length && it.faults[after] === 1);
    if (beside) tokens.letterCase[index] = 2;
    else if (isShouted && index + 1 < tokens.length && it.verbs[after] === 1) tokens.letterCase[index] = 0;
  }
}

/** The words beside "it" by number. */
export function pronounTable(lexicon: Lexicon): It {
  return {
    word: lexicon.idOf('it'),
    faults: flags(lexicon, outageWords),
    before: flags(lexicon, beforeIt),
    verbs: flags(lexicon, afterPronoun),
  };
}

/** 1 for each of the words, by number. */
export function flags(lexicon: Lexicon, words: readonly string[]): Uint8Array {
  const found = new Uint8Array(lexicon.size);
  for (const word of words) found[lexicon.idOf(word)] = 1;
  return found;
}
