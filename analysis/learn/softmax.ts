import { toChances } from '../classify/chances.ts';
import type { Examples, Fitting, RowLoss } from './linear.ts';
import { fitLinear } from './linear.ts';

/** Multinomial logistic regression: of each row one class holds, `labels` says which, numbered from 0. */
export function fitSoftmax(examples: Examples, labels: Uint8Array, fitting: Fitting): Float64Array {
  return fitLinear(examples, fitting, softmaxLoss(labels));
}

/** The loss of scores of which the label's should stand out; `weights` say how much each row counts. */
export function softmaxLoss(labels: Uint8Array, weights?: Float64Array): RowLoss {
  return (scores, at) => {
    const label = labels[at] ?? 0;
    const weight = weights?.[at] ?? 1;
    const score = scores[label] ?? 0;
    const loss = toChances(scores) - score;
    scores[label] = (scores[label] ?? 0) - 1;
    for (let one = 0; one < scores.length; one += 1) scores[one] = (scores[one] ?? 0) * weight;
    return loss * weight;
  };
}
