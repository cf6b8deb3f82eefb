import { describe, expect, it } from 'vitest';
import { CollectError } from '../src/core/errors.ts';
import type { Channel } from '../src/core/types.ts';
import { failureKinds } from '../src/core/types.ts';
import { decideNext } from '../src/due.ts';

const now = '2024-07-19T07:00:00.000Z';
const channel: Channel = {
  id: 'feed:1',
  platform: 'feed',
  address: 'https://thistlewick.invalid/feed/',
  title: 'Thistlewick Surgery (invented)',
  organisation: null,
  authorKind: 'practice',
  selector: null,
  everyMinutes: 10,
  dataset: 'live',
  addedAt: now,
};

describe('when a channel is due again', () => {
  it('is one interval later when all went well, give or take a tenth', () => {
    expect(decideNext(channel, null, 3, now, 0.5)).toEqual({
      outcome: 'ok',
      nextAt: '2024-07-19T07:10:00.000Z',
      state: 'active',
    });
    expect(decideNext(channel, null, 0, now, 0).nextAt).toBe('2024-07-19T07:09:00.000Z');
    expect(decideNext(channel, null, 0, now, 1).nextAt).toBe('2024-07-19T07:11:00.000Z');
  });

  it('waits exactly as long as the host asks, and counts that as no failure', () => {
    const error = new CollectError('rate-limited', 'Too many requests', { retryAt: '2024-07-19T07:45:00.000Z' });
    expect(decideNext(channel, error, 0, now, 1)).toEqual({
      outcome: 'waiting',
      nextAt: '2024-07-19T07:45:00.000Z',
      state: 'active',
    });
  });

  it('never asks twice within a minute, whatever the host says', () => {
    const error = new CollectError('rate-limited', 'Too many requests', { retryAt: now });
    expect(decideNext(channel, error, 0, now, 1).nextAt).toBe('2024-07-19T07:01:00.000Z');
  });

  it('backs off twice as long after each failure, a day at most', () => {
    const error = new CollectError('unreachable', 'No answer');
    const waits = [0, 1, 2, 30].map((failures) => decideNext(channel, error, failures, now, 0.5).nextAt);
    expect(waits).toEqual([
      '2024-07-19T07:10:00.000Z',
      '2024-07-19T07:20:00.000Z',
      '2024-07-19T07:40:00.000Z',
      '2024-07-20T07:00:00.000Z',
    ]);
  });

  it('retires a channel that is gone five times in a row, not sooner', () => {
    const error = new CollectError('gone', 'No longer there (410)');
    expect(decideNext(channel, error, 3, now, 0.5).state).toBe('active');
    expect(decideNext(channel, error, 4, now, 0.5)).toEqual({ outcome: 'failed', nextAt: null, state: 'retired' });
  });

  it('switches a channel off until the next start when the platform refuses our credentials', () => {
    expect(decideNext(channel, new CollectError('unauthorised', 'Bad token'), 0, now, 0.5)).toEqual({
      outcome: 'failed',
      nextAt: null,
      state: 'off',
    });
  });

  it('has an answer for every kind of failure', () => {
    for (const kind of failureKinds)
      expect(decideNext(channel, new CollectError(kind, 'x'), 0, now, 0.5).outcome).toMatch(/failed|waiting/);
  });
});
