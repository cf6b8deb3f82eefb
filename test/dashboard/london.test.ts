import { expect, test } from 'vitest';
import { londonDate, sayMoment, saySpan, sayTime, sayUtc, startOfLondonDay } from '../../dashboard/logic/london.ts';

test('times are said in London time, an hour ahead of UTC in summer', () => {
  expect(sayTime('2024-07-19T07:12:00.000Z')).toBe('08:12');
  expect(sayTime('2024-01-19T07:12:00.000Z')).toBe('07:12');
  expect(sayMoment('2024-07-18T23:30:00.000Z')).toBe('19 July 2024, 00:30');
  expect(sayUtc('2024-07-19T07:12:00.000Z')).toBe('2024-07-19 07:12 UTC');
});

test('midnight is 00:00 and never 24:00', () => {
  expect(sayTime('2024-07-18T23:00:00.000Z')).toBe('00:00');
});

test('a span names the year once, and the day once where both ends share it', () => {
  expect(saySpan('2024-07-18T18:00:00.000Z', '2024-07-20T18:00:00.000Z')).toBe('18 July 19:00 to 20 July 2024 19:00');
  expect(saySpan('2024-12-31T18:00:00.000Z', '2025-01-02T18:00:00.000Z')).toBe('31 December 2024 18:00 to 2 January 2025 18:00');
  expect(saySpan('2024-07-19T09:10:00.000Z', '2024-07-19T09:40:00.000Z')).toBe('19 July 2024 10:10 to 10:40');
});

test('a London day begins at 23:00 UTC of the day before in summer', () => {
  expect(londonDate('2024-07-18T23:00:00.000Z')).toBe('2024-07-19');
  expect(new Date(startOfLondonDay(Date.parse('2024-07-19T12:00:00Z'))).toISOString()).toBe('2024-07-18T23:00:00.000Z');
  expect(new Date(startOfLondonDay(Date.parse('2024-03-31T12:00:00Z'))).toISOString()).toBe('2024-03-31T00:00:00.000Z');
});
