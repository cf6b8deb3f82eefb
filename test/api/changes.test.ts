import { afterAll, beforeAll, expect, it } from 'vitest';
import { addMs } from '../../src/core/time.ts';
import { makeMention } from '../store/samples.ts';
import type { World } from './world.ts';
import { startWorld } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const ask = async (query = ''): Promise<{ mentions: number; channels: number }> =>
  (await fetch(`${world.url}/api/changes${query}`)).json() as Promise<{ mentions: number; channels: number }>;

const save = (id: string) =>
  world.store.saveBatch({ mentions: [makeMention(id)], removed: [], notices: [], channel: null, cursor: null });

it('answers at once where the store stands, and where it has moved on since', async () => {
  const { mentions } = await ask();
  expect(mentions).toBeGreaterThan(0);
  expect(await ask(`?after=${mentions - 1}`)).toMatchObject({ mentions });
});

it('answers several who wait as soon as something is saved, by whichever process', async () => {
  const { mentions } = await ask();
  const begun = performance.now();
  const waiting = Promise.all([1, 2, 3].map(() => ask(`?after=${mentions}`)));
  expect(await Promise.race([waiting, new Promise((resolve) => setTimeout(resolve, 1500, 'still waiting'))])).toBe(
    'still waiting',
  );
  await save('news');
  const answers = await waiting;
  expect(answers.map((answer) => answer.mentions > mentions)).toEqual([true, true, true]);
  expect(performance.now() - begun).toBeLessThan(10_000);
});

it('does not answer where nothing that a screen counts has changed', async () => {
  const { mentions } = await ask();
  const abort = new AbortController();
  const waiting = fetch(`${world.url}/api/changes?after=${mentions}`, { signal: abort.signal }).then(
    () => 'answered',
    () => 'left',
  );
  await save('news');
  await world.store.acquireLease({ name: 'x', holder: 'y', now: addMs('2024-07-19T07:00:00.000Z', 0), ttlMs: 1000 });
  await new Promise((resolve) => setTimeout(resolve, 2500));
  abort.abort();
  expect(await waiting).toBe('left');
});

it('refuses what is no number in a sentence', async () => {
  for (const after of ['x', '-1', '1e9', '1.5']) {
    const answer = await fetch(`${world.url}/api/changes?after=${after}`);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('whole number');
  }
});
