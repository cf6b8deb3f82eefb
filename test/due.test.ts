import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CollectError } from '../src/core/errors.ts';
import { addMs, toMs } from '../src/core/time.ts';
import type { Channel } from '../src/core/types.ts';
import { failureKinds } from '../src/core/types.ts';
import type { Circumstances } from '../src/due.ts';
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

const usual: Circumstances = { failures: 0, lastPostAt: now, near: false, freshUntil: null, now, jitter: 0.5 };
const next = (error: CollectError | null, change: Partial<Circumstances> = {}) =>
  decideNext(channel, error, { ...usual, ...change });

describe('when a channel is due again', () => {
  it('is one interval later when all went well, give or take a tenth', () => {
    expect(next(null, { failures: 3 })).toEqual({
      outcome: 'ok',
      nextAt: '2024-07-19T07:10:00.000Z',
      state: 'active',
    });
    expect(next(null, { jitter: 0 }).nextAt).toBe('2024-07-19T07:09:00.000Z');
    expect(next(null, { jitter: 1 }).nextAt).toBe('2024-07-19T07:11:00.000Z');
  });

  it('waits exactly as long as the host asks, and counts that as no failure', () => {
    const error = new CollectError('rate-limited', 'Too many requests', { retryAt: '2024-07-19T07:45:00.000Z' });
    expect(next(error, { jitter: 1 })).toEqual({
      outcome: 'waiting',
      nextAt: '2024-07-19T07:45:00.000Z',
      state: 'active',
    });
  });

  it('never asks twice within a minute, whatever the host says', () => {
    const error = new CollectError('rate-limited', 'Too many requests', { retryAt: now });
    expect(next(error, { jitter: 1 }).nextAt).toBe('2024-07-19T07:01:00.000Z');
  });

  it('backs off twice as long after each failure, a day at most', () => {
    const error = new CollectError('unreachable', 'No answer');
    const waits = [0, 1, 2, 30].map((failures) => next(error, { failures }).nextAt);
    expect(waits).toEqual([
      '2024-07-19T07:10:00.000Z',
      '2024-07-19T07:20:00.000Z',
      '2024-07-19T07:40:00.000Z',
      '2024-07-20T07:00:00.000Z',
    ]);
  });

  it('retires a channel that is gone five times in a row, not sooner', () => {
    const error = new CollectError('gone', 'No longer there (410)');
    expect(next(error, { failures: 3 }).state).toBe('active');
    expect(next(error, { failures: 4 })).toEqual({ outcome: 'failed', nextAt: null, state: 'retired' });
  });

  it('switches a channel off until the next start when the platform refuses our credentials', () => {
    expect(next(new CollectError('unauthorised', 'Bad token'))).toEqual({
      outcome: 'failed',
      nextAt: null,
      state: 'off',
    });
  });

  it('has an answer for every kind of failure', () => {
    for (const kind of failureKinds) expect(next(new CollectError(kind, 'x')).outcome).toMatch(/failed|waiting/);
  });

  it('is sooner while a disruption is on near it, never below five minutes, and never later for that', () => {
    const at = (everyMinutes: number) => decideNext({ ...channel, everyMinutes }, null, { ...usual, near: true }).nextAt;
    expect(at(60)).toBe('2024-07-19T07:20:00.000Z');
    expect(at(10)).toBe('2024-07-19T07:05:00.000Z');
    expect(at(2)).toBe('2024-07-19T07:02:00.000Z');
  });

  it('is later where nothing has come for two weeks, unless a disruption is on', () => {
    const lastPostAt = addMs(now, -15 * 86_400_000);
    expect(next(null, { lastPostAt }).nextAt).toBe('2024-07-19T07:15:00.000Z');
    expect(next(null, { lastPostAt, near: true }).nextAt).toBe('2024-07-19T07:05:00.000Z');
    expect(next(null, { lastPostAt: addMs(now, -13 * 86_400_000) }).nextAt).toBe('2024-07-19T07:10:00.000Z');
    const silent = { ...channel, addedAt: addMs(now, -20 * 86_400_000) };
    expect(decideNext(silent, null, { ...usual, lastPostAt: null }).nextAt).toBe('2024-07-19T07:15:00.000Z');
  });

  it('is not before the server’s own copy is stale, within bounds', () => {
    expect(next(null, { freshUntil: addMs(now, 12 * 60_000) }).nextAt).toBe('2024-07-19T07:12:00.000Z');
    expect(next(null, { freshUntil: addMs(now, 86_400_000) }).nextAt).toBe('2024-07-19T07:15:00.000Z');
    expect(next(null, { freshUntil: addMs(now, 60_000) }).nextAt).toBe('2024-07-19T07:10:00.000Z');
    expect(next(null, { freshUntil: addMs(now, 7 * 60_000), near: true }).nextAt).toBe('2024-07-19T07:07:00.000Z');
  });

  it('is so soon after a good look that the next one falls within two intervals, whatever the circumstances', () => {
    const property = fc.property(
      fc.integer({ min: 5, max: 1440 }),
      fc.integer({ min: 0, max: 90 }),
      fc.boolean(),
      fc.option(fc.integer({ min: -86_400, max: 86_400 })),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (everyMinutes, quietDays, near, freshSeconds, jitter) => {
        const { nextAt } = decideNext({ ...channel, everyMinutes }, null, {
          ...usual,
          lastPostAt: addMs(now, -quietDays * 86_400_000),
          near,
          freshUntil: freshSeconds === null ? null : addMs(now, freshSeconds * 1000),
          jitter,
        });
        const minutes = (toMs(nextAt ?? now) - toMs(now)) / 60_000;
        expect(minutes).toBeGreaterThanOrEqual(Math.min(everyMinutes, 5) * 0.9 - 0.001);
        expect(minutes + 1).toBeLessThan(2 * everyMinutes);
      },
    );
    fc.assert(property);
  });
});
