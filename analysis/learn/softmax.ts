import { minimise } from './minimise.ts';

/** Texts as the features that occur in them, numbered from 0, each once. */
export interface Examples {
  readonly rows: readonly Int32Array[];
  /** Class of each row, numbered from 0. */
  readonly labels: Uint8Array;
  readonly classes: number;
  readonly features: number;
}

/**
 * Multinomial logistic regression with a Gaussian prior: weights by feature, then class. `strength` is the prior's precision.
 * Deterministic: the same rows give the same bits.
 */
export function fitSoftmax({ rows, labels, classes, features }: Examples, strength: number, iterations: number): Float64Array {
  const scores = new Float64Array(classes);
  return minimise(features * classes, iterations, (weights, gradient) => {
    let loss = 0;
    for (let at = 0; at < weights.length; at += 1) {
      const weight = weights[at] ?? 0;
      loss += (strength / 2) * weight * weight;
      gradient[at] = strength * weight;
    }
    rows.forEach((row, at) => {
      loss += addRow(row, labels[at] ?? 0, weights, gradient, scores);
    });
    return loss;
  });
}

/** Adds one row's gradient; returns its loss. */
function addRow(row: Int32Array, label: number, weights: Float64Array, gradient: Float64Array, scores: Float64Array): number {
  const classes = scores.length;
  scores.fill(0);
  for (const feature of row) {
    const base = feature * classes;
    for (let one = 0; one < classes; one += 1) scores[one] = (scores[one] ?? 0) + (weights[base + one] ?? 0);
  }
  const chance = scores[label] ?? 0;
  const total = toChances(scores);
  for (let one = 0; one < classes; one += 1) scores[one] = (scores[one] ?? 0) - (one === label ? 1 : 0);
  for (const feature of row) {
    const base = feature * classes;
    for (let one = 0; one < classes; one += 1) gradient[base + one] = (gradient[base + one] ?? 0) + (scores[one] ?? 0);
  }
  return total - chance;
}

/** Turns scores into chances that add to 1, in place; returns the logarithm of what they were divided by. */
export function toChances(scores: Float64Array): number {
  let most = Number.NEGATIVE_INFINITY;
  for (const score of scores) most = Math.max(most, score);
  let sum = 0;
  for (let at = 0; at < scores.length; at += 1) {
    const value = Math.exp((scores[at] ?? 0) - most);
    scores[at] = value;
    sum += value;
  }
  for (let at = 0; at < scores.length; at += 1) scores[at] = (scores[at] ?? 0) / sum;
  return Math.log(sum) + most;
}
