import { expect, test } from 'vitest';
import { readDate } from '../../scrapers/dates.ts';

test.each([
  ['Fri, 19 Jul 2024 07:12:49 +0000', '2024-07-19T07:12:49.000Z'],
  ['Fri, 19 Jul 2024 08:12 BST', '2024-07-19T07:12:00.000Z'],
  ['19 July 24 02:12:00 EST', '2024-07-19T07:12:00.000Z'],
  ['Fri, 19 Jul 2024 07:12:49 GMT', '2024-07-19T07:12:49.000Z'],
  ['Fri, 19 Jul 2024 08:12:49', '2024-07-19T07:12:49.000Z'],
  ['2024-07-19T08:12:00+01:00', '2024-07-19T07:12:00.000Z'],
  ['2024-07-19 07:12:00Z', '2024-07-19T07:12:00.000Z'],
  ['2024-07-19T08:12:00', '2024-07-19T07:12:00.000Z'],
  ['19/07/2024 08:12', '2024-07-19T07:12:00.000Z'],
  ['19.07.2024 08:12:30', '2024-07-19T07:12:30.000Z'],
  ['19/01/2024 08:12', '2024-01-19T08:12:00.000Z'],
])('%s is read', (text, at) => {
  expect(readDate(text)).toBe(at);
});

test.each([
  '',
  null,
  undefined,
  '19/07/2024',
  '2024-07-19',
  'Fri, 19 Jul 2024',
  'yesterday',
  '07/19/2024 08:12',
  '31/02/2024 08:12',
  '1',
  'Fri, 19 Jui 2024 07:12:00 +0000',
  '0000-00-00T00:00:00Z',
  'Fri, 19 Jul 2024 07:12:00 XYZ',
])('%s is no moment, and none is made up', (text) => {
  expect(readDate(text)).toBeNull();
});

test('a date without an offset is UTC where the caller knows that it is', () => {
  expect(readDate('2024-07-19 08:12:00', 'UTC')).toBe('2024-07-19T08:12:00.000Z');
});
