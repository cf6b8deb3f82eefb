import { expect, test } from 'vitest';
import { fingerprint } from '../../analysis/classify/fingerprint.ts';
import { hashWord } from '../../analysis/classify/lexicon.ts';
import { senseOf } from '../../analysis/classify/senses.ts';
import { buildSenses, readVectors } from '../../analysis/senses/build.ts';
import list from '../../analysis/senses/senses.json' with { type: 'json' };

const sense = (word: string): number => {
  const key = Uint16Array.from(word, (letter) => letter.charCodeAt(0));
  return senseOf(hashWord(key, key.length));
};

test('words of like meaning have one sense, others have others, and an unknown word means itself', () => {
  expect(sense('apologies')).toBe(sense('sorry'));
  expect(sense('restored')).toBe(sense('restoring'));
  expect(sense('restored')).not.toBe(sense('sorry'));
  expect(sense('xqzzyv')).toBe(
    hashWord(
      Uint16Array.from('xqzzyv', (letter) => letter.charCodeAt(0)),
      6,
    ),
  );
});

test('every word of the list has one sense, and no sense is of one word alone', () => {
  const words = list.senses.flatMap((line) => line.split(' '));
  expect(new Set(words).size).toBe(words.length);
  expect(words.every((word) => /^[a-z]{2,20}$/.test(word))).toBe(true);
  expect(list.senses.filter((line) => !line.includes(' '))).toEqual([]);
  expect(fingerprint(new TextEncoder().encode(list.senses.join('\n')))).toBe(list.name);
  expect(new Set(list.senses.map((line) => sense(line.split(' ')[0] ?? ''))).size).toBe(list.senses.length);
});

test('words are grouped by where their vectors point, however long they are, and a word alone is no sense', () => {
  const vectors = readVectors('up 1 0.1\nrise 5 0.4\ndown -1 0.1\nfall -3 0\nsideways 0 -2\n');
  const [first, ...others] = [1, 2, 3].map(() => buildSenses(vectors, 3));
  expect(others).toEqual([first, first]);
  expect(first?.every((line) => ['rise up', 'down fall', 'down fall sideways', 'rise sideways up'].includes(line))).toBe(true);
  expect(buildSenses(vectors, 5)).toEqual([]);
});

test('vectors that cannot be grouped are refused by name', () => {
  expect(() => readVectors('up 1 2\nwrong one two')).toThrow('line 2 is not a word with its numbers');
  expect(() => readVectors('lonely')).toThrow('line 1 is not a word with its numbers');
  expect(() => buildSenses(readVectors('up 1 2\ndown 1'), 1)).toThrow('"down" has 1 numbers, the first word has 2');
  expect(() => buildSenses(readVectors('up 1 2'), 2)).toThrow('1 words cannot make 2 senses');
});
