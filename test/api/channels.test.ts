import { afterAll, beforeAll, expect, it } from 'vitest';
import { shapes } from '../../src/api/shapes.ts';
import { CollectError, InputError } from '../../src/core/errors.ts';
import { ask } from './ask.ts';
import type { World } from './world.ts';
import { makeChannel, startWorld } from './world.ts';

let world: World;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const add = (url: string, body: unknown) => ask(`${url}/api/channels`, { method: 'POST', body });

it('stores a channel, lists it, forgets it and records both with who did it', async () => {
  const added = await add(world.url, { address: 'https://a.example/feed', organisation: 'N81086' });
  expect(added.status).toBe(201);
  const { channel } = shapes.AddedChannel.parse(added.body);
  const { items, total } = shapes.Channels.parse((await ask(`${world.url}/api/channels`)).body);
  expect([total, items[0]?.channel]).toEqual([1, channel]);
  const path = `${world.url}/api/channels/${encodeURIComponent(channel?.id ?? '')}`;
  expect((await ask(path, { method: 'DELETE' })).status).toBe(204);
  expect((await ask(path, { method: 'DELETE' })).status).toBe(404);
  expect((await world.store.changes(5)).map(({ what }) => what)).toEqual([
    'removed channel feed:0123456789ab',
    'added channel feed:0123456789ab',
  ]);
});

it('answers 200 and stores nothing for an address that it recognises and cannot collect yet', async () => {
  const added = await add(world.url, { address: '@surgery@social.example' });
  expect([added.status, shapes.AddedChannel.parse(added.body).stored]).toEqual([200, false]);
  expect(await world.store.channels()).toEqual([]);
});

it('answers 400 with the reason when an address cannot be used', async () => {
  const actions = (error: Error) => ({
    addChannel: () => Promise.reject(error),
    removeChannel: () => Promise.resolve(false),
    logPost: () => Promise.reject(error),
    takeBackPost: () => Promise.resolve(false),
    loadDemo: () => Promise.reject(error),
    removeDemo: () => Promise.resolve(false),
  });
  for (const error of [
    new CollectError('unreachable', 'a.example did not answer within 20 seconds.'),
    new InputError('ftp is not read; give a web address.', { field: 'address' }),
  ]) {
    const other = await startWorld({ actions: actions(error) });
    const answer = await add(other.url, { address: 'ftp://a.example' });
    await other.close();
    expect(answer.status).toBe(400);
    expect(shapes.Problem.parse(answer.body).error).toEqual({ code: 'bad-input', message: error.message, field: 'address' });
  }
});

it('shows no key that stands in the address of a feed', async () => {
  await world.store.saveChannel(makeChannel({ address: 'https://a.example/feed?token=s3cret&cat=5' }));
  const answer = await ask(`${world.url}/api/channels?dataset=live`);
  expect(JSON.stringify(answer.body)).not.toContain('s3cret');
  expect(shapes.Channels.parse(answer.body).items.map(({ channel }) => channel.address)).toEqual([
    'https://a.example/feed?token=…&cat=5',
  ]);
});
