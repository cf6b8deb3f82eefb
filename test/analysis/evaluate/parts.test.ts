import { describe, expect, it } from 'vitest';
import { classify } from '../../../analysis/classify.ts';
import { answerOf } from '../../../analysis/evaluate/answer.ts';
import { worst } from '../../../analysis/evaluate/mistakes.ts';
import { searchPhrases } from '../../../analysis/evaluate/plain.ts';
import { pick } from '../../../analysis/evaluate/sample.ts';
import type { Place } from '../../../src/core/types.ts';
import { answer, label } from './rows.ts';

describe('pick', () => {
  const rows = [...Array<string>(60).fill('a'), ...Array<string>(30).fill('b'), 'c'].map((key, at) => ({ key, at }));

  it('keeps the share of each key, the order, and the same rows each time', () => {
    const chosen = pick(rows, 31, ({ key }) => key);
    const count = (key: string): number => chosen.filter((row) => row.key === key).length;
    expect([count('a'), count('b'), count('c')]).toEqual([20, 10, 1]);
    expect(chosen.map(({ at }) => at)).toEqual(chosen.map(({ at }) => at).toSorted((one, other) => one - other));
    expect(pick(rows, 31, ({ key }) => key)).toEqual(chosen);
    // Spread over the file: from the first sixty, one of every three.
    expect(chosen.filter(({ key, at }) => key === 'a' && at < 30)).toHaveLength(10);
  });

  it('takes all where there are no more, and never more than asked', () => {
    expect(pick(rows, 91, ({ key }) => key)).toBe(rows);
    for (const most of [1, 2, 3, 10, 90]) expect(pick(rows, most, ({ key }) => key)).toHaveLength(most);
  });
});

describe('searchPhrases', () => {
  it.each([
    ['EMIS is DOWN at all sites', true],
    ['We can’t access your records', true],
    // What a list of phrases cannot know: a negation, and a post that names no phrase.
    ['We are not affected by the outage', true],
    ['No IT this am, bear with us', false],
    ['The downstairs toilet is downgraded', false],
  ])('%s: %s', (text, outage) => {
    expect(searchPhrases(text)).toMatchObject({ outage, score: null, phase: null });
  });
});

describe('answerOf', () => {
  it('takes words from Places that the text named, and codes from those that are sure', () => {
    const place = (given: Partial<Place>): Place => ({
      text: null,
      code: 'QYG',
      name: 'a name',
      kind: 'icb',
      method: 'gazetteer',
      confidence: 0.9,
      ...given,
    });
    const verdict = classify({ text: 'EMIS is down', authorKind: 'practice' });
    const { sets, outage, score } = answerOf(verdict, [
      place({ method: 'channel' }),
      place({ text: 'Newport', code: 'Y60', confidence: 0.2 }),
      place({ text: 'Newport', code: 'QYG', confidence: 0.3 }),
      place({ text: 'Elm Surgery', code: 'N81086', kind: 'organisation' }),
    ]);
    expect({ outage, score }).toEqual({ outage: true, score: verdict.score });
    expect(sets.places).toEqual(['Newport', 'Elm Surgery']);
    expect(sets.areas).toEqual(['QYG']);
    expect(sets.systems).toEqual(['emis-web']);
    expect(sets.cause).toEqual([]);
  });
});

describe('worst', () => {
  it('puts the surest mistake first, those of phase alone last, and quotes the words that led there', () => {
    const labels = [
      label({ text: 'one', outage: true, phase: 'disrupted' }),
      label({ text: 'EMIS training on Monday', outage: false, phase: 'none' }),
      label({ text: 'three', outage: true, phase: 'recovering' }),
      label({ text: 'four', outage: false, phase: 'none' }),
      label({ text: 'five', outage: true, phase: null }),
    ];
    const answers = [
      answer({ outage: false, score: 0.4, phase: 'none' }),
      answer({ outage: true, score: 0.9, phase: 'disrupted', reasons: [{ rule: 'system.emis-web', start: 0, end: 4 }] }),
      answer({ outage: true, score: 0.95, phase: 'disrupted' }),
      answer({ outage: false, score: 0.1, phase: 'none' }),
      answer({ outage: true, score: 0.6, phase: 'disrupted' }),
    ];
    const found = worst(labels, answers, 10);
    expect(found.map(({ text }) => text)).toEqual(['EMIS training on Monday', 'one', 'three']);
    expect(found[0]?.reasons).toEqual([{ rule: 'system.emis-web', words: 'EMIS' }]);
    expect(found.map(({ confidence }) => Math.round(confidence * 100))).toEqual([90, 60, 95]);
    expect(worst(labels, answers, 1)).toHaveLength(1);
  });
});
