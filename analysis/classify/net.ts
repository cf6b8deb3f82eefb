import type { Features } from './features.ts';
import type { Packed, Weights } from './weights.ts';
import { unpack } from './weights.ts';

/** What stands behind the features' weights: classes take their own sums, and from hidden units whatever these have above zero. */
export interface Layer {
  readonly classes: number;
  readonly hidden: number;
  /** Of each class, then of each hidden unit. */
  readonly bias: readonly number[];
  /** By class and then unit: what the class takes from it. */
  readonly out: readonly number[];
}

/** What was learned: the features' weights for classes and hidden units, and what stands behind them. */
export interface PackedNet {
  readonly table: Packed;
  readonly layer: Layer;
}

export interface Net {
  /** The scores of the classes for a post; the array is the net's own, until the next post. */
  score(features: Features): Float64Array;
  /** How much more one feature of the post that was scored last weighs for one class than for another, the hidden units as they stood then. */
  lead(code: number, one: number, other: number): number;
}

export function unpackNet({ table, layer }: PackedNet): Net {
  return createNet(unpack(table), layer);
}

/**
 * A net with one hidden layer. Below and above zero each hidden unit is linear, so for one post the scores are sums over its features, and what each
 * feature adds can be told.
 */
function createNet(weights: Weights, { classes, hidden, bias, out }: Layer): Net {
  const columns = classes + hidden;
  const sums = new Float64Array(columns);
  const one = new Float64Array(columns);
  const scores = new Float64Array(classes);
  const first = Float64Array.from(bias);
  const given = Float64Array.from(out);
  return {
    score(features) {
      sums.fill(0);
      weights.add(features.code, features.length, sums);
      for (let at = 0; at < columns; at += 1) sums[at] = (sums[at] as number) + (first[at] as number);
      for (let row = 0; row < classes; row += 1) {
        let score = sums[row] as number;
        for (let unit = 0; unit < hidden; unit += 1) {
          const value = sums[classes + unit] as number;
          if (value > 0) score += value * (given[row * hidden + unit] as number);
        }
        scores[row] = score;
      }
      return scores;
    },
    lead(code, mine, other) {
      if (!weights.read(code, one)) return 0;
      let lead = (one[mine] as number) - (one[other] as number);
      for (let unit = 0; unit < hidden; unit += 1) {
        if ((sums[classes + unit] as number) <= 0) continue;
        lead +=
          (one[classes + unit] as number) * ((given[mine * hidden + unit] as number) - (given[other * hidden + unit] as number));
      }
      return lead;
    },
  };
}
