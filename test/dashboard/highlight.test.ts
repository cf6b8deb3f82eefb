import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitHighlights } from '../../dashboard/logic/highlight.ts';

test('the words of a reason are cut out with its rule', () => {
  expect(splitHighlights('We cannot access EMIS today', [{ rule: 'outage.cannot-access', start: 3, end: 16 }])).toEqual([
    { text: 'We ', rules: [] },
    { text: 'cannot access', rules: ['outage.cannot-access'] },
    { text: ' EMIS today', rules: [] },
  ]);
});

test('reasons that overlap share their middle', () => {
  const segments = splitHighlights('abcdef', [
    { rule: 'one', start: 0, end: 4 },
    { rule: 'two', start: 2, end: 6 },
  ]);
  expect(segments.map((segment) => [segment.text, segment.rules])).toEqual([
    ['ab', ['one']],
    ['cd', ['one', 'two']],
    ['ef', ['two']],
  ]);
});

test('no letter is lost or doubled, whatever the offsets', () => {
  const reason = fc.record({
    rule: fc.constantFrom('a', 'b'),
    start: fc.integer({ min: -5, max: 40 }),
    end: fc.integer({ min: -5, max: 60 }),
  });
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', 'é', '😀', '\n'), maxLength: 30 }),
      fc.array(reason, { maxLength: 6 }),
      (text, reasons) => {
        expect(
          splitHighlights(text, reasons)
            .map((segment) => segment.text)
            .join(''),
        ).toBe(text);
      },
    ),
  );
});
