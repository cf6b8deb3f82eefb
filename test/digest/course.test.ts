import { expect, test } from 'vitest';
import { findCourse } from '../../src/digest/course.ts';
import type { Hour } from '../../src/digest/digest.ts';
import { minutesIn } from './day.ts';

function hoursOf(counts: readonly number[], ahead = 0, restored: readonly number[] = []): Hour[] {
  return counts.map((disrupted, hour) => ({
    at: minutesIn(hour * 60),
    label: `${String(hour).padStart(2, '0')}:00`,
    disrupted,
    recovering: 0,
    restored: restored[hour] ?? 0,
    blind: false,
    ahead: hour >= counts.length - ahead,
  }));
}

test('a wave has its onset, its peak and the hour from which recovery leads', () => {
  const course = findCourse(hoursOf([0, 0, 2, 9, 20, 12, 8, 3, 1, 0], 0, [0, 0, 0, 0, 1, 0, 2, 5, 9, 4]));
  expect(course).toMatchObject({
    fromBefore: false,
    onset: { label: '02:00' },
    peak: { label: '04:00' },
    recedingAt: minutesIn(420),
  });
});

test('fewer posts without word of recovery are quieter, not receding', () => {
  expect(findCourse(hoursOf([0, 0, 2, 9, 20, 12, 8, 3, 0, 0]))).toMatchObject({ recedingAt: null, quieterAt: minutesIn(360) });
});

test('one early "we are back" is no receding while others go down', () => {
  expect(findCourse(hoursOf([0, 9, 20, 0, 15, 12], 0, [0, 0, 0, 1, 0, 0]))?.recedingAt).toBeNull();
});

test('a stray post in the night does not begin the wave', () => {
  expect(findCourse(hoursOf([1, 0, 0, 6, 20, 4]))?.onset.label).toBe('03:00');
});

test('one dip below half is not quieter when it comes back', () => {
  expect(findCourse(hoursOf([0, 10, 20, 6, 14, 3]))?.quieterAt).toBe(minutesIn(300));
});

test('what is busy to the end is neither', () => {
  expect(findCourse(hoursOf([0, 5, 12, 20]))).toMatchObject({ recedingAt: null, quieterAt: null });
});

test('what is busy from the first hour was under way before', () => {
  expect(findCourse(hoursOf([9, 12, 20, 1]))?.fromBefore).toBe(true);
});

test('a handful of posts has no course', () => {
  expect(findCourse(hoursOf([0, 3, 5, 2]))).toBeNull();
  expect(findCourse([])).toBeNull();
});

test('hours to come do not count as quiet', () => {
  expect(findCourse(hoursOf([0, 8, 20, 0, 0], 2))?.quieterAt).toBeNull();
});
