import { hashWord } from './lexicon.ts';
import type { Reading } from './reading.ts';

/** Small words of languages that people post in here and that we do not read; none of them is an English or Welsh word. */
const theirs =
  'le les des une est sont nous vous pas dans pour avec sur votre notre aux cette nos vos qui jest nie sie czy dla przez oraz nasze naszej nasz prosimy jestesmy moze tylko ze jak tym der und nicht wir mit fur auf ist sind eine einen unsere bitte el los las por para con nuestro nuestra esta del que una nao os em uma nossa il di che non per gli della sono nella si este pentru din nu va dumneavoastra ir yra mes kad del su';
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
