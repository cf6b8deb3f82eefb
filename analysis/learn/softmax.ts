import { toChances } from '../classify/chances.ts';
import type { Examples, Fitting } from './linear.ts';
import { fitLinear } from './linear.ts';

/** Multinomial logistic regression: of each row one class holds, `labels` says which, numbered from 0. */
export function fitSoftmax(examples: Examples, labels: Uint8Array, fitting: Fitting): Float64Array {
  return fitLinear(examples, fitting, (scores, at) => {
    const label = labels[at] ?? 0;
    const score = scores[label] ?? 0;
    const loss = toChances(scores) - score;
    scores[label] = (scores[label] ?? 0) - 1;
    return loss;
  });
}
