import list from '../senses/senses.json' with { type: 'json' };
import { hashEnd, hashStart, hashStep } from './lexicon.ts';
import { mix } from './mix.ts';

/**
 * What a word means, by the hash that the model knows the word by: words of like meaning have one number. A word that we have no likes of
 * means itself.
 */
export function senseOf(word: number): number {
  for (let slot = word & mask; ; slot = (slot + 1) & mask) {
    if (senses[slot] === 0) return word;
    if (words[slot] === word) return senses[slot] as number;
  }
}

const space = 0x20;
const mask = 2 ** 17 - 1;
const words = new Int32Array(mask + 1);
const senses = new Int32Array(mask + 1);

// Letter by letter over each line: this is read at every start.
for (const line of list.senses) {
  let sense = 0;
  let value = hashStart;
  for (let index = 0; index <= line.length; index += 1) {
    const letter = index < line.length ? line.charCodeAt(index) : space;
    if (letter !== space) {
      value = hashStep(value, letter);
      continue;
    }
    const word = hashEnd(value);
    // Its first word names a sense.
    if (sense === 0) sense = mix(word, 127);
    let slot = word & mask;
    while (senses[slot] !== 0 && words[slot] !== word) slot = (slot + 1) & mask;
    words[slot] = word;
    senses[slot] = sense;
    value = hashStart;
  }
}
