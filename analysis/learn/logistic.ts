import type { Examples, Fitting } from './linear.ts';
import { fitLinear } from './linear.ts';

/** Logistic regression for each class by itself: `holds` lists the classes of each row, numbered from 0. */
export function fitLogistic(examples: Examples, holds: readonly (readonly number[])[], fitting: Fitting): Float64Array {
  return fitLinear(examples, fitting, (scores, at) => {
    const held = holds[at] ?? [];
    let loss = 0;
    for (const one of held) loss -= scores[one] ?? 0;
    for (let one = 0; one < scores.length; one += 1) {
      const score = scores[one] ?? 0;
      loss += Math.max(score, 0) + Math.log1p(Math.exp(-Math.abs(score)));
      scores[one] = 1 / (1 + Math.exp(-score));
    }
    for (const one of held) scores[one] = (scores[one] ?? 0) - 1;
    return loss;
  });
}
