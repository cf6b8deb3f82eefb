import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { areas } from '../analysis/areas.ts';
import type { App } from '../src/app.ts';
import { silentLogger } from '../src/core/log.ts';
import { addMs } from '../src/core/time.ts';
import type { Instant } from '../src/core/types.ts';
import { doAlone, holdSchedule } from '../src/lease.ts';
import type { Store } from '../src/store/contract.ts';
import { openSqlite } from '../src/store/sqlite.ts';

let store: Store;
let now: Instant;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  now = '2024-07-19T07:00:00.000Z';
  store = await openSqlite(':memory:', { areas });
});
afterEach(async () => {
  vi.useRealTimers();
  await store.close();
});

/** A process on another computer, as far as anybody can tell: it is never found dead. */
const process = (name: string, part: Partial<Store> = {}): App =>
  ({
    store: { ...store, now: () => now, ...part },
    holder: `${name}:1:${now}`,
    now: () => now,
    log: silentLogger,
  }) as unknown as App;

const sleep = (seconds: number): void => {
  now = addMs(now, seconds * 1000);
};

it('counts as lost once it has run out, even before the renewal could find that out', async () => {
  const lease = await holdSchedule(process('one'));
  sleep(29);
  expect(lease.held()).toBe(true);
  sleep(2);
  expect(lease.held()).toBe(false);
});

it('stops what is under way when another process took over, and starts again when that one is gone', async () => {
  const first = await holdSchedule(process('one'));
  const before = first.lost();
  sleep(31);
  const second = await holdSchedule(process('two'));
  expect(second.held()).toBe(true);
  vi.advanceTimersByTime(10_000);
  await vi.waitFor(() => expect(before.aborted).toBe(true));
  expect([first.held(), second.held()]).toEqual([false, true]);
  await second.release();
  vi.advanceTimersByTime(10_000);
  await vi.waitFor(() => expect(first.held()).toBe(true));
  expect(first.lost().aborted).toBe(false);
});

it('says who holds the folder', async () => {
  await holdSchedule(process('one'));
  await expect(holdSchedule(process('two'))).rejects.toThrow('process 1 on one');
});

it('lets every process schedule on a store that several computers share', async () => {
  const leases = await Promise.all(['one', 'two'].map((name) => holdSchedule(process(name, { shared: true }))));
  expect(leases.map((lease) => lease.held())).toEqual([true, true]);
});

it('does alone what one process may do at a time, and lets the next one in when it has ended, failed or slept too long', async () => {
  const [one, two] = [process('one'), process('two')];
  const gate = Promise.withResolvers<undefined>();
  const begun = doAlone(one, 'digest', () => gate.promise.then(() => 'sent'));
  await vi.waitFor(async () => expect(await store.holders()).toHaveLength(1));
  expect(await doAlone(two, 'digest', () => Promise.resolve('twice'))).toBeNull();
  sleep(31);
  expect(await doAlone(two, 'digest', () => Promise.resolve('taken over'))).toBe('taken over');
  gate.resolve(undefined);
  expect(await begun).toBe('sent');
  await expect(doAlone(one, 'digest', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await doAlone(two, 'digest', () => Promise.resolve('next'))).toBe('next');
});
