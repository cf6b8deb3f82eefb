import { expect, test } from 'vitest';
import { londonDay } from '../../src/core/time.ts';
import type { DigestFacts } from '../../src/digest/facts.ts';
import { readHours } from '../../src/digest/hours.ts';

function hoursOf(day: string) {
  const facts = {
    window: londonDay(day)!,
    hours: [],
    watch: { channels: 0, collected: 0, blind: [], troubled: [] },
    generatedAt: '2030-01-01T00:00:00.000Z',
  } as unknown as DigestFacts;
  return readHours(facts).map(({ label }) => label);
}

test('an ordinary day has its 24 hours on a London clock', () => {
  expect(hoursOf('2024-07-19')).toHaveLength(24);
  expect(hoursOf('2024-07-19')[0]).toBe('00:00');
});

test('the day the clocks go forward has 23 hours and no one o’clock', () => {
  expect(hoursOf('2024-03-31')).toHaveLength(23);
  expect(hoursOf('2024-03-31').slice(0, 3)).toEqual(['00:00', '02:00', '03:00']);
});

test('the day the clocks go back has 25 hours and one o’clock twice', () => {
  expect(hoursOf('2024-10-27').slice(0, 4)).toEqual(['00:00', '01:00', '01:00', '02:00']);
  expect(hoursOf('2024-10-27')).toHaveLength(25);
});
