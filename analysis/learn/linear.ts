import { minimise } from './minimise.ts';

/** Texts as the features that occur in them, numbered from 0, each once. */
export interface Examples {
  readonly rows: readonly Int32Array[];
  readonly classes: number;
  readonly features: number;
}

/** Loss of one row by its scores, which it turns into their gradient in place. */
export type RowLoss = (scores: Float64Array, at: number) => number;

export interface Fitting {
  /** Precision of the Gaussian prior: the larger, the smaller the weights. */
  readonly strength: number;
  readonly iterations: number;
}

/** The weights, by feature and then class, whose scores make the loss of all rows least. Deterministic: the same rows give the same bits. */
export function fitLinear(
  { rows, classes, features }: Examples,
  { strength, iterations }: Fitting,
  lossOf: RowLoss,
): Float64Array {
  const scores = new Float64Array(classes);
  return minimise(features * classes, iterations, (weights, gradient) => {
    let loss = 0;
    for (let at = 0; at < weights.length; at += 1) {
      const weight = weights[at] ?? 0;
      loss += (strength / 2) * weight * weight;
      gradient[at] = strength * weight;
    }
    rows.forEach((row, at) => {
      scores.fill(0);
      for (const feature of row) addInto(scores, 0, weights, feature * classes, classes);
      loss += lossOf(scores, at);
      for (const feature of row) addInto(gradient, feature * classes, scores, 0, classes);
    });
    return loss;
  });
}

function addInto(to: Float64Array, toFirst: number, from: Float64Array, fromFirst: number, count: number): void {
  for (let one = 0; one < count; one += 1) to[toFirst + one] = (to[toFirst + one] ?? 0) + (from[fromFirst + one] ?? 0);
}
