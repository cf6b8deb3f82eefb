import { kinds } from './kinds.ts';
import { setOf } from './nouns.ts';
import type { Reading } from './reading.ts';
import { keyOf } from './words.ts';

/** Whether a text says something of its author ("our phones", "we are down"); "we hear that" and "not us" say nothing of them. */
export function speaksOfItself(reading: Reading): boolean {
  if (!reading.has(kinds.firstPerson)) return false;
  const { words } = reading;
  for (let index = 0; index < words.count; index += 1) {
    if (!reading.is(index, kinds.firstPerson)) continue;
    if (!isHearsay(reading, index) && !(keyOf(words, index) === 'us' && keyOf(words, index - 1) === 'not')) return true;
  }
  return false;
}

function isHearsay({ words }: Reading, index: number): boolean {
  const next = keyOf(words, index + 1);
  return hearing.has(next) || (helping.has(next) && hearing.has(keyOf(words, index + 2)));
}

const hearing = setOf('hear heard hearing told understand gather');
const helping = setOf('are were have ve re been m am');
