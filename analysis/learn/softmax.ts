import { toChances } from '../classify/chances.ts';
import type { RowLoss } from './linear.ts';

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
