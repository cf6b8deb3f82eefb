import { expect, test } from 'vitest';
import type { Instant } from '../../src/core/types.ts';
import type { Sending } from '../../src/digest/due.ts';
import { dueDays } from '../../src/digest/due.ts';

const key = { dataset: 'live', target: 'email' };
const saturday: Instant = '2024-07-20T06:00:00.000Z';

function record(window: string, outcome: Sending['outcome'], other: Partial<typeof key> = {}): Sending {
  return { window, outcome, ...key, ...other };
}

test('yesterday in London is due, whatever the hour', () => {
  expect(dueDays(saturday, [], key)).toEqual(['2024-07-19']);
  expect(dueDays('2024-07-19T22:59:00.000Z', [], key)).toEqual(['2024-07-18']);
  expect(dueDays('2024-07-19T23:00:00.000Z', [], key)).toEqual(['2024-07-19']);
});

test('a day that was sent, or may have been, is not due again', () => {
  expect(dueDays(saturday, [record('2024-07-19', 'sent')], key)).toEqual([]);
  expect(dueDays(saturday, [record('2024-07-19', 'sending')], key)).toEqual([]);
});

test('a day whose sending failed is due again for three days, oldest first', () => {
  const failed = ['2024-07-16', '2024-07-17', '2024-07-18', '2024-07-19'].map((day) => record(day, 'failed'));
  expect(dueDays(saturday, failed, key)).toEqual(['2024-07-17', '2024-07-18', '2024-07-19']);
});

test('days nobody tried to send are not caught up: a digest of last week is no news', () => {
  expect(dueDays('2024-07-24T06:00:00.000Z', [record('2024-07-19', 'sent')], key)).toEqual(['2024-07-23']);
});

test('each target and dataset has its own account', () => {
  const others = [record('2024-07-19', 'sent', { target: 'folder' }), record('2024-07-19', 'sent', { dataset: 'demo' })];
  expect(dueDays(saturday, others, key)).toEqual(['2024-07-19']);
});

test('a day of 23 hours is a day', () => {
  expect(dueDays('2024-04-01T06:00:00.000Z', [], key)).toEqual(['2024-03-31']);
});
