import {
  apostrophe,
  atSign,
  colon,
  curlyApostrophe,
  dot,
  endOfRun,
  endOfWord,
  isAddress,
  isDigit,
  isUpper,
  isWordCode,
} from './letters.ts';
import type { Vocabulary } from './vocabulary.ts';
import { createVocabulary, hashStart, hashStep } from './vocabulary.ts';

/** The words of a text as numbers, `count` of them; the lists may be longer. They hold until the next text is cut into the same lists. */
export interface Words {
  text: string;
  /** The UTF-16 codes of the text and a 0: a list of numbers is read faster than a string. */
  codes: Uint16Array;
  count: number;
  /** UTF-16 offsets, end exclusive. */
  starts: Int32Array;
  ends: Int32Array;
  /** The word in the Vocabulary, and the word without a possessive ("cornwall" for "Cornwall's", 0 where it has none); 0 for an unknown one. */
  ids: Int32Array;
  stems: Int32Array;
  marks: Uint8Array;
  /** The marks of all its words together. */
  seen: number;
}

/** What a word's mark says: a large first letter or a `#` before it; part of a hashtag; letters, then a digit; ends in `'s`. */
export const capital = 1;
export const tag = 2;
export const coded = 4;
export const possessive = 8;

/** Lists for texts of up to `longest` characters; longer ones get longer lists. */
export function emptyWords(longest = 1024): Words {
  const list = (): Int32Array => new Int32Array(longest);
  return {
    text: '',
    codes: new Uint16Array(longest + 1),
    count: 0,
    starts: list(),
    ends: list(),
    ids: list(),
    stems: list(),
    marks: new Uint8Array(longest),
    seen: 0,
  };
}

/**
 * Cuts a text into words. Addresses of the web, e-mail addresses and @handles name no place and are left out. `&` reads as "and".
 * Most words are plain and are hashed while looking for their end: most of the time of a post goes into this loop, so it calls little.
 */
export function cutWords(words: Words, text: string, vocabulary: Vocabulary): void {
  prepare(words, text);
  const { codes, starts, ends, ids, stems, marks } = words;
  let at = 0;
  let sign = 0;
  while (at < text.length) {
    let read = readings[codes[at] ?? 0] ?? 0;
    if (read <= mark || sign === hash || sign === atSign) {
      at = cutRare(words, at, sign, vocabulary);
      sign = codes[at - 1] ?? 0;
      continue;
    }
    const start = at;
    let value = hashStart;
    let bits = 0xff;
    while (read > mark) {
      value = Math.imul(value ^ read, hashStep);
      bits &= read;
      at += 1;
      read = readings[codes[at] ?? 0] ?? 0;
    }
    sign = codes[at] ?? 0;
    if (read !== 0 || sign === dot || sign === atSign || sign === colon) {
      at = cutOther(words, start, 0, vocabulary);
      sign = 0;
      continue;
    }
    const index = words.count;
    words.count = index + 1;
    starts[index] = start;
    ends[index] = at;
    ids[index] = vocabulary.find(value, codes, start, at);
    stems[index] = 0;
    const mine = (isUpper(codes[start] ?? 0) ? capital : 0) | ((bits & letterBit) === 0 ? codedMark(text, start, at) : 0);
    marks[index] = mine;
    words.seen |= mine;
    if (sign === space) at += 1;
  }
}

/** The form in which a word is compared: lower case, without accents and apostrophes; empty beyond the text. */
export function keyOf({ text, starts, ends, count }: Words, index: number): string {
  if (index < 0 || index >= count) return '';
  const [start = 0, end = 0] = [starts[index], ends[index]];
  return end - start === 1 && text.charCodeAt(start) === ampersand ? 'and' : fold(text.slice(start, end)).replaceAll("'", '');
}

/** The keys of the words `from` to `to`, exclusive, with single spaces between. */
export function keysOf(words: Words, from: number, to: number): string {
  let keys = keyOf(words, from);
  for (let index = from + 1; index < to; index += 1) keys += ` ${keyOf(words, index)}`;
  return keys;
}

/** The form in which names are compared: "St. Mary's & Co" becomes "st marys and co". */
export function nameKey(name: string): string {
  cutWords(scratch, name, nothing);
  return keysOf(scratch, 0, scratch.count);
}

const scratch = emptyWords();
const nothing = createVocabulary();

const ampersand = 0x26;
const space = 0x20;
const hash = 0x23;

