import type { AuthorKind, Service } from '../../src/core/types.ts';
import { phrases } from '../phrases.ts';
import type { Match, Units } from './matcher.ts';
import { createMatcher } from './matcher.ts';
import { createNames } from './names.ts';
import { settle } from './overlap.ts';
import type { Node } from './pattern.ts';
import { parsePattern } from './pattern.ts';
import type { PhraseRow } from './rules.ts';
import { sets } from './words.ts';

/** A system or service that the text names. */
export interface Entity {
  /** System id; null for a service. */
  readonly system: string | null;
  readonly service: Service | null;
  readonly rule: string;
  /** Which unit stands for it. */
  readonly unit: number;
  readonly start: number;
  readonly end: number;
}

/** A phrase found in the units `[from, to)`. */
export interface Finding {
  readonly row: PhraseRow;
  readonly from: number;
  readonly to: number;
}

/**
 * A post as the rules see it: a row of units (words, or a system or service as one unit), and the phrases in them. It holds until the next
 * text is read.
 */
export interface Reading extends Units {
  /** What the model knows the word in a unit by; 0 where a name stands. */
  readonly hash: Int32Array;
  readonly stem: Int32Array;
  readonly start: Uint32Array;
  readonly end: Uint32Array;
  readonly asked: Uint8Array;
  /** Entity that stands in a unit, by unit. */
  readonly entityAt: readonly (Entity | undefined)[];
  readonly entities: readonly Entity[];
  readonly findings: readonly Finding[];
  /** What was found in the words before names were put together, by words. */
  readonly bare: readonly Match[];
  /** The unit that each word went into. */
  readonly unitOf: Uint16Array;
  /** The word in a unit, as its number. */
  word(unit: number): number;
  /** The original characters of a unit. */
  textOf(unit: number): string;
}

const rowOfPattern: PhraseRow[] = [];
const phraseNodes = phrases.flatMap((row) =>
  row.says.map((says) => {
    rowOfPattern.push(row);
    return parsePattern(says, sets);
  }),
);

/** These speak of "power cut" and "111" whether or not they name a system: they read the bare words too. */
const bareKinds = new Set(['cause', 'denied', 'advice']);
const barePatterns = rowOfPattern.flatMap((row, pattern) => (bareKinds.has(row.kind) ? [pattern] : []));

const names = createNames(
  phraseNodes,
  barePatterns.map((pattern) => phraseNodes[pattern] as Node),
);
export const lexicon = names.lexicon;
const matchPhrases = createMatcher(phraseNodes, lexicon);

/** Reads a text: words, then names, then phrases. Linear in its length. */
export function read(text: string, authorKind: AuthorKind | null): Reading {
  const reading = names.read(text, authorKind);
  const matches: Match[] = [];
  matchPhrases(reading, matches);
  const found: Finding[] = [];
  for (const { pattern, from, to } of matches) {
    const one = { row: rowOfPattern[pattern] as PhraseRow, from, to };
    if (one.row.kind !== 'plain' || !hasPause(reading, one)) found.push(one);
  }
  if (reading.bare.length > 0) found.push(...readBare(reading, found));
  reading.findings = settle(found, reading.length);
  return reading;
}

/** "not working, day 2" is no "working day": an idiom does not reach over a comma. */
function hasPause(units: Units, { from, to }: Finding): boolean {
  for (let unit = from + 1; unit < to; unit += 1) if ((units.pause[unit] ?? 0) > 0) return true;
  return false;
}

/** Findings in the bare words that the units did not give. */
function readBare(named: Reading, found: readonly Finding[]): readonly Finding[] {
  const bare = named.bare.map(({ pattern, from, to }) => ({
    row: rowOfPattern[barePatterns[pattern] ?? 0] as PhraseRow,
    from: named.unitOf[from] ?? 0,
    to: (named.unitOf[to - 1] ?? 0) + 1,
  }));
  return bare.filter((one) => !found.some((other) => other.row === one.row && other.from === one.from && other.to >= one.to));
}
