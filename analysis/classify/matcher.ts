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
/** States that one beginning may add before the tables are looked at again: a pattern is far shorter. */
const spareStates = 1000;
const slots = 2 ** 18;
const askedBits = 256;
const noEdge = -1;
const unknown = -2;

interface State {
  /** Word edges: word number, least letter case, target. */
  readonly words: [number, number, number][];
  readonly any: number[];
  readonly skip: number[];
  accepts: number;
}

/**
 * Compiles all patterns into one automaton and finds, from every word, the longest match of each pattern that begins there.
 * States are made when first needed and remembered, so a post costs one table look-up a word; a match never crosses the
 * end of a sentence, and every pattern is of bounded length, so the cost is linear in the text.
 */
export function createMatcher(patterns: readonly Node[], lexicon: Lexicon): (units: Units, found: Match[]) => void {
  const states: State[] = [newState()];
  patterns.forEach((node, index) => {
    states[0]?.skip.push(build(node, index));
  });
  const isCased = new Uint8Array(lexicon.size);
  for (const state of states) for (const [word, least] of state.words) if (least > 0) isCased[word] = 1;

  // Thousands of patterns begin in state 0: its edges are found by the word, not one after another.
  const firsts = Map.groupBy(
    closure([0]).flatMap((index) => (states[index] as State).words),
    ([word]) => word,
  );
  const anyFirst = closure([0]).flatMap((index) => (states[index] as State).any);

  let sets: Int32Array[] = [];
  let accepting: Int32Array[] = [];
  let numberOf = new Map<string, number>();
  /** Where a word leads that the state does not ask for: into the gaps it allows, or nowhere. By state and comma. */
  const others = new Int32Array((mostStates + spareStates) * 2).fill(unknown);
  const symbols = lexicon.size * 3;
  /** Steps from the beginning, by symbol: most words begin nothing. */
  const entry = new Int32Array(symbols).fill(unknown);
  /** A bit for each word that a state asks for: most words of a post are none of them. */
  const asked = new Int32Array(((mostStates + spareStates) * askedBits) / 32);
  /** Steps by state, symbol and comma, for words that the state asks for. */
  const keys = new Int32Array(slots);
  const targets = new Int32Array(slots);
  let steps = 0;
  forget();

  function newState(): State {
    return { words: [], any: [], skip: [], accepts: noEdge };
  }

  function add(): number {
    states.push(newState());
    return states.length - 1;
  }

  function build(node: Node, pattern: number): number {
    const last = add();
    (states[last] as State).accepts = pattern;
    return before(node, last);
  }

  /** Adds what matches `node` and then goes on at `then`; returns where it begins. */
  function before(node: Node, then: number): number {
    switch (node.kind) {
      case 'row':
        return node.of.reduceRight((target, child) => before(child, target), then);
      case 'any': {
        const fork = add();
        for (const child of node.of) states[fork]?.skip.push(before(child, then));
        return fork;
      }
      case 'gap': {
        let target = then;
        for (let count = 0; count < node.most; count += 1) {
          const step = add();
          states[step]?.skip.push(then);
          states[step]?.any.push(target);
          target = step;
        }
        return target;
      }
      case 'word': {
        const step = add();
        states[step]?.words.push([lexicon.idOf(node.word), node.letterCase, then]);
        return step;
      }
    }
  }

  function forget(): void {
    sets = [];
    accepting = [];
    numberOf = new Map();
    others.fill(unknown);
    asked.fill(0);
    keys.fill(noEdge);
    entry.fill(unknown);
    steps = 0;
    remember([0]);
  }

  function remember(seeds: readonly number[]): number {
    const closed = closure(seeds);
    const key = closed.join(',');
    const known = numberOf.get(key);
    if (known !== undefined) return known;
    const number = sets.length;
    numberOf.set(key, number);
    sets.push(Int32Array.from(closed));
    if (number !== 0) for (const index of closed) for (const [word] of states[index]?.words ?? []) ask(number, word);
    const accepts = new Set(closed.map((index) => states[index]?.accepts ?? noEdge));
    accepts.delete(noEdge);
    accepting.push(Int32Array.from(accepts));
    return number;
  }

  function keyOf(state: number, symbol: number, comma: number): number {
    return (state * symbols + symbol) * 2 + comma;
  }

  /** Notes that the state asks for the word; may hold of others too, never misses one. */
  function ask(state: number, word: number): void {
    const place = state * askedBits + bitOf(word);
    asked[place >>> 5] = (asked[place >>> 5] ?? 0) | (1 << (place & 31));
  }

  function closure(seeds: readonly number[]): number[] {
    const seen = new Set(seeds);
    for (const index of seen) for (const target of states[index]?.skip ?? []) seen.add(target);
    return [...seen]
      .filter((index) => {
        const state = states[index] as State;
        return state.words.length > 0 || state.any.length > 0 || state.accepts !== noEdge;
      })
      .sort((a, b) => a - b);
  }

  function step(from: number, symbol: number, comma: number): number {
    const word = Math.floor(symbol / 3);
    const letterCase = symbol % 3;
    const seeds: number[] = [];
    if (from === 0) {
      for (const [, least, target] of firsts.get(word) ?? []) if (word !== 0 && letterCase >= least) seeds.push(target);
      if (comma === 0) seeds.push(...anyFirst);
      return seeds.length === 0 ? noEdge : remember(seeds);
    }
    for (const index of sets[from] ?? []) {
      const state = states[index] as State;
      for (const [wanted, least, target] of state.words) {
        if (wanted === word && word !== 0 && letterCase >= least) seeds.push(target);
      }
      if (comma === 0) seeds.push(...state.any);
    }
    return seeds.length === 0 ? noEdge : remember(seeds);
  }

  /** A step that was taken before, or is taken now and remembered. */
  function go(state: number, symbol: number, comma: number): number {
    const place = state * askedBits + bitOf((symbol / 3) | 0);
    if ((((asked[place >>> 5] ?? 0) >>> (place & 31)) & 1) === 0) {
      const other = others[state * 2 + comma] ?? noEdge;
      return other === unknown ? (others[state * 2 + comma] = step(state, 0, comma)) : other;
    }
    const key = keyOf(state, symbol, comma);
    let slot = (Math.imul(key, 0x9e3779b1) >>> 14) & (slots - 1);
    for (let seen = keys[slot] ?? noEdge; seen !== noEdge; seen = keys[slot] ?? noEdge) {
      if (seen === key) return targets[slot] ?? noEdge;
      slot = (slot + 1) & (slots - 1);
    }
    const target = step(state, symbol, comma);
    keys[slot] = key;
    targets[slot] = target;
    steps += 1;
    return target;
  }

  function begin(symbol: number): number {
    const known = entry[symbol] ?? noEdge;
    if (known !== unknown) return known;
    const target = step(0, symbol, 0);
    entry[symbol] = target;
    return target;
  }

  /** In the patterns' eyes: letter case counts only for words that some pattern wants in capitals. */
  function plainOf(symbol: number): number {
    const word = (symbol / 3) | 0;
    return isCased[word] === 1 ? symbol : word * 3;
  }

  return function match(units, found): void {
    const { symbol, pause, length } = units;
    for (let from = 0; from < length; from += 1) {
      if (sets.length > mostStates || steps > slots / 2) forget();
      let state = begin(plainOf(symbol[from] ?? 0));
      if (state === noEdge) continue;
      const first = found.length;
      for (let at = from + 1; ; at += 1) {
        const accepts = accepting[state];
        if (accepts !== undefined && accepts.length > 0) note(found, first, accepts, from, at);
        const stop = at < length ? (pause[at] ?? 0) : 2;
        if (stop === 2) break;
        state = go(state, plainOf(symbol[at] ?? 0), stop);
        if (state === noEdge) break;
      }
    }
  };
}

/** Keeps the longest match of each pattern from one beginning. */
function note(found: Match[], first: number, accepts: Int32Array, from: number, to: number): void {
  for (const pattern of accepts) {
    let at = first;
    while (at < found.length && found[at]?.pattern !== pattern) at += 1;
    found[at] = { pattern, from, to };
  }
}

function bitOf(word: number): number {
  return (Math.imul(word, 0x9e3779b1) >>> 24) & (askedBits - 1);
}
