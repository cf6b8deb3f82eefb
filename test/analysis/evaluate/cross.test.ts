import { describe, expect, it } from 'vitest';
import { crossValidate } from '../../../analysis/evaluate/cross.ts';
import type { Label } from '../../../analysis/evaluate/label.ts';
import { answer, label } from './rows.ts';

const words = ['amber', 'birch', 'copper', 'delta', 'ember', 'fjord'];
const labels = words.flatMap((word, at) => [
  label({ text: `${word} ${word} ${word} ${word} ${word} first`, group: `incident ${at}` }),
  label({ text: `${word} lone`, group: `incident ${at}` }),
]);
// The same words again, in another incident.
const copied = [...labels, label({ text: labels[0]!.text.toUpperCase(), group: 'incident 5' })];

describe('crossValidate', () => {
  it('answers every row by what was learned from other incidents and no near copy', async () => {
    const learned: number[] = [];
    const { answers, foldOf, alike } = await crossValidate(copied, { k: 3, atLeast: 0.5 }, (train) => {
      learned.push(train.length);
      const seen = new Set(train.flatMap(({ group, text }) => [group, text.toLowerCase()]));
      return Promise.resolve(({ group, text }) => answer({ outage: seen.has(group) || seen.has(text.toLowerCase()) }));
    });
    expect(answers).toHaveLength(copied.length);
    expect(answers.filter(({ outage }) => outage)).toEqual([]);
    expect(foldOf.at(-1)).toBe(foldOf[0]);
    expect(alike).toEqual([]);
    expect(learned.reduce((all, one) => all + one, 0)).toBe(2 * copied.length);
  });

  it('keeps rows together by keys of one’s own too, and shows what is alike across parts', async () => {
    const { foldOf } = await crossValidate(labels, { k: 2, atLeast: 0.5, keysOf: (_, at) => (at < 4 ? ['together'] : []) }, () =>
      Promise.resolve(() => answer({})),
    );
    expect(new Set(foldOf.slice(0, 4)).size).toBe(1);
    const loose = await crossValidate(
      copied.map((one) => ({ ...one, group: null })),
      { k: 13, atLeast: 1.1 },
      () => Promise.resolve(() => answer({})),
    );
    expect(loose.alike[0]).toEqual({ one: 0, other: 12, similarity: 1 });
  });

  it('answers alike however many parts are learned for at once', async () => {
    const learn = async (train: readonly Label[]): Promise<(label: Label) => string> => {
      await new Promise((resolve) => setTimeout(resolve, train.length % 3));
      return ({ text }) => `${text} by ${train.length}`;
    };
    const one = await crossValidate(labels, { k: 6, atLeast: 0.5 }, learn);
    expect(await crossValidate(labels, { k: 6, atLeast: 0.5, atOnce: 4 }, learn)).toEqual(one);
    expect(one.answers).toHaveLength(labels.length);
  });

  it('refuses more parts than there are incidents', async () => {
    const crossed = crossValidate(labels, { k: 7, atLeast: 0.5 }, () => Promise.resolve(() => answer({})));
    await expect(crossed).rejects.toThrow('6 independent parts');
  });
});
