import { describe, expect, it } from 'vitest';
import { calibrate } from '../../../analysis/evaluate/calibration.ts';
import { evaluate } from '../../../analysis/evaluate.ts';
import { answer, label } from './rows.ts';

function scored(pairs: readonly (readonly [score: number, outage: boolean])[]) {
  return {
    labels: pairs.map(([, outage]) => label({ outage })),
    answers: pairs.map(([score]) => answer({ outage: score > 0.5, score })),
  };
}

describe('calibrate', () => {
  it('is the mean distance of score and truth over bins of equal size', () => {
    // Twenty rows in ten bins of two: nine bins of score 0.1 without an outage, one of score 0.9 with one outage of two.
    const low = Array.from({ length: 18 }, () => [0.1, false] as const);
    const { labels, answers } = scored([...low, [0.9, true], [0.9, false]]);
    const result = calibrate(labels, answers);
    expect(result?.bins).toHaveLength(10);
    expect(result?.bins.at(-1)).toEqual({ rows: 2, from: 0.9, to: 0.9, score: 0.9, outages: 0.5 });
    // (18 · 0.1 + 2 · 0.4) / 20
    expect(result?.error).toBeCloseTo(0.13, 12);
  });

  it('is 0 where half of the rows of score 0.5 are outages, in whatever order they stand', () => {
    const pairs = Array.from({ length: 30 }, (_, at) => [0.5, at < 15] as const);
    for (const order of [pairs, pairs.toReversed()]) {
      const { labels, answers } = scored(order);
      expect(calibrate(labels, answers)?.error).toBeCloseTo(0, 12);
    }
  });

  it('makes do with fewer rows than bins, and leaves rows without a score out', () => {
    const { labels, answers } = scored([
      [0.2, false],
      [0.8, true],
    ]);
    expect(calibrate([...labels, label({})], [...answers, answer({})])?.bins.map(({ rows }) => rows)).toEqual([1, 1]);
    expect(calibrate([label({})], [answer({})])).toBeNull();
  });

  it('stands beside the Brier score, the mean squared distance', () => {
    const { labels, answers } = scored([
      [0.9, true],
      [0.2, false],
      [0.6, false],
    ]);
    // 0.01 + 0.04 + 0.36
    expect(evaluate(labels, answers).brier?.value).toBeCloseTo(0.41 / 3, 12);
  });
});
