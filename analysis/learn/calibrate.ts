import type { Calibration } from '../classify/decide.ts';

/**
 * Platt's two numbers that make log-odds into probabilities, by Newton's method. `odds` come from models that had not seen the texts.
 * Source: Platt, Probabilistic outputs for support vector machines, 1999.
 */
export function fitCalibration(odds: readonly number[], outages: readonly boolean[]): Calibration {
  let slope = 1;
  let offset = 0;
  for (let round = 0; round < 50; round += 1) {
    let [gradientSlope, gradientOffset, curveSlope, curveBoth, curveOffset] = [0, 0, 1e-6, 0, 1e-6];
    odds.forEach((one, at) => {
      const chance = 1 / (1 + Math.exp(-(slope * one + offset)));
      const miss = chance - (outages[at] === true ? 1 : 0);
      const spread = chance * (1 - chance);
      gradientSlope += miss * one;
      gradientOffset += miss;
      curveSlope += spread * one * one;
      curveBoth += spread * one;
      curveOffset += spread;
    });
    const determinant = curveSlope * curveOffset - curveBoth * curveBoth;
    const stepSlope = (curveOffset * gradientSlope - curveBoth * gradientOffset) / determinant;
    const stepOffset = (curveSlope * gradientOffset - curveBoth * gradientSlope) / determinant;
    slope -= stepSlope;
    offset -= stepOffset;
    if (Math.abs(stepSlope) + Math.abs(stepOffset) < 1e-9) break;
  }
  return { slope: Number(slope.toPrecision(6)), offset: Number(offset.toPrecision(6)) };
}
