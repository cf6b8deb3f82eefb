import fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderText } from '../../../src/digest/render/text.ts';
import { size, wrap } from '../../../src/digest/render/wrap.ts';
import { digestWith, hostile, makeDigest } from '../digest.ts';

function tooWide(text: string): string[] {
  return text.split('\n').filter((line) => size(line) > 78 && !/^\s*https?:\/\/\S+$/.test(line));
}

test('the answer stands right under the title', () => {
  const lines = renderText(makeDigest()).split('\n');
  expect(lines[0]).toBe('Ripplewatch digest: Friday 19 July 2024');
  expect(lines[3]).toMatch(/^On Friday 19 July 2024, 16 organisations/);
});

test('hours are drawn as a line of blocks, with blind ones marked and none for hours to come', () => {
  const [bars, marks, labels] = renderText(makeDigest()).split('When\n----\n')[1]!.split('\n');
  expect(bars!.indexOf('█')).toBe(27);
  expect(marks!.indexOf('×')).toBe(12);
  expect(labels).toMatch(/^00 {7}03 /);
});

test('no line is wider than 78 columns, whatever comes from outside', () => {
  expect(tooWide(renderText(makeDigest()))).toEqual([]);
  for (const text of hostile) expect(tooWide(renderText(digestWith(`${text} ${'x'.repeat(200)}`)))).toEqual([]);
});

test('wrapping keeps every word, in order, within the width', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).map((word) => word.replace(/\s/g, '_'))),
      (words) => {
        const wrapped = wrap(words.join(' '), 40, '- ');
        expect(wrapped.replace(/^- /, '').replace(/\n {2}/g, ' ')).toBe(words.join(' '));
        for (const line of wrapped.split('\n')) expect(size(line)).toBeLessThanOrEqual(40);
      },
    ),
  );
});

test('a web address is never broken', () => {
  const url = `https://watch.example/${'a'.repeat(100)}`;
  expect(wrap(`see ${url} now`, 40)).toContain(url);
});
