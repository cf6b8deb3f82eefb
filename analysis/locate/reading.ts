import type { Kind } from './kinds.ts';
import { kinds } from './kinds.ts';
import type { Words } from './words.ts';
import { capital, keyOf, tag } from './words.ts';

/** A name found in a text: words `from` to `to` (exclusive). */
export interface Span {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** A text with what the guards ask of it. */
export interface Reading {
  readonly text: string;
  readonly words: Words;
  /** Written in capitals throughout: a capital then says nothing. */
  readonly shouted: boolean;
  /** It speaks of British health care. */
  readonly ofCare: boolean;
  /** It names a country or town abroad. */
  readonly ofAbroad: boolean;
  /** Whether the word is of that kind; no word beyond the text is of any. */
  is(index: number, kind: Kind): boolean;
  /** Whether any word is. */
  has(kind: Kind): boolean;
}

/**
 * Prepares the reading of texts that are cut into `words` one after the other; `restart` forgets the text before. What the guards ask of a whole
 * text is worked out when first asked, as most texts name no place.
 */
export function createReading(words: Words, list: Int32Array): Reading & { restart(): void } {
  let shouted: boolean | null = null;
  let ofCare: boolean | null = null;
  let ofAbroad: boolean | null = null;
  const is = (index: number, kind: Kind): boolean =>
    index >= 0 && index < words.count && ((list[words.ids[index] ?? 0] ?? 0) & kind) !== 0;
  const has = (kind: Kind): boolean => {
    for (let index = 0; index < words.count; index += 1) if (is(index, kind)) return true;
    return false;
  };
  return {
    words,
    is,
    has,
    restart() {
      shouted = ofCare = ofAbroad = null;
    },
    get text() {
      return words.text;
    },
    get shouted() {
      return (shouted ??= isShouted(words.text));
    },
    get ofCare() {
      return (ofCare ??= has(kinds.careWord));
    },
    get ofAbroad() {
      return (ofAbroad ??= has(kinds.abroad) && namesAbroad(words, is));
    },
  };
}

function namesAbroad(words: Words, is: Reading['is']): boolean {
  for (let index = 0; index < words.count; index += 1)
    if (is(index, kinds.abroad) && isCapital(words, index) && keyOf(words, index - 1) !== 'northern') return true;
  return false;
}

/** The words beside a name and what they say of it; -1 where none stands close by. */
export interface Around {
  readonly capital: boolean;
  readonly next: number;
  readonly previous: number;
  readonly preposition: boolean;
  /** "Bath surgeries", "our Armadale branch". */
  readonly careAfter: boolean;
  readonly tag: boolean;
}

export function look(reading: Reading, span: Span): Around {
  const { text, words } = reading;
  const next = adjacent(reading, span.to - 1) ? span.to : -1;
  const previous = adjacent(reading, span.from - 1) ? span.from - 1 : -1;
  return {
    capital: hasCapital(words, span),
    next,
    previous,
    preposition: previous >= 0 && isPreposition(reading, previous),
    careAfter: reading.is(next, kinds.careNoun) || (reading.is(next, kinds.organisationNoun) && !isCapital(words, next)),
    tag: ((words.marks[span.from] ?? 0) & tag) !== 0 && text.charAt((words.starts[span.from] ?? 0) - 1) === '#',
  };
}

export function isCapital({ marks, count }: Words, index: number): boolean {
  return index >= 0 && index < count && ((marks[index] ?? 0) & capital) !== 0;
}

export function hasCapital(words: Words, { from, to }: Pick<Span, 'from' | 'to'>): boolean {
  for (let at = from; at < to; at += 1) if (isCapital(words, at)) return true;
  return false;
}

// What stands before and after, as far as a guard looks; a stroke marks that the text goes on.
export function headOf({ text, words }: Reading, span: Span): string {
  const start = words.starts[span.from] ?? 0;
  return (start > window ? '\u00a6' : '') + text.slice(Math.max(0, start - window), start);
}

export function tailOf({ text, words }: Reading, span: Span): string {
  const end = words.ends[span.to - 1] ?? 0;
  return text.slice(end, end + window) + (end + window < text.length ? '\u00a6' : '');
}

const window = 24;

// "in the", "across north": an article or compass point may stand between.
function isPreposition(reading: Reading, index: number): boolean {
  if (reading.is(index, kinds.preposition)) return true;
  return (
    (reading.is(index, kinds.compass) || keyOf(reading.words, index) === 'the') &&
    adjacent(reading, index - 1) &&
    reading.is(index - 1, kinds.preposition)
  );
}

// Only spaces (or the hyphen of "Leeds-based", the # of a tag) between this word and the next.
export function adjacent({ text, words }: Reading, index: number): boolean {
  if (index < 0 || index + 1 >= words.count) return false;
  const [left, right] = [words.ends[index] ?? 0, words.starts[index + 1] ?? 0];
  if (right - left === 1 && text.charCodeAt(left) === 0x20) return true;
  return right - left <= 4 && /^[ \t\u00a0]*[-#]?$/.test(text.slice(left, right));
}

export function gapBetween({ text, words }: Reading, left: number, right: number): string {
  return text.slice(words.ends[left], words.starts[right]);
}

export function isShouted(text: string): boolean {
  let [upper, lower] = [0, 0];
  for (let at = 0; at < text.length && at < 2000; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= 65 && code <= 90) upper += 1;
    else if (code >= 97 && code <= 122) lower += 1;
  }
  return upper > 1 && upper > lower * 3;
}
