import { apostrophe, fold, foldAstral, separator, skipped } from './fold.ts';
import { longestWord } from './lexicon.ts';

/** The folded characters of the run read last; longer runs are cut. */
export const key = new Uint16Array(longestWord + 8);

export interface Run {
  readonly at: number;
  readonly length: number;
  readonly letters: number;
  readonly capitals: number;
  readonly startsCapital: boolean;
  readonly isNumber: boolean;
}

/** Folds a run into `key`; an apostrophe stays inside a word, accents and joiners fall away, `9.30` and `a.m` hold together. */
export function readRun(text: string, from: number, to: number): Run {
  let at = from;
  let length = 0;
  let letters = 0;
  let capitals = 0;
  let digits = 0;
  let startsCapital = false;
  while (at < to) {
    const code = text.charCodeAt(at);
    let folded = fold[code] ?? 0;
    let width = 1;
    if (folded === separator && code >= 0xd800 && code <= 0xdbff) {
      folded = foldAstral(text.codePointAt(at) ?? 0);
      width = 2;
    }
    if (code === 0x26 && length > 0) {
      width = escapedApostrophe(text, at);
      if (width === 0) break;
      if (length < longestWord + 2) key[length] = apostrophe;
      length += 1;
    } else if (folded === separator) {
      if (!holdsTogether(text, at, code, letters, length)) break;
    } else if (folded === apostrophe) {
      if ((fold[text.charCodeAt(at + 1)] ?? 0) <= apostrophe) break;
      if (length < longestWord + 2) key[length] = apostrophe;
      length += 1;
    } else if (folded > skipped) {
      if (length < longestWord + 2) key[length] = folded;
      const isDigit = folded >= 0x30 && folded <= 0x39;
      if (isDigit) digits += 1;
      else {
        const isCapital = width === 1 && code !== folded && isUpper(code);
        if (letters === 0 && isCapital) startsCapital = true;
        if (isCapital) capitals += 1;
        letters += 1;
      }
      length += 1;
    }
    at += width;
  }
  return {
    at,
    length,
    letters,
    capitals,
    startsCapital,
    isNumber: digits > 0 && (letters === 0 || (letters === 2 && digits <= 4)),
  };
}

/** Length of `&#39;` and its kind inside a word; 0 where there is none. */
function escapedApostrophe(text: string, at: number): number {
  for (const mark of ['&#39;', '&#039;', '&#x27;', '&apos;', '&rsquo;', '&#8217;']) {
    if (text.startsWith(mark, at) && (fold[text.charCodeAt(at + mark.length)] ?? 0) > apostrophe) return mark.length;
  }
  return 0;
}

export function isUpper(code: number): boolean {
  if (code < 0x80) return code >= 0x41 && code <= 0x5a;
  const char = String.fromCharCode(code);
  return char !== char.toLowerCase();
}

/** `9.30`, `9:30` and `a.m.` are one word. */
function holdsTogether(text: string, at: number, code: number, letters: number, length: number): boolean {
  if (code !== 0x2e && code !== 0x3a) return false;
  const next = fold[text.charCodeAt(at + 1)] ?? 0;
  const isDigit = next >= 0x30 && next <= 0x39;
  if (letters === 0 && isDigit) return true;
  return code === 0x2e && letters === 1 && length === 1 && next > apostrophe && !isDigit && text.charCodeAt(at + 2) === 0x2e;
}
