import { afterAll, beforeAll, expect, it } from 'vitest';
import { shapes } from '../../src/api/shapes.ts';
import { ask } from './ask.ts';
import type { World } from './world.ts';
import { startWorld } from './world.ts';

let world: World;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

it('stores a post that somebody saw, says who did it, and takes it back', async () => {
  const added = await ask(`${world.url}/api/posts`, { method: 'POST', body: { text: 'Phones down.', loggedBy: ' Sam Taylor ' } });
  expect([added.status, shapes.LoggedPost.parse(added.body)]).toEqual([
    201,
    { outcome: 'added', says: 'The post is stored.', id: 'h1' },
  ]);
  expect((await ask(`${world.url}/api/posts/h1`, { method: 'DELETE' })).status).toBe(204);
  expect((await ask(`${world.url}/api/posts/h1`, { method: 'DELETE' })).status).toBe(404);
  expect((await world.store.changes(5)).map(({ who, what }) => [who, what])).toEqual([
    ['dashboard (this computer)', 'took back the post h1 that was logged by hand'],
    ['Sam Taylor, dashboard (this computer)', 'logged the post h1 by hand'],
  ]);
});

it('refuses a body without words and a name that cannot stand in the record', async () => {
  expect((await ask(`${world.url}/api/posts`, { method: 'POST', body: {} })).status).toBe(400);
  const named = await ask(`${world.url}/api/posts`, { method: 'POST', body: { text: 'x', loggedBy: 'a\u202eb' } });
  expect([named.status, named.body]).toMatchObject([400, { error: { field: 'loggedBy' } }]);
});
