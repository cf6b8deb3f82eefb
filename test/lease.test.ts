import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { areas } from '../analysis/areas.ts';
import type { App } from '../src/app.ts';
import { silentLogger } from '../src/core/log.ts';
import { addMs } from '../src/core/time.ts';
import type { Instant } from '../src/core/types.ts';
import { holdSchedule } from '../src/lease.ts';
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
const process = (name: string): App =>
  ({ store, holder: `${name}:1:${now}`, now: () => now, log: silentLogger }) as unknown as App;

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
