import { expect, it } from 'vitest';
import { shapes } from '../../src/api/shapes.ts';
import type { Logger } from '../../src/core/log.ts';
import { silentLogger } from '../../src/core/log.ts';
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
