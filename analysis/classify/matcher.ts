import { createAutomaton, none } from './automaton.ts';
import type { Lexicon } from './lexicon.ts';
import type { Node } from './pattern.ts';

/** What the matcher reads: one unit a word; `symbol` is the word's number × 3 + its letter case. */
export interface Units {
  readonly length: number;
  readonly symbol: Uint16Array;
  /** What stands before the unit: 0 nothing, 1 a comma or the like, 2 the end of a sentence. */
  readonly pause: Uint8Array;
}

/** Pattern `pattern` matched the units `[from, to)`. */
export interface Match {
  readonly pattern: number;
  readonly from: number;
  readonly to: number;
}

/** Deterministic states and steps kept before the tables are emptied: bounds memory whatever people write. */
const mostStates = 24_000;
const mostSteps = 2 ** 17;
/** States that one beginning may add before the tables are looked at again: a pattern is far shorter. */
const spareStates = 1000;
/** Bits of a place in the table of steps, at first. It grows: half empty at its full size, it was a twentieth slower. */
const fewestBits = 12;
const noEdge = -1;

/**
 * A state's row of the table, a line of the processor's cache: where a word leads that the state does not ask for, without and with a comma
 * before it; whether a pattern ends here; and a bit for each word that the state asks for, as most words of a post are none of them.
 */
const rowSize = 16;
const ends = 2;
const askedFrom = 4;
const askedBits = 256;
/** How a target stands in the tables, which are empty, and so 0, until a step is first taken. */
const offset = 2;

/**
 * Compiles all patterns into one automaton and finds, from every word, the longest match of each pattern that begins there.
 * States are made when first needed and remembered, so a post costs one table look-up a word; a match never crosses the
 * end of a sentence, and every pattern is of bounded length, so the cost is linear in the text.
 */
export function createMatcher(patterns: readonly Node[], lexicon: Lexicon): (units: Units, found: Match[]) => void {
  const { word: words, least, target: targets, any, accepts, reach } = createAutomaton(patterns, lexicon);
  const isCased = new Uint8Array(lexicon.size);
  words.forEach((word, state) => {
    if ((least[state] ?? 0) > 0) isCased[word] = 1;
  });

  // Thousands of patterns begin in state 0: its edges are found by the word, not one after another.
  const first = reach(0);
  const firsts = Map.groupBy(first, (state) => words[state] ?? 0);
  const anyFirst = first.flatMap((state) => (any[state] === none ? [] : (any[state] ?? [])));

  let sets: Int32Array[] = [];
  let numberOf = new Map<string, number>();
  const symbols = lexicon.size * 3;
  const tables: Tables = {
    symbols,
    accepting: [],
    entry: new Int32Array(symbols),
    rows: new Int32Array((mostStates + spareStates) * rowSize),
    steps: new Int32Array(2 ** fewestBits * 2),
    shift: 32 - fewestBits,
    taken: 0,
    plain: Uint16Array.from({ length: symbols }, (_, symbol) =>
      isCased[(symbol / 3) | 0] === 1 ? symbol : symbol - (symbol % 3),
    ),
    step,
    forget,
  };
  const { entry, rows } = tables;
  remember([0]);

  function forget(): void {
    rows.fill(0, 0, sets.length * rowSize);
    tables.steps.fill(0);
    entry.fill(0);
    sets = [];
    tables.accepting = [];
    numberOf = new Map();
    tables.taken = 0;
    remember([0]);
  }

  function remember(seeds: readonly number[]): number {
    const closed = union(seeds);
    const key = closed.join(',');
    const known = numberOf.get(key);
    if (known !== undefined) return known;
    const number = sets.length;
    numberOf.set(key, number);
    sets.push(Int32Array.from(closed));
    if (number !== 0) for (const state of closed) if (targets[state] !== none) ask(number, words[state] ?? 0);
    const ending = new Set(closed.map((state) => accepts[state] ?? none));
    ending.delete(none);
    tables.accepting.push([...ending]);
    if (ending.size > 0) rows[number * rowSize + ends] = 1;
    return number;
  }

  function union(seeds: readonly number[]): readonly number[] {
    if (seeds.length === 1) return reach(seeds[0] ?? 0);
    const all = new Set<number>();
    for (const seed of seeds) for (const state of reach(seed)) all.add(state);
    return [...all].sort((a, b) => a - b);
  }

  /** Notes that the state asks for the word; may hold of others too, never misses one. */
  function ask(state: number, word: number): void {
    const bit = bitOf(word);
    const place = state * rowSize + askedFrom + (bit >>> 5);
    rows[place] = (rows[place] ?? 0) | (1 << (bit & 31));
  }

  function step(from: number, symbol: number, comma: number): number {
    const word = (symbol / 3) | 0;
    const letterCase = symbol % 3;
    const seeds: number[] = [];
    if (from === 0) {
      if (word !== 0)
        for (const state of firsts.get(word) ?? []) if (letterCase >= (least[state] ?? 0)) seeds.push(targets[state] ?? 0);
      if (comma === 0) seeds.push(...anyFirst);
      return seeds.length === 0 ? noEdge : remember(seeds);
    }
    for (const state of sets[from] ?? nothing) {
      if (word !== 0 && words[state] === word && letterCase >= (least[state] ?? 0)) seeds.push(targets[state] ?? 0);
      const next = any[state] ?? none;
      if (comma === 0 && next !== none) seeds.push(next);
    }
    return seeds.length === 0 ? noEdge : remember(seeds);
  }

  return (units, found) => matchAll(tables, units, found);
}

