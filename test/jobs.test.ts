import { schedule } from 'node-cron';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { areas } from '../analysis/areas.ts';
import type { App } from '../src/app.ts';
import { silentLogger } from '../src/core/log.ts';
import { fromMs } from '../src/core/time.ts';
import { coordinate } from '../src/jobs.ts';
import type { Store } from '../src/store/contract.ts';
import { openSqlite } from '../src/store/sqlite.ts';

let store: Store;
beforeEach(async () => {
  store = await openSqlite(':memory:', { areas });
});
afterEach(() => store.close());

/** What the database says when the process believes it is a little before seven in the morning. */
const databaseNow = Date.parse('2024-07-19T05:59:59.990Z');
const processNow = databaseNow + 3_600_000;

const process = (holder: string, part: Partial<Store> = {}): App =>
  ({ store: { ...store, now: () => fromMs(databaseNow), ...part }, holder, log: silentLogger }) as unknown as App;

const key = (ms: number): string => `digest:${new Date(ms).toISOString()}`;

it('one of the processes runs a job at its time, in whatever order they ask and however their clocks differ', async () => {
  const asked = ['one', 'two', 'three'].map((name, index) => {
    const clocks = [databaseNow, processNow, databaseNow - 40 * 60_000];
    return Promise.resolve(coordinate(process(name), 'digest').shouldRun(key(clocks[index] ?? 0), 30_000));
  });
  expect((await Promise.all(asked)).filter(Boolean)).toHaveLength(1);
  const next = process('two', { now: () => fromMs(databaseNow + 60_000) });
  expect(await coordinate(next, 'digest').shouldRun(key(processNow), 30_000)).toBe(true);
});

it('a process whose clock is an hour fast uses up its own minute and not the one at which the others are due', async () => {
  expect(await coordinate(process('fast'), 'digest').shouldRun(key(processNow), 30_000)).toBe(true);
  const atSeven = process('right', { now: () => fromMs(processNow) });
  expect(await coordinate(atSeven, 'digest').shouldRun(key(processNow), 30_000)).toBe(true);
});

it('nobody runs a job of which the store cannot say whose it is', async () => {
  const away = process('one', { claimJob: () => Promise.reject(new Error('away')) });
  expect(await coordinate(away, 'digest').shouldRun(key(processNow), 30_000)).toBe(false);
});

it('is what the scheduler asks before it runs a task', async () => {
  vi.useFakeTimers({ now: processNow, toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  const runs: string[] = [];
  let asked = 0;
  const claimJob: Store['claimJob'] = (job) => store.claimJob(job).finally(() => (asked += 1));
  const tasks = ['one', 'two', 'three'].map((name) =>
    schedule('0 7 * * *', () => void runs.push(name), {
      name: 'digest',
      timezone: 'UTC',
      distributed: true,
      runCoordinator: coordinate(process(name, { claimJob }), 'digest'),
    }),
  );
  try {
    await vi.advanceTimersByTimeAsync(1000);
    vi.useRealTimers();
    await vi.waitFor(() => expect(asked).toBe(3));
    expect(runs).toHaveLength(1);
  } finally {
    vi.useRealTimers();
    for (const task of tasks) await task.destroy();
  }
});
