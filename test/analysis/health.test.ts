import { describe, expect, it } from 'vitest';
import { judgeHealth, troubled } from '../../analysis/health.ts';
import type { ChannelState } from '../../src/core/types.ts';

const now = '2024-07-19T12:00:00.000Z';
const good: ChannelState = {
  channel: {
    id: 'feed:1',
    platform: 'feed',
    address: 'https://thistlewick.invalid/feed/',
    title: 'Thistlewick Surgery (invented)',
    organisation: null,
    authorKind: 'practice',
    selector: null,
    everyMinutes: 10,
    dataset: 'live',
    addedAt: '2024-07-01T06:00:00.000Z',
  },
  state: 'active',
  nextAt: '2024-07-19T12:05:00.000Z',
  lastRunAt: '2024-07-19T11:55:00.000Z',
  lastSuccessAt: '2024-07-19T11:55:00.000Z',
  lastPostAt: '2024-07-18T08:00:00.000Z',
  failures: 0,
  failure: null,
  message: null,
  notes: [],
  mentions: 12,
};

describe('channel health', () => {
  it.each([
    ['ok', {}],
    ['new', { lastRunAt: null, lastSuccessAt: null }],
    ['waiting', { lastSuccessAt: null, message: 'Too many requests' }],
    ['waiting', { failure: 'rate-limited', message: 'The budget is spent' }],
    ['overdue', { lastSuccessAt: '2024-07-19T09:00:00.000Z', failure: 'rate-limited', message: 'The budget is spent' }],
    ['ok', { failure: 'rate-limited', nextAt: '2024-07-19T11:59:00.000Z' }],
    ['failing', { failures: 3, failure: 'unreachable', message: 'No answer' }],
    ['overdue', { lastSuccessAt: '2024-07-19T09:00:00.000Z' }],
    ['silent', { lastPostAt: '2024-06-01T08:00:00.000Z' }],
    ['degraded', { notes: ['The feed is broken.'] }],
    ['failing', { failures: 1, notes: ['The feed is broken.'] }],
    ['retired', { state: 'retired', message: 'Gone' }],
    ['off', { state: 'off', message: 'Bad token' }],
    ['withheld', { state: 'withheld', lastRunAt: null, lastSuccessAt: null }],
  ] as const)('is %s when it should be', (health, change) => {
    expect(judgeHealth({ ...good, ...change }, now).health).toBe(health);
  });

  it('carries the reason in its sentence', () => {
    const waiting = {
      ...good,
      failure: 'rate-limited',
      message: 'The budget is spent',
      lastSuccessAt: '2024-07-19T09:00:00.000Z',
    } as const;
    expect(judgeHealth(waiting, now).says).toBe('Waiting: The budget is spent');
    expect(judgeHealth({ ...good, failures: 3, message: 'No answer' }, now).says).toBe('Failed 3 times in a row: No answer');
  });

  it('counts as trouble exactly what can hide an outage', () => {
    expect([...troubled].toSorted()).toEqual(['failing', 'off', 'overdue', 'retired', 'silent']);
  });
});
