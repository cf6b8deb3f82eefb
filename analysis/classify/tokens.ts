import { addressAt, endOfLink, isLink } from './address.ts';
import { apostrophe, fold, foldAstral, skipped } from './fold.ts';
import type { Lexicon } from './lexicon.ts';
import { hashEnd, hashStem, hashWord, longestWord, stemLength } from './lexicon.ts';
import { entityAt, pauseOf, tagAt } from './marks.ts';
import { plain, readPlain } from './plain.ts';
import type { Run } from './run.ts';
import { isUpper, key, readRun } from './run.ts';

/** The words of a text: numbers, offsets into the original, letter case (0 lower, 1 capital first, 2 capitals) and what stands before. */
export interface Tokens {
  length: number;
  readonly word: Uint16Array;
  /** What the model knows each word by. */
  readonly hash: Int32Array;
  readonly stem: Int32Array;
  readonly letterCase: Uint8Array;
  /** 0 nothing, 1 comma, colon, dash or bracket, 2 end of a sentence. */
  readonly pause: Uint8Array;
  /** 1 where a question mark follows before the next token's sentence begins. */
  readonly asked: Uint8Array;
  readonly start: Uint32Array;
  readonly end: Uint32Array;
}

/** Longer posts are read to here: nobody reports an outage after four thousand words. */
export const mostTokens = 4_000;

export function newTokens(): Tokens {
  const size = mostTokens + 8;
  return {
    length: 0,
    word: new Uint16Array(size),
    hash: new Int32Array(size),
    stem: new Int32Array(size),
    letterCase: new Uint8Array(size),
    pause: new Uint8Array(size),
    asked: new Uint8Array(size),
    start: new Uint32Array(size),
    end: new Uint32Array(size),
  };
}

/** Reads words the rules do not know: contractions, slips of the pen, numbers; returns the word numbers it stands for. */
export interface Reader {
  readonly lexicon: Lexicon;
  /** By number, the words that a known spelling stands for (`can't` is can, not); none where it stands for itself. */
  readonly expansions: readonly (readonly number[] | undefined)[];
  /** Last resort for the unknown word in `key[0, length)`; 0 where it means nothing to us. */
  guess(key: Uint16Array, length: number): number;
  /** Parts of an unknown lower-case hashtag; empty where it cannot be split. */
  split(tag: string): readonly string[];
}

const hard = 2;

/** Fills `tokens` from `text`. Addresses and links are no words; what they stand beside reads as if they were not there. */
export function tokenise(text: string, reader: Reader, tokens: Tokens): void {
  tokens.length = 0;
  let pause = hard;
  let at = 0;
  while (at < text.length && tokens.length < mostTokens) {
    const code = text.charCodeAt(at);
    const folded = fold[code] ?? 0;
    if (folded > skipped && folded !== apostrophe) {
      if (readPlain(text, at)) {
        pushPlain(at, reader, tokens, pause);
        pause = 0;
        at = plain.end;
        continue;
      }
      const past = wordAt(text, at, at, reader, tokens, pause);
      if (past.isWord) pause = 0;
      at = past.at;
      continue;
    }
    if (code === 0x23 || code === 0xff03) {
      const past = hashtagAt(text, at + 1, reader, tokens, pause);
      if (past > at + 1) pause = 0;
      at = past;
      continue;
    }
    if (code >= 0xd800 && code <= 0xdbff && foldAstral(text.codePointAt(at) ?? 0) > skipped) {
      const past = wordAt(text, at, at, reader, tokens, pause);
      pause = 0;
      at = past.at;
      continue;
    }
    if (code === 0x26) {
      const entity = entityAt(text, at);
      at = entity.at;
      pause = Math.max(pause, entity.pause);
      continue;
    }
    if (code === 0x3c) {
      const tag = tagAt(text, at);
      at = tag.at;
      pause = Math.max(pause, tag.pause);
      continue;
    }
    if (code === 0x3f) markAsked(tokens);
    pause = Math.max(pause, pauseOf(text, at, code));
    at += 1;
  }
}

/** A run of letters and digits with the marks that hold a word together; links and addresses are stepped over. */
function wordAt(
  text: string,
  begin: number,
  from: number,
  reader: Reader,
  tokens: Tokens,
  pause: number,
): { at: number; isWord: boolean } {
  const run = readRun(text, from, text.length);
  const after = text.charCodeAt(run.at);
  if (isLink(text, begin, run, after)) return { at: endOfLink(text, run.at), isWord: false };
  if (after === 0x2e || after === 0x40) {
    const past = addressAt(text, begin, run.at);
    if (past > run.at) return { at: past, isWord: push(text, begin, { ...run, at: past }, reader, tokens, pause, true) };
  }
  return { at: run.at, isWord: push(text, begin, run, reader, tokens, pause, false) };
}

