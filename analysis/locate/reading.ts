import { abroad } from '../gazetteer/ordinary.ts';
import { careNouns, careWords, compass, organisationNouns, prepositions } from './nouns.ts';
import type { Word } from './words.ts';

/** A name found in a text: words `from` to `to` (exclusive). */
export interface Span {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** A text with what the guards ask of it, worked out once. */
export interface Reading {
  readonly text: string;
  readonly words: readonly Word[];
  /** Written in capitals throughout: a capital then says nothing. */
  readonly shouted: boolean;
  /** It speaks of British health care. */
  readonly ofCare: boolean;
  /** It names a country or town abroad. */
  readonly ofAbroad: boolean;
}

/** Prepares a text for the guards; what they ask of the whole text is worked out when first asked, as most texts name no place. */
export function read(text: string, words: readonly Word[]): Reading {
  const asked: { shouted?: boolean; ofCare?: boolean; ofAbroad?: boolean } = {};
  return {
    text,
    words,
    get shouted() {
      return (asked.shouted ??= isShouted(text));
    },
    get ofCare() {
      return (asked.ofCare ??= words.some(({ key }) => careWords.has(key)));
    },
    get ofAbroad() {
      return (asked.ofAbroad ??= words.some(
        ({ key, capital }, at) => capital && abroad.has(key) && words[at - 1]?.key !== 'northern',
      ));
    },
  };
}

/** The words beside a name and what they say of it. */
export interface Around {
  readonly capital: boolean;
  readonly next: Word | undefined;
  readonly previous: Word | undefined;
  readonly preposition: boolean;
  /** "Bath surgeries", "our Armadale branch". */
  readonly careAfter: boolean;
  readonly tag: boolean;
}

export function look(reading: Reading, span: Span): Around {
  const { text, words } = reading;
  const next = adjacent(reading, span.to - 1) ? words[span.to] : undefined;
  const previous = adjacent(reading, span.from - 1) ? words[span.from - 1] : undefined;
  const first = words[span.from];
  let capital = false;
  for (let at = span.from; at < span.to; at += 1) if (words[at]?.capital === true) capital = true;
  return {
    capital,
    next,
    previous,
    preposition: previous !== undefined && isPreposition(reading, span.from - 1),
    careAfter: next !== undefined && (careNouns.has(next.key) || (organisationNouns.has(next.key) && !next.capital)),
    tag: first?.tag === true && text.charAt(first.start - 1) === '#',
  };
}

// What stands before and after, as far as a guard looks; a stroke marks that the text goes on.
export function headOf({ text, words }: Reading, span: Span): string {
  const start = words[span.from]?.start ?? 0;
  return (start > window ? '\u00a6' : '') + text.slice(Math.max(0, start - window), start);
}

export function tailOf({ text, words }: Reading, span: Span): string {
  const end = words[span.to - 1]?.end ?? 0;
  return text.slice(end, end + window) + (end + window < text.length ? '\u00a6' : '');
}

const window = 24;

// "in the", "across north": an article or compass point may stand between.
function isPreposition(reading: Reading, index: number): boolean {
  const key = reading.words[index]?.key ?? '';
  if (prepositions.has(key)) return true;
  return (
    (key === 'the' || compass.has(key)) &&
    index > 0 &&
    adjacent(reading, index - 1) &&
    prepositions.has(reading.words[index - 1]?.key ?? '')
  );
}

// Only spaces (or the hyphen of "Leeds-based", the # of a tag) between this word and the next.
export function adjacent(reading: Reading, index: number): boolean {
  if (index < 0 || index + 1 >= reading.words.length) return false;
  const [left, right] = [reading.words[index]?.end ?? 0, reading.words[index + 1]?.start ?? 0];
  if (right - left === 1 && reading.text.charCodeAt(left) === 0x20) return true;
  return right - left <= 4 && /^[ \t\u00a0]*[-#]?$/.test(reading.text.slice(left, right));
}

export function gapBetween({ text, words }: Reading, left: number, right: number): string {
  return text.slice(words[left]?.end, words[right]?.start);
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
