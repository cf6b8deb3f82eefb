import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { folds } from '../../../analysis/evaluate/folds.ts';

describe('folds', () => {
  it('keeps together what shares an incident, a Statement, or both through a third', () => {
    const rows = [['a'], ['b'], ['a', 's'], ['c', 's'], ['d'], ['e']];
    const dealt = folds(rows, 3, (keys) => keys);
    expect(dealt[0]).toBe(dealt[2]);
    expect(dealt[2]).toBe(dealt[3]);
    expect(new Set(dealt).size).toBe(3);
    // Three rows hang together; the other three share the two folds that are left.
    expect([0, 1, 2].map((fold) => dealt.filter((one) => one === fold).length).sort()).toEqual([1, 2, 3]);
  });

  it('never parts two rows of one key, and gives the same folds again', () => {
    const keys = fc.array(fc.array(fc.integer({ min: 0, max: 12 }).map(String), { maxLength: 2 }), {
      minLength: 3,
      maxLength: 60,
    });
    fc.assert(
      fc.property(keys, (rows) => {
        let dealt: readonly number[];
        try {
          dealt = folds(rows, 3, (own) => own);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
          return;
        }
        for (const [at, own] of rows.entries())
          for (const [other, theirs] of rows.entries())
            if (own.some((key) => theirs.includes(key))) expect(dealt[at]).toBe(dealt[other]);
        expect(dealt.every((fold) => fold >= 0 && fold < 3)).toBe(true);
        expect(folds(rows, 3, (own) => own)).toEqual(dealt);
      }),
    );
  });

  it('refuses more folds than there are independent parts', () => {
    expect(() => folds(['x', 'x', 'y'], 3, (key) => [key])).toThrow('2 independent parts cannot be dealt out to 3 folds');
  });
});
