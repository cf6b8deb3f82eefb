import { hashWord } from './lexicon.ts';
import type { Reading } from './reading.ts';

/** Small words of French, Polish, German, Spanish, Portuguese, Italian, Romanian and Lithuanian; an English text may hold one or two, and then many of ours. */
const theirs =
  'le la les des est je ne nous vous toute matin sont dans avec cette notre votre aux nos vos qui pas une jest nie sie czy dla przez oraz nasze naszej nasz prosimy jestesmy tylko und nicht wir eine einen unsere bitte ist sind los las por para nuestro nuestra esta que una nao uma nossa gli della sono nella si este pentru din dumneavoastra ir yra kad';
const ours =
  'the and is are we our you your to of in for with not be this that on it have has at from will can please a i my no up down back but';

const foreign = hashesOf(theirs);
const english = hashesOf(ours);
/** 1 where a foreign word may have these last bits: most words have others, and need no look into the set. */
const endings = new Uint8Array(1024);
for (const word of foreign) endings[word & 1023] = 1;

/** Whether a text is in a language that we cannot read: it then claims nothing that we could hear. Welsh and mixed posts are read. */
export function isForeign({ hash, length }: Reading): boolean {
  const size = Math.min(length, 200);
  let their = 0;
  for (let unit = 0; unit < size; unit += 1) if (isTheirs(hash[unit] ?? 0)) their += 1;
  if (their < 2) return false;
  let our = 0;
  for (let unit = 0; unit < size; unit += 1) if (!isTheirs(hash[unit] ?? 0) && english.has(hash[unit] ?? 0)) our += 1;
  return their >= our * 2;
}

function isTheirs(word: number): boolean {
  return endings[word & 1023] === 1 && foreign.has(word);
}

function hashesOf(words: string): ReadonlySet<number> {
  return new Set(
    words.split(' ').map((word) =>
      hashWord(
        Uint16Array.from(word, (letter) => letter.charCodeAt(0)),
        word.length,
      ),
    ),
  );
}