// How each UTF-16 code reads in a word: the small letter or digit of ASCII; `other` for Latin letters with accents and for the marks that follow a
// letter in decomposed text; `mark` for an apostrophe, which is part of a word only between its letters; 0 for no part of a word.
const other = 1;
const mark = 2;
const readings = Uint8Array.from({ length: 2 ** 16 }, (_, code) => {
  if (code === apostrophe || code === curlyApostrophe) return mark;
  if (isWordCode(code)) return code < 0x80 ? String.fromCharCode(code).toLowerCase().charCodeAt(0) : other;
  return 0;
});

// Every letter of ASCII has it, no digit.
const letterBit = 0x40;

// Every second character may be a word of its own, and each of a run of "&".
function prepare(words: Words, text: string): void {
  if (words.codes.length <= text.length) Object.assign(words, emptyWords(2 * text.length));
  words.text = text;
  words.count = 0;
  words.seen = 0;
  const { codes } = words;
  for (let at = 0; at < text.length; at += 1) codes[at] = text.charCodeAt(at);
  codes[text.length] = 0;
}

// What is no plain word: signs, tags, handles.
function cutRare(words: Words, at: number, sign: number, vocabulary: Vocabulary): number {
  const code = words.codes[at] ?? 0;
  const read = readings[code] ?? 0;
  if (read !== 0 && read !== mark) return sign === hash ? cutTag(words, at, vocabulary) : cutOther(words, at, sign, vocabulary);
  if (code === ampersand) push(words, at, at + 1, vocabulary.idOf('and'), 0, 0);
  return at + 1;
}

// Words with apostrophes or accents, handles, and what may be an address.
function cutOther(words: Words, start: number, sign: number, vocabulary: Vocabulary): number {
  const { text } = words;
  const end = endOfWord(text, start);
  if (sign === atSign || isAddress(text, start, end)) return endOfRun(text, end);
  return pushFolded(words, start, end, 0, vocabulary);
}

// "#BurnhamOnSea" is three words; "#wirral" one.
function cutTag(words: Words, start: number, vocabulary: Vocabulary): number {
  const { text } = words;
  const end = endOfWord(text, start);
  if (isAddress(text, start, end)) return endOfRun(text, end);
  let from = start;
  for (let at = start + 1; at <= end; at += 1) {
    if (at < end && !(isUpper(text.charCodeAt(at)) && !isUpper(text.charCodeAt(at - 1)))) continue;
    pushFolded(words, from, at, tag | capital, vocabulary);
    from = at;
  }
  return end;
}

// The long way, for words with accents and for tags.
function pushFolded(words: Words, start: number, end: number, marks: number, vocabulary: Vocabulary): number {
  const written = words.text.slice(start, end);
  const plain = fold(written);
  const key = plain.replaceAll("'", '');
  const owned = plain.endsWith("'s");
  const first = written.charAt(0);
  push(
    words,
    start,
    end,
    vocabulary.idOf(key),
    owned ? vocabulary.idOf(key.slice(0, -1)) : 0,
    marks | (first === first.toLowerCase() ? 0 : capital) | (owned ? possessive : 0) | codedMark(written, 0, written.length),
  );
  return end;
}

function push(words: Words, start: number, end: number, id: number, stem: number, marks: number): void {
  const at = words.count;
  words.starts[at] = start;
  words.ends[at] = end;
  words.ids[at] = id;
  words.stems[at] = stem;
  words.marks[at] = marks;
  words.seen |= marks;
  words.count = at + 1;
}

// Decomposing turns "ô" into "o" and a mark; marks go. Most words are plain and skip this.
function fold(written: string): string {
  const lower = written.toLowerCase();
  if (!notPlain.test(lower)) return lower;
  return lower.replaceAll('\u2019', "'").normalize('NFD').replace(marked, '');
}

const notPlain = /[^\u0000-\u007f]/;
const marked = /[\u0300-\u036f]/g;

// A letter first and a digit soon: outcodes ("SK9", "M1") and codes of organisations ("N81086") begin so.
function codedMark(text: string, start: number, end: number): number {
  const length = end - start;
  if (length < 2 || text.charCodeAt(start) < 0x3a) return 0;
  const early = isDigit(text.charCodeAt(start + 1)) || (length > 2 && isDigit(text.charCodeAt(start + 2)));
  return early || (length > 3 && isDigit(text.charCodeAt(start + 3))) ? coded : 0;
}
