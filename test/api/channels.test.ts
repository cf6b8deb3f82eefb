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

it('lists many page by page, those in trouble first, and finds one by its name, address or code', async () => {
  const many = await startWorld();
  for (let index = 0; index < 7; index += 1) {
    const id = `feed:${index}`;
    const channel = makeChannel({
      id,
      title: `Practice ${index}`,
      address: `https://p${index}.example/feed`,
      organisation: `Z0000${index}`,
    });
    await many.store.saveChannel(channel);
  }
  await failOnce(many, 'feed:5');
  const page = async (query: string) => shapes.Channels.parse((await ask(`${many.url}/api/channels?${query}`)).body);
  const ids = ({ items }: { items: readonly { channel: { id: string } }[] }) => items.map(({ channel }) => channel.id);
  const first = await page('limit=3');
  expect(ids(first)).toEqual(['feed:5', 'feed:0', 'feed:1']);
  expect(first).toMatchObject({ total: 7, all: 7, next: 'feed:1' });
  const second = await page(`limit=3&after=${first.next}`);
  expect(ids(second)).toEqual(['feed:2', 'feed:3', 'feed:4']);
  expect(ids(await page(`limit=3&after=${second.next}`))).toEqual(['feed:6']);
  expect(ids(await page('health=failing'))).toEqual(['feed:5']);
  expect(ids(await page('find=P3.example'))).toEqual(['feed:3']);
  expect(await page('find=z00002')).toMatchObject({ total: 1, all: 7 });
  expect(await page('find=nobody')).toMatchObject({ items: [], total: 0, all: 7 });
  const gone = await ask(`${many.url}/api/channels?after=feed:9`);
  expect([gone.status, shapes.Problem.parse(gone.body).error.field]).toEqual([400, 'after']);
  await many.close();
});

async function failOnce({ store }: World, channel: string): Promise<void> {
  const at = '2024-07-19T08:00:00.000Z';
  await store.startRun({ id: 'run', channel, startedAt: at });
  await store.finishRun({
    ...{ id: 'run', channel, finishedAt: at, nextAt: at, state: 'active', notes: null, status: null },
    ...{ outcome: 'failed', failure: 'unreachable', message: 'It did not answer.' },
    ...{ postsSeen: 0, postsNew: 0, postsChanged: 0, postsRemoved: 0, mentionsNew: 0, noticesNew: 0, bytes: 0 },
  });
}
