import { expect, test } from 'vitest';
import { endOfLink } from '../../analysis/classify/address.ts';

const link = 'https://example.org/reset';

test.each([' ', '\n', '\u00a0', '\u2003', '\u200b', '\u202f', '\u3000', '\ufeff', '\0', '<', '>', '"'])(
  'a link ends at %j',
  (end) => {
    expect(endOfLink(`see ${link}${end}our phones are down`, 4)).toBe(4 + link.length);
  },
);

test('a link goes on through letters of any alphabet, and to the end of the text', () => {
  expect(endOfLink(`${link}/caffè-é?x=1&y=💙`, 0)).toBe(`${link}/caffè-é?x=1&y=💙`.length);
});
