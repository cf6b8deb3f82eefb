import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it, onTestFinished } from 'vitest';
import { shapes } from '../../src/api/shapes.ts';
import type { Logger } from '../../src/core/log.ts';
import { silentLogger } from '../../src/core/log.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { ask } from './ask.ts';
import { startWorld } from './world.ts';

it('says that the process lives, and that it is not ready, once the store is gone; and tells the log alone why', async () => {
  const logged: unknown[] = [];
  const log: Logger = { ...silentLogger, error: (fields: unknown) => void logged.push(fields) };
  const world = await startWorld({ log });
  expect((await ask(`${world.url}/readyz`)).status).toBe(200);
  await world.store.close();
  expect((await ask(`${world.url}/healthz`)).status).toBe(200);
  const ready = await ask(`${world.url}/readyz`);
  expect([ready.status, shapes.Problem.parse(ready.body).error.code]).toEqual([503, 'unavailable']);
  const failed = await ask(`${world.url}/api/mentions`);
  const { error } = shapes.Problem.parse(failed.body);
  expect([failed.status, error.code, error.field]).toEqual([500, 'internal', null]);
  expect(error.message).not.toMatch(/store|sql|closed/i);
  expect(logged).toHaveLength(2);
  await world.close();
});

it('a change that the store cannot take just now is answered with 503, and a sentence that names no inner workings', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ripplewatch-locked-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'ripplewatch.db');
  const world = await startWorld({ store: await openSqlite(file, { areas: [] }) });
  onTestFinished(() => world.close());
  const other = new DatabaseSync(file);
  other.exec('BEGIN IMMEDIATE');
  const refused = await ask(`${world.url}/api/demo`, { method: 'POST', body: {} });
  other.close();
  const { error } = shapes.Problem.parse(refused.body);
  expect([refused.status, error.code]).toEqual([503, 'unavailable']);
  expect(error.message).toMatch(/Try again in a moment\.$/);
  expect(error.message).not.toContain(folder);
  expect((await ask(`${world.url}/api/demo`, { method: 'POST', body: {} })).status).toBe(201);
});
