import { describe, expect, it } from 'vitest';
import { folds } from '../../../analysis/evaluate/folds.ts';
import { alikeAcross, alikeKeys, highestSimilarity, likeness } from '../../../analysis/evaluate/similarity.ts';

const notice = 'our phone lines have been down since eight';
const copy = 'OUR PHONE LINES have been down since nine!';
const other = 'flu clinic on saturday from ten at the hall';

describe('similarity', () => {
  it('is the share of five-word runs in common, whatever the case and marks', () => {
    // Eight words make four runs each; the first three are the same: 3 of 5.
    expect(highestSimilarity([notice, copy, other], [0, 1, 1])).toBeCloseTo(3 / 5, 12);
    expect(highestSimilarity([notice, notice.toUpperCase()], [0, 1])).toBe(1);
    expect(highestSimilarity([notice, other], [0, 1])).toBe(0);
  });

  it('looks across folds alone, and names the pairs', () => {
    expect(highestSimilarity([notice, copy, other], [0, 0, 1])).toBe(0);
    expect(alikeAcross([other, notice, copy, notice], [0, 0, 1, 2], 2)).toEqual([
      { one: 1, other: 3, similarity: 1 },
      { one: 1, other: 2, similarity: 3 / 5 },
    ]);
  });

  it('compares texts of fewer than five words as a whole, and empty ones with nothing', () => {
    expect(highestSimilarity(['EMIS down', 'emis down!', 'emis is down'], [0, 1, 2])).toBe(1);
    expect(highestSimilarity(['', ' … '], [0, 1])).toBe(0);
  });

  it('gives keys by which near copies stay in one fold', () => {
    const texts = [notice, other, copy, 'something else entirely is said in this one'];
    const keys = alikeKeys(texts, 0.5);
    expect(keys[0]).toEqual(keys[2]);
    expect(keys[1]).toEqual([]);
    const dealt = folds(texts, 3, (_, at) => keys[at] ?? []);
    expect(highestSimilarity(texts, dealt)).toBe(0);
    expect(alikeKeys(texts, 0.7).flat()).toEqual([]);
  });

  it('says of each text how much of it stands in a text of another list', () => {
    expect(likeness([other, copy, 'new'], [notice, other])).toEqual([1, 3 / 5, 0]);
    expect(likeness([notice, notice], [])).toEqual([0, 0]);
  });
});
