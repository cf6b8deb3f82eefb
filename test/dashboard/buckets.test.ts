import { expect, test } from 'vitest';
import { chooseSize, niceTicks, padBuckets, sumBucket } from '../../dashboard/logic/buckets.ts';

const hours = { from: '2024-07-19T05:00:00.000Z', to: '2024-07-19T09:00:00.000Z' };
const count = (bucket: string, key: string, mentions: number, organisations = mentions) => ({
  bucket,
  key,
  mentions,
  organisations,
});

test('hours in which nobody posted are there as zero', () => {
  const buckets = padBuckets(hours, 'hour', [count('2024-07-19T07:00:00.000Z', 'disrupted', 4, 3)], []);
  expect(buckets.map((bucket) => sumBucket(bucket, 'mentions'))).toEqual([0, 0, 4, 0]);
  expect(buckets.map((bucket) => sumBucket(bucket, 'organisations'))).toEqual([0, 0, 3, 0]);
});

test('phases of one hour are kept apart and summed', () => {
  const at = '2024-07-19T06:00:00.000Z';
  const [, second] = padBuckets(hours, 'hour', [count(at, 'disrupted', 4), count(at, 'restored', 2)], []);
  expect(second!.counts).toEqual({
    disrupted: { mentions: 4, organisations: 4 },
    restored: { mentions: 2, organisations: 2 },
  });
  expect(sumBucket(second!, 'mentions')).toBe(6);
});

test('a span that begins within an hour begins with the whole of that hour', () => {
  const buckets = padBuckets({ from: '2024-07-19T05:40:00.000Z', to: '2024-07-19T06:10:00.000Z' }, 'hour', [], []);
  expect(buckets.map((bucket) => new Date(bucket.startMs).toISOString())).toEqual([
    '2024-07-19T05:00:00.000Z',
    '2024-07-19T06:00:00.000Z',
  ]);
});

test('days are London days, 25 hours long when the clocks go back', () => {
  const buckets = padBuckets({ from: '2024-10-25T23:00:00.000Z', to: '2024-10-29T00:00:00.000Z' }, 'day', [], []);
  expect(buckets.map((bucket) => (bucket.endMs - bucket.startMs) / 3_600_000)).toEqual([24, 25, 24]);
});

test('a channel that was blind twice in an hour is one channel, and one that is still blind counts to the end', () => {
  const buckets = padBuckets(
    hours,
    'hour',
    [],
    [
      { channel: 'a', title: null, from: '2024-07-19T05:10:00.000Z', to: '2024-07-19T05:20:00.000Z', why: '' },
      { channel: 'a', title: null, from: '2024-07-19T05:30:00.000Z', to: '2024-07-19T06:00:00.000Z', why: '' },
      { channel: 'b', title: null, from: '2024-07-19T07:30:00.000Z', to: null, why: '' },
    ],
  );
  expect(buckets.map((bucket) => bucket.blind)).toEqual([1, 0, 1, 1]);
});

test('more than five days are shown by day', () => {
  expect(chooseSize('2024-07-18T18:00:00.000Z', '2024-07-20T18:00:00.000Z')).toBe('hour');
  expect(chooseSize('2024-07-01T00:00:00.000Z', '2024-07-20T18:00:00.000Z')).toBe('day');
});

test('the axis has whole round numbers that reach the highest column', () => {
  for (const max of [0, 1, 3, 7, 62, 118, 999, 12_345]) {
    const ticks = niceTicks(max);
    expect(ticks.at(-1)).toBeGreaterThanOrEqual(max);
    expect(ticks.length).toBeLessThanOrEqual(6);
    expect(ticks.every(Number.isInteger)).toBe(true);
  }
});
