import type { Lexicon } from './lexicon.ts';
import type { Node } from './pattern.ts';

/**
 * All patterns as one automaton whose steps are not yet settled, in lists by state; it begins at state 0. Numbers in lists, as there are tens of
 * thousands of states, and a program starts with them.
 */
export interface Automaton {
  /** The word that leads on from a state, the least letter case it needs, and where it leads; 0, 0, `none` where no word does. */
  readonly word: readonly number[];
  readonly least: readonly number[];
  readonly target: readonly number[];
  /** Where any word leads, not across a comma; `none` where it does not. */
  readonly any: readonly number[];
  /** The pattern that ends here, or `none`. */
  readonly accepts: readonly number[];
  /** Words, gaps and ends that can be reached from a state without a word, itself among them, in ascending order. */
  readonly reach: (state: number) => readonly number[];
}

export const none = -1;

export function createAutomaton(patterns: readonly Node[], lexicon: Lexicon): Automaton {
  const word: number[] = [];
  const least: number[] = [];
  const target: number[] = [];
  const any: number[] = [];
  const accepts: number[] = [];
  const skip: (readonly number[])[] = [];
  add(nothing);
  skip[0] = patterns.map((node, index) => {
    const last = add(nothing);
    accepts[last] = index;
    return before(node, last);
  });

  function add(to: readonly number[]): number {
    word.push(0);
    least.push(0);
    target.push(none);
    any.push(none);
    accepts.push(none);
    return skip.push(to) - 1;
  }

  /** Adds what matches `node` and then goes on at `then`; returns where it begins. */
  function before(node: Node, then: number): number {
    switch (node.kind) {
      case 'row': {
        let begin = then;
        for (let at = node.of.length - 1; at >= 0; at -= 1) begin = before(node.of[at] as Node, begin);
        return begin;
      }
      case 'any':
        return add(node.of.map((child) => before(child, then)));
      case 'gap': {
        let begin = then;
        for (let count = 0; count < node.most; count += 1) {
          const step = add([then]);
          any[step] = begin;
          begin = step;
        }
        return begin;
      }
      case 'word': {
        const step = add(nothing);
        word[step] = lexicon.idOf(node.word);
        least[step] = node.letterCase;
        target[step] = then;
        return step;
      }
    }
  }

  const reached: (readonly number[] | undefined)[] = [];

  function reach(state: number): readonly number[] {
    return (reached[state] ??= follow(state));
  }

  function follow(state: number): readonly number[] {
    const seen = new Set([state]);
    for (const one of seen) for (const next of skip[one] ?? nothing) seen.add(next);
    return [...seen].filter((one) => target[one] !== none || any[one] !== none || accepts[one] !== none).sort((a, b) => a - b);
  }

  return { word, least, target, any, accepts, reach };
}

const nothing: readonly number[] = [];
