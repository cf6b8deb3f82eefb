import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createPhrases, findLongest } from '../../../analysis/locate/phrases.ts';
import { createVocabulary } from '../../../analysis/locate/vocabulary.ts';
import { capital, coded, cutWords, emptyWords, keysOf, nameKey, possessive, tag } from '../../../analysis/locate/words.ts';

describe('the words of a text', () => {
  test.each([
    ['St. Mary’s & Co', 'st marys and co'],
    ['A&B', 'a and b'],
    ['Ynys Môn', 'ynys mon'],
    ['#BurnhamOnSea #wirral', 'burnham on sea wirral'],
    ['see www.example.org/leeds or desk@leeds.example or @LeedsPharmacy today', 'see or or today'],
    ['https://example.org/x Leeds', 'leeds'],
    ["rock 'n' roll's", 'rock n rolls'],
    ['', ''],
  ])('%j reads as %j', (text, keys) => {
    expect(nameKey(text)).toBe(keys);
  });

  test('carry their marks and their number with and without a possessive', () => {
    const vocabulary = createVocabulary();
    const cornwall = vocabulary.add('cornwall');
    const words = emptyWords();
    cutWords(words, "Cornwall's #Cornwall cornwall SK9 n81086 2024", vocabulary);
    expect([...words.ids.subarray(0, words.count)]).toEqual([0, cornwall, cornwall, 0, 0, 0]);
    expect(words.stems[0]).toBe(cornwall);
    expect([...words.marks.subarray(0, words.count)]).toEqual([
      capital | possessive,
      capital | tag,
      0,
      capital | coded,
      coded,
      0,
    ]);
  });

  test('lie inside the text, one after the other, whatever the text', () => {
    const words = emptyWords(4);
    const texts = fc.array(fc.constantFrom("'", '’', '#', '@', '.', '&', 'é', 'A', 'b', '9', ' ', '\ud83d', '://'), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(texts, (pieces) => {
        const text = pieces.join('');
        cutWords(words, text, createVocabulary());
        let last = 0;
        for (let index = 0; index < words.count; index += 1) {
          const [start = -1, end = -1] = [words.starts[index], words.ends[index]];
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          last = end;
        }
        expect(last).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});

test('every word of a large vocabulary is found again under its own number, and no other word is', () => {
  const vocabulary = createVocabulary();
  const words = Array.from({ length: 20_000 }, (_, index) => `w${index.toString(36)}`);
  const ids = words.map(vocabulary.add);
  expect(new Set(ids).size).toBe(words.length);
  expect(words.map(vocabulary.idOf)).toEqual(ids);
  expect(words.map(vocabulary.add)).toEqual(ids);
  expect(vocabulary.idOf('other')).toBe(0);
});

test('the longest of many names is found, and a name within a word is not', () => {
  const vocabulary = createVocabulary();
  const names = Array.from({ length: 5000 }, (_, index): [string, number] => [`n${index} of m${index % 7}`, index]);
  const phrases = createPhrases(vocabulary, [...names, ['ash', -1], ['ash green', -2]]);
  const find = (text: string): unknown => {
    const words = emptyWords();
    cutWords(words, text, vocabulary);
    expect(keysOf(words, 0, words.count)).toBe(nameKey(text));
    return findLongest(phrases, words, 0);
  };
  for (const [name, entry] of names) expect(find(`${name} and more`)).toEqual({ entry, words: 3 });
  expect(find('Ash Greens')).toEqual({ entry: -1, words: 1 });
  expect(find('Ash Green’s')).toEqual({ entry: -2, words: 2 });
  expect(find('Ashford')).toBeNull();
  expect(find('n1 of m2')).toBeNull();
});