function pushPlain(begin: number, reader: Reader, tokens: Tokens, pause: number): void {
  const { length, capitals, startsCapital, end } = plain;
  const hash = hashEnd(plain.hash);
  const known = reader.lexicon.findHashed(hash, key, length);
  const id = known === 0 ? reader.guess(key, length) : known;
  const letterCase = capitals === length && length >= 2 ? 2 : startsCapital ? 1 : 0;
  if (id === 0) append(tokens, 0, hash, length > stemLength ? ~hashEnd(plain.stem) : 0, letterCase, pause, begin, end);
  else appendKnown(tokens, id, reader, letterCase, pause, begin, end);
}

function push(text: string, begin: number, run: Run, reader: Reader, tokens: Tokens, pause: number, isAddress: boolean): boolean {
  const id = isAddress ? reader.lexicon.find(key, foldAddress(text, begin, run.at)) : lookUp(run, reader);
  if (isAddress && id === 0) return false;
  const letterCase = run.letters > 0 && run.length >= 2 && run.capitals === run.letters ? 2 : run.startsCapital ? 1 : 0;
  const length = Math.min(run.length, longestWord);
  if (id === 0) append(tokens, 0, hashWord(key, length), hashStem(key, length), letterCase, pause, begin, run.at);
  else appendKnown(tokens, id, reader, letterCase, pause, begin, run.at);
  return true;
}

function appendKnown(
  tokens: Tokens,
  id: number,
  { lexicon: { hashes, stems }, expansions }: Reader,
  letterCase: number,
  pause: number,
  begin: number,
  end: number,
): void {
  const words = expansions[id];
  if (words === undefined) {
    append(tokens, id, hashes[id] ?? 0, stems[id] ?? 0, letterCase, pause, begin, end);
    return;
  }
  let before = pause;
  for (const word of words) {
    append(tokens, word, hashes[word] ?? 0, stems[word] ?? 0, letterCase, before, begin, end);
    before = 0;
  }
}

function lookUp(run: Run, reader: Reader): number {
  const { lexicon } = reader;
  if (run.length > longestWord) return 0;
  const known = lexicon.find(key, run.length);
  if (known !== 0) return known;
  if (run.isNumber) return lexicon.idOf('#');
  const mark = key.subarray(0, run.length).indexOf(apostrophe);
  if (mark > 0) {
    // A possessive: "the surgery's", "EMIS's".
    const owner = lexicon.find(key, mark);
    return owner;
  }
  return reader.guess(key, run.length);
}

function foldAddress(text: string, begin: number, end: number): number {
  const length = Math.min(end - begin, longestWord);
  for (let index = 0; index < length; index += 1) {
    const code = text.charCodeAt(begin + index);
    key[index] = code === 0x2e ? code : (fold[code] ?? 0);
  }
  return length;
}

function append(
  tokens: Tokens,
  word: number,
  hash: number,
  stem: number,
  letterCase: number,
  pause: number,
  start: number,
  end: number,
): void {
  const index = tokens.length;
  tokens.word[index] = word;
  tokens.hash[index] = hash;
  tokens.stem[index] = stem;
  tokens.letterCase[index] = letterCase;
  tokens.pause[index] = index === 0 ? hard : pause;
  tokens.asked[index] = 0;
  tokens.start[index] = start;
  tokens.end[index] = end;
  tokens.length = index + 1;
}

/** `#EMISDown` is EMIS, Down; `#emisdown` is split by the words we know. */
function hashtagAt(text: string, from: number, reader: Reader, tokens: Tokens, pause: number): number {
  let end = from;
  while (end < text.length && (fold[text.charCodeAt(end)] ?? 0) > apostrophe) end += 1;
  if (end === from || end - from > 80) return end === from ? from : end;
  let begin = from;
  let before = pause;
  for (let at = from + 1; at <= end; at += 1) {
    if (at < end && !isBoundary(text, at, end)) continue;
    tagPart(text, begin, at, reader, tokens, before);
    before = 0;
    begin = at;
  }
  return end;
}

function tagPart(text: string, from: number, to: number, reader: Reader, tokens: Tokens, pause: number): void {
  const run = readRun(text, from, to);
  const parts = lookUp(run, reader) === 0 ? reader.split(text.substring(from, to).toLowerCase()) : [];
  if (parts.length < 2) {
    push(text, from, { ...run, at: to }, reader, tokens, pause, false);
    return;
  }
  let at = from;
  for (const part of parts) {
    push(text, at, readRun(text, at, at + part.length), reader, tokens, at === from ? pause : 0, false);
    at += part.length;
  }
}

/** A capital after a small letter, or the last capital before a small one: `EMISDown`, `NHSApp`, `ITOutage`. */
function isBoundary(text: string, at: number, end: number): boolean {
  const here = isUpper(text.charCodeAt(at));
  if (!here) return false;
  if (!isUpper(text.charCodeAt(at - 1))) return true;
  const following = at + 1 < end ? text.charCodeAt(at + 1) : 0;
  return following !== 0 && !isUpper(following) && (fold[following] ?? 0) > 0x39;
}

function markAsked(tokens: Tokens): void {
  if (tokens.asked[tokens.length - 1] === 1) return;
  for (let index = tokens.length - 1; index >= 0; index -= 1) {
    tokens.asked[index] = 1;
    if (tokens.pause[index] === hard) return;
  }
}
