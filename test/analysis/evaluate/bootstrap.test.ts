import { describe, expect, it } from 'vitest';
import { estimate, resample, unitsOf } from '../../../analysis/evaluate/bootstrap.ts';
import type { Counts } from '../../../analysis/evaluate/counts.ts';
import { count } from '../../../analysis/evaluate/counts.ts';
import { figures } from '../../../analysis/evaluate/figures.ts';
import { answer, label } from './rows.ts';

const usual = { resamples: 2000, seed: 7 };

/** `right` of a hundred outages are found. */
function hundred(right: number): readonly Counts[] {
  return Array.from({ length: 100 }, (_, at) => count(label({ outage: true }), answer({ outage: at < right })));
}

function recallOf(rows: readonly Counts[], keys: readonly (string | null)[], resampling = usual) {
  return estimate(resample(rows, unitsOf(keys), resampling), figures['outage.recall']!);
}

describe('bootstrap intervals', () => {
  it('are as wide as the theory of a proportion says', () => {
    // Half of 100: the standard error is 0.05, so 1.96 of them reach from 0.402 to 0.598.
    const { value, low, high } = recallOf(hundred(50), Array<null>(100).fill(null));
    expect(value).toBe(0.5);
    expect(low).toBeGreaterThanOrEqual(0.38);
    expect(low).toBeLessThanOrEqual(0.42);
    expect(high).toBeGreaterThanOrEqual(0.58);
    expect(high).toBeLessThanOrEqual(0.62);
  });

  it('are wider where rows of one incident stand or fall together', () => {
    // Ten incidents of ten rows, five found whole: the standard error is 0.158, as of ten rows.
    const keys = Array.from({ length: 100 }, (_, at) => `incident ${Math.floor(at / 10)}`);
    const { low, high } = recallOf(hundred(50), keys);
    expect(low).toBeLessThanOrEqual(0.3);
    expect(high).toBeGreaterThanOrEqual(0.7);
  });

  it('are the same for the same seed and others for another', () => {
    const keys = Array<null>(100).fill(null);
    expect(recallOf(hundred(37), keys)).toEqual(recallOf(hundred(37), keys));
    const ends = [1, 2, 3, 4].map((seed) => recallOf(hundred(37), keys, { resamples: 50, seed }));
    expect(new Set(ends.map((one) => JSON.stringify(one))).size).toBeGreaterThan(1);
  });

  it('are not given for fewer than five incidents, nor where most drawings say nothing', () => {
    const keys = Array.from({ length: 100 }, (_, at) => `incident ${at % 4}`);
    expect(recallOf(hundred(50), keys)).toEqual({ value: 0.5, low: null, high: null });
    const rows = Array.from({ length: 100 }, () => count(label({ outage: false }), answer({ outage: false })));
    expect(recallOf(rows, Array<null>(100).fill(null))).toEqual({ value: null, low: null, high: null });
  });

  it('draw every unit about as often as any other', () => {
    const rows = Array.from({ length: 20 }, (_, at) => count(label({ outage: at === 19 }), answer({ outage: false })));
    const drawn = resample(rows, unitsOf(Array<null>(20).fill(null)), { resamples: 5000, seed: 11 }).drawn;
    const last = drawn.reduce((all, counts) => all + (figures['outage.accuracy']!(counts) ?? 0), 0) / drawn.length;
    // The last row alone is wrong: 19 of 20 are right on average.
    expect(last).toBeGreaterThan(0.945);
    expect(last).toBeLessThan(0.955);
  });
});

describe('unitsOf', () => {
  it('numbers rows of one key alike, and each without a key by itself', () => {
    expect(unitsOf(['a', null, 'b', 'a', null])).toEqual([0, 1, 2, 0, 3]);
  });
});
