import { minimise } from './minimise.ts';

/** Texts as the features that occur in them, each once, with every class that holds. */
export interface ManyLabelled {
  readonly rows: readonly Int32Array[];
  /** Classes that hold for each row, numbered from 0. */
  readonly holds: readonly (readonly number[])[];
  readonly classes: number;
  readonly features: number;
}

/** Logistic regression for each class by itself, with a Gaussian prior of precision `strength`. Deterministic. */
export function fitLogistic(
  { rows, holds, classes, features }: ManyLabelled,
  strength: number,
  iterations: number,
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
      loss += addRow(row, holds[at] ?? [], weights, gradient, scores);
    });
    return loss;
  });
}

/** Adds one row's gradient; returns its loss. */
function addRow(
  row: Int32Array,
  holds: readonly number[],
  weights: Float64Array,
  gradient: Float64Array,
  scores: Float64Array,
): number {
  const classes = scores.length;
  scores.fill(0);
  for (const feature of row) {
    const base = feature * classes;
    for (let one = 0; one < classes; one += 1) scores[one] = (scores[one] ?? 0) + (weights[base + one] ?? 0);
  }
  let loss = 0;
  for (const one of holds) loss -= scores[one] ?? 0;
  for (let one = 0; one < classes; one += 1) {
    const score = scores[one] ?? 0;
    loss += score > 0 ? score + Math.log1p(Math.exp(-score)) : Math.log1p(Math.exp(score));
    scores[one] = 1 / (1 + Math.exp(-score));
  }
  for (const one of holds) scores[one] = (scores[one] ?? 0) - 1;
  for (const feature of row) {
    const base = feature * classes;
    for (let one = 0; one < classes; one += 1) gradient[base + one] = (gradient[base + one] ?? 0) + (scores[one] ?? 0);
  }
  return loss;
}
