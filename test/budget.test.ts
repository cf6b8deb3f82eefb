import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createBudget, monthOf } from '../src/budget.ts';
import type { Instant } from '../src/core/types.ts';
import type { Store } from '../src/store/contract.ts';
import { openSqlite } from '../src/store/sqlite.ts';

let folder: string;
let file: string;
let store: Store;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ripplewatch-budget-'));
  file = join(folder, 'ripplewatch.db');
  store = await openSqlite(file, { areas: [] });
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

describe('the month’s budget', () => {
  const limit = 200_000;

  it('is never exceeded by several processes, some of which are killed in the middle of spending', {
    timeout: 60_000,
  }, async () => {
    const program = fileURLToPath(new URL('./spender.ts', import.meta.url));
    const bills: Promise<string>[] = [];
    const start = (): ChildProcess => {
      const child = spawn(process.execPath, [program, file, String(limit)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      bills.push(text(child.stdout));
      return child;
    };
    for (const pauseMs of [300, 450]) {
      const some = [start(), start()];
      const gone = some.map((child) => once(child, 'exit'));
      while ((await store.spending('x', '2024-07')).spent === 0) await wait(5);
      await wait(pauseMs / 10);
      for (const child of some) child.kill('SIGKILL');
      await Promise.all(gone);
    }
    await Promise.all([start(), start(), start()].map((child) => once(child, 'exit')));
    const billed = (await Promise.all(bills))
      .join('')
      .split('\n')
      .reduce((sum, line) => sum + Number(line), 0);
    const { spent, reserved } = await store.spending('x', '2024-07');
    expect(billed).toBeLessThanOrEqual(limit);
    expect(billed).toBeLessThanOrEqual(spent + reserved);
    expect(spent + reserved).toBeLessThanOrEqual(limit);
    // They went on until it was of no use any more.
    expect(spent + reserved).toBeGreaterThan(limit - 10);
  });

  it('says when there is money again, and begins anew with UTC’s month', async () => {
    let at: Instant = '2024-07-19T08:00:00.000Z';
    const reserve = createBudget(store, () => at);
    const ask = { budget: 'x', limit: 100, least: 10, most: 100 };
    const got = await reserve(ask);
    expect(got).toMatchObject({ isGranted: true, amount: 100 });
    if (got.isGranted) await got.settle(95);
    expect(await reserve(ask)).toEqual({ isGranted: false, spent: 95, goesOnAt: '2024-08-01T00:00:00.000Z' });
    // One o'clock in London's summer, and the bill's new month.
    at = '2024-08-01T00:00:00.000Z';
    expect(await reserve(ask)).toMatchObject({ isGranted: true, amount: 100 });
  });

  it('grants nothing in the last minutes of a month: the answer could be charged to the next', async () => {
    const reserve = createBudget(store, () => '2024-12-31T23:55:01.000Z');
    const got = await reserve({ budget: 'x', limit: 100, least: 1, most: 1 });
    expect(got).toEqual({ isGranted: false, spent: 0, goesOnAt: '2025-01-01T00:00:00.000Z' });
    expect(monthOf('2024-02-29T12:00:00.000Z')).toEqual({ period: '2024-02', endsAt: '2024-03-01T00:00:00.000Z' });
  });
});
