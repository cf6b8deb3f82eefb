import { hashWord } from './lexicon.ts';
import type { Reading } from './reading.ts';

/** Small words of French, Polish, German, Spanish, Portuguese, Italian, Romanian and Lithuanian; an English text may hold one or two, and then many of ours. */
const theirs =
  'le la les des est je ne nous vous toute matin sont dans avec cette notre votre aux nos vos qui pas une jest nie sie czy dla przez oraz nasze naszej nasz prosimy jestesmy tylko und nicht wir eine einen unsere bitte ist sind los las por para nuestro nuestra esta que una nao uma nossa gli della sono nella si este pentru din dumneavoastra ir yra kad';
const ours =
  'the and is are we our you your to of in for with not be this that on it have has at from will can please a i my no up down back but';

const foreign = hashesOf(theirs);
const english = hashesOf(ours);

/** Whether a text is in a language that we cannot read: it then claims nothing that we could hear. Welsh and mixed posts are read. */
export function isForeign(reading: Reading): boolean {
  let their = 0;
  let our = 0;
  const size = Math.min(reading.length, 200);
  for (let unit = 0; unit < size; unit += 1) {
    const word = reading.hash[unit] ?? 0;
    if (foreign.has(word)) their += 1;
    else if (english.has(word)) our += 1;
  }
  return their >= 2 && their >= our * 2;
}

function hashesOf(words: string): ReadonlySet<number> {
  return new Set(
    words.split(' ').map(
      (word) =>
        hashWord(
          Uint16Array.from(word, (letter) => letter.charCodeAt(0)),
          word.length,
        ).word,
    ),
  );
}
