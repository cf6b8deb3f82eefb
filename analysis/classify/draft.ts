import type { Match } from './matcher.ts';
import type { Entity, Reading } from './reading.ts';
import { mostTokens } from './tokens.ts';

/** A Reading that is being filled. There is one, used again for each text: a dozen new lists a post were a sixth of its time. */
export interface Draft extends Reading {
  text: string;
  length: number;
  /** The word in a unit, as its number. */
  readonly words: Uint16Array;
  entityAt: (Entity | undefined)[];
  entities: Entity[];
  findings: Reading['findings'];
  bare: readonly Match[];
}

export function newDraft(): Draft {
  const size = mostTokens + 8;
  const words = new Uint16Array(size);
  const draft: Draft = {
    text: '',
    length: 0,
    words,
    symbol: new Uint16Array(size),
    hash: new Int32Array(size),
    stem: new Int32Array(size),
    pause: new Uint8Array(size),
    start: new Uint32Array(size),
    end: new Uint32Array(size),
    asked: new Uint8Array(size),
    unitOf: new Uint16Array(size),
    entityAt: new Array<Entity | undefined>(size).fill(undefined),
    entities: [],
    findings: [],
    bare: [],
    word: (unit) => words[unit] ?? 0,
    textOf: (unit) => draft.text.slice(draft.start[unit], draft.end[unit]),
  };
  return draft;
}

/** Makes it ready for a text. Beyond its units every list is empty again: who looks a word ahead finds nothing there. */
export function startAgain(draft: Draft, text: string, bare: readonly Match[]): void {
  const { words, symbol, hash, stem, pause, asked, entityAt, length } = draft;
  for (const { unit } of draft.entities) entityAt[unit] = undefined;
  for (let unit = 0; unit < length; unit += 1) {
    words[unit] = 0;
    symbol[unit] = 0;
    hash[unit] = 0;
    stem[unit] = 0;
    pause[unit] = 0;
    asked[unit] = 0;
  }
  draft.text = text;
  draft.length = 0;
  draft.entities = [];
  draft.findings = [];
  draft.bare = bare;
}