const nothing = new Int32Array(0);

/** What the loop over a post reads: apart from the compiler's own, and handed over as a whole, so that it is one piece of machine code. */
interface Tables {
  readonly symbols: number;
  /** In the patterns' eyes: letter case counts only for words that some pattern wants in capitals. */
  readonly plain: Uint16Array;
  /** Steps from the beginning, by symbol: most words begin nothing. */
  readonly entry: Int32Array;
  readonly rows: Int32Array;
  /** Steps by state, symbol and comma, for words that the state asks for: the key, and beside it the target. */
  steps: Int32Array;
  /** By how much the hash of a key is shifted to give its place. */
  shift: number;
  accepting: (readonly number[])[];
  taken: number;
  step(from: number, symbol: number, comma: number): number;
  forget(): void;
}

function matchAll(tables: Tables, { symbol, pause, length }: Units, found: Match[]): void {
  const { plain, entry, rows } = tables;
  for (let from = 0; from < length; from += 1) {
    if (tables.accepting.length > mostStates || tables.taken > mostSteps) tables.forget();
    const first = plain[symbol[from] ?? 0] ?? 0;
    let state = (entry[first] ?? 0) - offset;
    if (state === noEdge) continue;
    if (state < noEdge) state = begin(tables, first);
    const known = found.length;
    for (let at = from + 1; state !== noEdge; at += 1) {
      const row = state * rowSize;
      if (rows[row + ends] === 1) note(found, known, tables.accepting[state] ?? [], from, at);
      const stop = at < length ? (pause[at] ?? 0) : 2;
      if (stop === 2) break;
      const next = plain[symbol[at] ?? 0] ?? 0;
      const bit = bitOf((next / 3) | 0);
      const isAsked = next !== 0 && (((rows[row + askedFrom + (bit >>> 5)] ?? 0) >>> (bit & 31)) & 1) === 1;
      const other = isAsked ? 0 : (rows[row + stop] ?? 0);
      state = other === 0 ? go(tables, state, isAsked ? next : 0, stop) : other - offset;
    }
  }
}

/** The step from the beginning, taken for the first time. */
function begin(tables: Tables, symbol: number): number {
  const target = tables.step(0, symbol, 0);
  tables.entry[symbol] = target + offset;
  return target;
}

/** A step that was taken before, or is taken now and remembered; symbol 0 is any word that the state does not ask for. */
function go(tables: Tables, state: number, symbol: number, comma: number): number {
  if (symbol === 0) {
    const target = tables.step(state, 0, comma);
    tables.rows[state * rowSize + comma] = target + offset;
    return target;
  }
  const key = (state * tables.symbols + symbol) * 2 + comma;
  const place = placeOf(tables, key);
  if (tables.steps[place] === key) return (tables.steps[place + 1] ?? 0) - offset;
  const target = tables.step(state, symbol, comma);
  setStep(tables, place, key, target + offset);
  tables.taken += 1;
  if (tables.taken * 4 > tables.steps.length) grow(tables);
  return target;
}

/** Where a key stands, or the empty place where it would. */
function placeOf({ steps, shift }: Tables, key: number): number {
  let place = (Math.imul(key, 0x9e3779b1) >>> shift) * 2;
  for (let seen = steps[place] ?? 0; seen !== 0 && seen !== key; seen = steps[place] ?? 0)
    place = (place + 2) & (steps.length - 1);
  return place;
}

function setStep({ steps }: Tables, place: number, key: number, target: number): void {
  steps[place] = key;
  steps[place + 1] = target;
}

function grow(tables: Tables): void {
  const old = tables.steps;
  tables.steps = new Int32Array(old.length * 2);
  tables.shift -= 1;
  for (let at = 0; at < old.length; at += 2) {
    const key = old[at] ?? 0;
    if (key !== 0) setStep(tables, placeOf(tables, key), key, old[at + 1] ?? 0);
  }
}

/** Keeps the longest match of each pattern from one beginning. */
function note(found: Match[], first: number, accepts: readonly number[], from: number, to: number): void {
  for (const pattern of accepts) {
    let at = first;
    while (at < found.length && found[at]?.pattern !== pattern) at += 1;
    found[at] = { pattern, from, to };
  }
}

function bitOf(word: number): number {
  return (Math.imul(word, 0x9e3779b1) >>> 24) & (askedBits - 1);
}
