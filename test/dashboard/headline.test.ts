import { expect, test } from 'vitest';
import { padBuckets } from '../../dashboard/logic/buckets.ts';
import { type Facts, judgeTrend, plural, sayHeadline } from '../../dashboard/logic/headline.ts';

const count = (key: string, organisations: number, mentions = organisations, bucket: string | null = null) => ({
  bucket,
  key,
  mentions,
  organisations,
});

const span = { from: '2024-07-19T04:00:00.000Z', to: '2024-07-19T16:00:00.000Z' };
const hour = (time: string, mentions: number, phase = 'disrupted') =>
  count(phase, mentions, mentions, `2024-07-19T${time}:00:00.000Z`);

function facts(more: Partial<Facts> = {}): Facts {
  return {
    totals: { mentions: 150, organisations: 130, undated: 0, statements: 100 },
    authors: [count('practice', 100), count('pharmacy', 18), count('patient', 0, 30)],
    systems: [count('emis-web', 90, 100), count('eps', 20, 20)],
    systemTitle: (id) => (id === 'emis-web' ? 'EMIS Web' : 'EPS'),
    buckets: padBuckets(span, 'hour', [hour('05', 2), hour('07', 60), hour('08', 90), hour('09', 40), hour('13', 4)], []),
    firstAt: '2024-07-19T05:12:00.000Z',
    ...more,
  };
}

test('the headline says who posted and what most of them name', () => {
  expect(sayHeadline(facts())).toEqual({
    headline: '118 practices and pharmacies have posted about a disruption; most name EMIS Web.',
    when: 'First at 06:12, peak in the hour from 09:00 on 19 July, falling since.',
  });
});

test('one practice is one practice', () => {
  const one = facts({
    totals: { mentions: 1, organisations: 1, undated: 0, statements: 1 },
    authors: [count('practice', 1)],
    systems: [count('eps', 1)],
  });
  expect(sayHeadline(one).headline).toBe('1 practice has posted about a disruption; it names EPS.');
});

test('posts by patients alone are counted as posts', () => {
  const patients = facts({
    totals: { mentions: 4, organisations: 0, undated: 0, statements: 4 },
    authors: [count('patient', 0, 4)],
    systems: [],
  });
  expect(sayHeadline(patients).headline).toBe('4 posts speak of a disruption.');
});

test('a system named by fewer than half of the posts is named most often, not by most', () => {
  expect(sayHeadline(facts({ systems: [count('emis-web', 50, 60)] })).headline).toContain('; EMIS Web is named most often.');
});

test('a wave of posts that all is well is no new peak', () => {
  const buckets = padBuckets(span, 'hour', [hour('07', 60), hour('14', 99, 'restored')], []);
  expect(sayHeadline(facts({ buckets })).when).toContain('peak in the hour from 08:00');
});

test('nothing dated says nothing of when', () => {
  expect(sayHeadline(facts({ buckets: padBuckets(span, 'hour', [], []), firstAt: null })).when).toBe('');
});

test('the trend tells rising, falling, ended and level apart', () => {
  expect(judgeTrend([0, 1, 5, 9, 20])).toBe('rising');
  expect(judgeTrend([0, 20, 60, 50, 20, 12, 8, 4])).toBe('falling');
  expect(judgeTrend([0, 20, 60, 50, 20, 0, 0, 0])).toBe('ended');
  expect(judgeTrend([50, 60, 50, 55, 50, 55, 50, 55])).toBe('level');
});

test('counts are said in words that fit their number', () => {
  expect(plural(1, 'mention')).toBe('1 mention');
  expect(plural(1204, 'mention')).toBe('1,204 mentions');
  expect(plural(2, 'pharmacy', 'pharmacies')).toBe('2 pharmacies');
});
