import { expect, test } from 'vitest';
import { sayDay, sayList, sayMoment, sayNumber, sayTerm } from '../../src/digest/say.ts';

test('a day is said as a person would', () => {
  expect(sayDay('2024-07-19')).toBe('Friday 19 July 2024');
  expect(sayMoment('2024-07-20T06:00:00.000Z')).toBe('20 July 2024 at 07:00');
});

test('numbers have their commas, means one decimal', () => {
  expect([1204, 12.44, 0, 1250.6].map(sayNumber)).toEqual(['1,204', '12.4', '0', '1,251']);
});

test('lists end in "and", long ones in how many more', () => {
  expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map((items) => sayList(items))).toEqual(['', 'a', 'a and b', 'a, b and c']);
  expect(sayList(['a', 'b', 'c', 'd', 'e', 'f'], 3)).toBe('a, b, c and 3 more');
});

test('a system outside the list carries its own name, on one line', () => {
  expect(sayTerm('emis-web', [{ id: 'emis-web', title: 'EMIS Web' }])).toBe('EMIS Web');
  expect(sayTerm('other:Foo\r\nBcc: x', [])).toBe('Foo Bcc: x');
  expect(sayTerm('other:check-in-screen', [])).toBe('check in screen');
});
