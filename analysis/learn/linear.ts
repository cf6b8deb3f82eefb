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
  const { first, flat } = flatten(rows);
  return minimise(features * classes, iterations, (weights, gradient) => {
    let loss = 0;
    gradient.fill(0);
    for (let at = 0; at < weights.length; at += 1) {
      const weight = weights[at] as number;
      loss += (strength / 2) * weight * weight;
    }
    for (let row = 0; row < rows.length; row += 1) {
      const [from, to] = [first[row] as number, first[row + 1] as number];
      scores.fill(0);
      for (let at = from; at < to; at += 1) addTo(scores, 0, weights, (flat[at] as number) * classes, classes);
      loss += lossOf(scores, row);
      for (let at = from; at < to; at += 1) addTo(gradient, (flat[at] as number) * classes, scores, 0, classes);
    }
    for (let at = 0; at < weights.length; at += 1) gradient[at] = (gradient[at] as number) + strength * (weights[at] as number);
    return loss;
  });
}

function addTo(to: Float64Array, toFirst: number, from: Float64Array, fromFirst: number, count: number): void {
  for (let one = 0; one < count; one += 1) to[toFirst + one] = (to[toFirst + one] as number) + (from[fromFirst + one] as number);
}

/** All rows one behind the other, and where each begins: one array is read faster than thousands. */
function flatten(rows: readonly Int32Array[]): { readonly first: Int32Array; readonly flat: Int32Array } {
  const first = new Int32Array(rows.length + 1);
  for (const [at, row] of rows.entries()) first[at + 1] = (first[at] ?? 0) + row.length;
  const flat = new Int32Array(first[rows.length] ?? 0);
  for (const [at, row] of rows.entries()) flat.set(row, first[at]);
  return { first, flat };
}
