import { fold, separator, skipped } from '../classify/fold.ts';
import { beforePlaces, greetings, notNames, placeNouns, placeWords, polite } from './lists.ts';
import { systemWords } from './marks.ts';

/** A stretch of a text between stops, line breaks or emojis; `start` and `end` are UTF-16 offsets, end exclusive. */
export interface Sentence {
  readonly words: readonly string[];
  readonly start: number;
  readonly end: number;
  /** Thanks and apologies alone: everybody writes them, so they tell nothing of who copied whom. */
  readonly isPolite: boolean;
  /** Broken off by an ellipsis or "read more": what would follow is not known. */
  readonly isCut: boolean;
}

interface Read {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly isCapital: boolean;
  readonly endsSentence: boolean;
  /** Part of a hashtag. */
  readonly isTag: boolean;
  /** An ellipsis follows without a space. */
  readonly isCut: boolean;
}

/** Longer posts are compared by their beginning: no notice that practices copy has two thousand words. */
const mostWords = 2_000;

/**
 * The words that a text is compared by, in sentences: folded, without links, addresses, handles, numbers, closing hashtags, an opening
 * greeting, "… read more" and the name of a practice. Any string is read.
 */
export function readSentences(text: string): readonly Sentence[] {
  return split(withoutNames(withoutGreeting(withoutTail(readWords(text)))));
}

const link = /:\/\/|^www\.|^@|[a-z0-9]@[a-z0-9]/i;
const entity = /&(?:amp|nbsp|quot|#\d{1,5}|[a-z]{2,6});/g;
const emoji = /\p{Extended_Pictographic}/u;
/** How much of a piece's end is looked at for marks that close it: 80,000 dots before a letter took a minute to read. */
const mostMarks = 32;
// eslint-disable-next-line regexp/no-super-linear-move -- reads `mostMarks` characters at most
const cut = /(?:…|\.\.\.)\W*$/u;
// eslint-disable-next-line regexp/no-super-linear-move -- reads `mostMarks` characters at most
const stop = /[.!?…][\p{P}\p{S}]*$/u;

function readWords(text: string): Read[] {
  const words: Read[] = [];
  // Entities give way to as many spaces, so that offsets stay those of the text.
  const plain = text.includes('&') ? text.replace(entity, (found) => ' '.repeat(found.length)) : text;
  for (const found of plain.matchAll(/\S+|[\n\r\u2028\u2029]/g)) {
    const [piece] = found;
    const isBreak = /^[\n\r\u2028\u2029]/.test(piece);
    if (isBreak || link.test(piece)) {
      if (isBreak) closeSentence(words);
      continue;
    }
    const isTag = piece.startsWith('#');
    addWords(piece, found.index, words, isTag);
    const end = piece.slice(-mostMarks);
    if (stop.test(end) || emoji.test(piece)) closeSentence(words);
    const last = words.at(-1);
    if (cut.test(end) && last !== undefined) words[words.length - 1] = { ...last, isCut: true };
    if (words.length >= mostWords) break;
  }
  return words;
}

function closeSentence(words: Read[]): void {
  const last = words.at(-1);
  if (last !== undefined && !last.endsSentence) words[words.length - 1] = { ...last, endsSentence: true };
}

/** The folded words of one piece between spaces; those with a digit are left out. */
function addWords(piece: string, offset: number, words: Read[], isTag: boolean): void {
  let word = '';
  let start = 0;
  let hasDigit = false;
  for (let index = 0; index <= piece.length; index += 1) {
    const folded = index < piece.length ? (fold[piece.charCodeAt(index)] ?? separator) : separator;
    if (folded === skipped || folded === 0x27) continue;
    if (folded !== separator) {
      if (word === '') start = index;
      word += String.fromCharCode(folded);
      if (folded >= 0x30 && folded <= 0x39) hasDigit = true;
      continue;
    }
    if (word !== '' && (!hasDigit || systemWords.has(word))) {
      const initial = piece.charAt(start);
      const isCapital = initial !== initial.toLowerCase();
      words.push({ text: word, start: offset + start, end: offset + index, isCapital, endsSentence: false, isTag, isCut: false });
    }
    word = '';
    hasDigit = false;
  }
}

/** Hashtags at the end are for being found, and "read more" is the platform's. */
function withoutTail(words: readonly Read[]): readonly Read[] {
  let size = words.length;
  while (size > 0 && words[size - 1]?.isTag === true) size -= 1;
  const last = words.slice(Math.max(0, size - 2), size).map(({ text }) => text);
  const hasMore = size > 8 && more.has(last.join(' '));
  if (hasMore) size -= 2;
  const end = words[size - 1];
  if (size <= 8 || end === undefined || !(end.isCut || hasMore)) return words.slice(0, size);
  // The word before an ellipsis may be half a word.
  const kept = words.slice(0, end.isCut ? size - 1 : size);
  return kept.map((word, index) => (index === kept.length - 1 ? { ...word, isCut: true } : word));
}

const more: ReadonlySet<string> = new Set(['read more', 'see more', 'continue reading']);

function withoutGreeting(words: readonly Read[]): readonly Read[] {
  let first = 0;
  while (first < words.length && first < 6 && greetings.has(words[first]?.text ?? '')) first += 1;
  return words.slice(first);
}

/** "Alderbrook Surgery" and "Ferndale Medical Centre" read alike: the capitalised words before such a noun are a name. */
function withoutNames(words: readonly Read[]): readonly Read[] {
  const capitals = words.reduce((sum, { isCapital }) => sum + (isCapital ? 1 : 0), 0);
  if (capitals * 2 > words.length) return words;
  const dropped = new Set<number>();
  words.forEach(({ text, isCapital }, index) => {
    for (let at = index + 1; beforePlaces.has(text) && at <= index + 3 && isName(words[at]); at += 1) dropped.add(at);
    if (!placeNouns.has(text)) return;
    let at = index - 1;
    while (at >= 0 && index - at <= 3 && isCapital && placeWords.has(words[at]?.text ?? '')) dropped.add(at--);
    for (let length = 0; length < 3 && isName(words[at]) && words[at]?.endsSentence === false; length += 1) dropped.add(at--);
    if (dropped.has(index - 1)) dropped.add(index);
  });
  return words.filter((_, index) => !dropped.has(index));
}

function isName(word: Read | undefined): boolean {
  return word !== undefined && word.isCapital && !notNames.has(word.text) && !systemWords.has(word.text);
}

function split(words: readonly Read[]): readonly Sentence[] {
  const sentences: Sentence[] = [];
  let from = 0;
  words.forEach(({ endsSentence }, index) => {
    if (!endsSentence && index < words.length - 1) return;
    const own = words.slice(from, index + 1);
    from = index + 1;
    const texts = own.map(({ text }) => text);
    const isPolite = texts.every((text) => polite.has(text));
    sentences.push({
      words: texts,
      start: own[0]?.start ?? 0,
      end: own.at(-1)?.end ?? 0,
      isPolite,
      isCut: index === words.length - 1 && own.at(-1)?.isCut === true,
    });
  });
  return sentences;
}
