import { abroad, personWords } from '../gazetteer/ordinary.ts';
import { closingNouns } from './names.ts';
import {
  careNouns,
  careWords,
  compass,
  joiners,
  organisationNouns,
  otherNouns,
  prepositions,
  setOf,
  streetNouns,
} from './nouns.ts';
import type { Vocabulary } from './vocabulary.ts';

/** What the guards ask of a word, one bit each. */
export const kinds = {
  joiner: 1,
  preposition: 2,
  compass: 4,
  careNoun: 8,
  organisationNoun: 16,
  streetNoun: 32,
  otherNoun: 64,
  careWord: 128,
  person: 256,
  abroad: 512,
  firstPerson: 1024,
  closing: 2048,
} as const;

export type Kind = (typeof kinds)[keyof typeof kinds];

/** The kinds of each word, by its number: asking is then one look into a list. */
export function listKinds(vocabulary: Vocabulary): Int32Array {
  const pairs = Object.entries(lists).flatMap(([kind, words]) =>
    [...words].map((word) => [vocabulary.add(word), kinds[kind as keyof typeof kinds]] as const),
  );
  const list = new Int32Array(vocabulary.size + 1);
  for (const [id, kind] of pairs) list[id] = (list[id] ?? 0) | kind;
  return list;
}

const lists: Readonly<Record<keyof typeof kinds, ReadonlySet<string>>> = {
  joiner: joiners,
  preposition: prepositions,
  compass,
  careNoun: careNouns,
  organisationNoun: organisationNouns,
  streetNoun: streetNouns,
  otherNoun: otherNouns,
  careWord: careWords,
  person: personWords,
  abroad,
  firstPerson: setOf('we our us ours weve im ive my i here'),
  closing: closingNouns,
};
