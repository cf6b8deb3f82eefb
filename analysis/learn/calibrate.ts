import type { Calibration } from '../classify/decide.ts';
import { minimise } from './minimise.ts';

/**
 * Platt's two numbers that make log-odds into probabilities. `odds` come from models that had not seen the texts.
 * Source: Platt, Probabilistic outputs for support vector machines, 1999.
 */
export function fitCalibration(odds: readonly number[], outages: readonly boolean[]): Calibration {
  const [slope = 1, offset = 0] = minimise(2, 200, ([times = 0, plus = 0], gradient) => {
    let loss = 0;
    gradient.fill(0);
    odds.forEach((one, at) => {
      const score = times * one + plus;
      const isOutage = outages[at] === true;
      loss += Math.max(score, 0) + Math.log1p(Math.exp(-Math.abs(score))) - (isOutage ? score : 0);
      const miss = 1 / (1 + Math.exp(-score)) - (isOutage ? 1 : 0);
      gradient[0] = (gradient[0] ?? 0) + miss * one;
      gradient[1] = (gradient[1] ?? 0) + miss;
    });
    return loss;
  });
  return { slope: Number(slope.toPrecision(6)), offset: Number(offset.toPrecision(6)) };
}
