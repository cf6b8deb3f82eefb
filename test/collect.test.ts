import { expect, it, onTestFinished } from 'vitest';
import { collectDue } from '../src/collect.ts';
import { createHttp } from '../src/core/http/axios.ts';
import type { Logger } from '../src/core/log.ts';
import { silentLogger } from '../src/core/log.ts';
import { addMs, clock } from '../src/core/time.ts';
import { phases } from '../src/core/types.ts';
import { serveFeeds } from './feeds.ts';
import { serve } from './servers.ts';
import { makeChannel } from './store/samples.ts';
import { openWorld } from './world.ts';

async function open(loud: object = {}) {
  const { store, pipeline, directory } = await openWorld();
  const log = Object.assign(Object.create(silentLogger), loud) as Logger;
  const http = createHttp({ version: 'test', contact: null, allowPrivate: true, gapMs: 0, retryMs: 1, clock, log });
  const parts = { store, pipeline, directory, http, log, concurrency: 2, dataset: 'live', holder: 'test', now: clock };
  return { store, collect: (ids?: string[]) => collectDue(parts, { signal: AbortSignal.timeout(20_000), ...(ids && { ids }) }) };
}

it('a store that fails in the middle of a collection is told once, and ends no process', async () => {
  const { store, collect } = await open();
  const feeds = {
    one: [{ guid: '1', title: 'News', text: 'Flu clinics' }],
    two: [{ guid: '2', title: 'News', text: 'Parking' }],
  };
  // The first request finds the store open, and leaves it closed for whatever is saved after it.
  const served = await serveFeeds(feeds, () => void store.close());
  onTestFinished(() => served.close());
  for (const name of ['one', 'two'])
    await store.saveChannel(makeChannel(name, { address: `${served.url}/${name}/feed`, addedAt: clock() }));
  // A rejection that nobody hears would fail this run by itself.
  await expect(collect()).rejects.toMatchObject({ name: 'StoreError' });
});

it('a Run tells what it brought, what it cost and what is wrong with the feed, which an unchanged answer leaves as it is', async () => {
  const { store, collect } = await open();
  onTestFinished(() => store.close());
  let body =
    '<rss version="2.0"><channel><title>News</title><item><guid>1</guid><title>Phones are down</title></item><item><guid>2</guid><ti';
  const served = await serve((request, response) => {
    const etag = `"${body.length}"`;
    if (request.headers['if-none-match'] === etag) response.writeHead(304).end();
    else response.writeHead(200, { etag }).end(body);
  });
  onTestFinished(() => served.close());
  await store.saveChannel(makeChannel('broken', { address: `${served.url}/feed`, addedAt: clock() }));
  const [first] = await collect();
  const broken = [expect.stringContaining('broken')];
  expect(first).toMatchObject({ outcome: 'ok', postsNew: 1, bytes: body.length, status: 200, notes: broken });
  await collect(['broken']);
  expect((await store.channels())[0]?.notes).toEqual(broken);
  body =
    '<rss version="2.0"><channel><title>News</title><item><guid>1</guid><title>Phones are back</title></item></channel></rss>';
  await collect(['broken']);
  expect(await store.runs({ limit: 9 })).toMatchObject([
    { postsNew: 0, postsChanged: 1, postsRemoved: 0, noticesNew: 0, status: 200, notes: [] },
    { postsNew: 0, postsChanged: 0, bytes: 0, status: 304, notes: [] },
    { id: first?.id, postsNew: 1, bytes: first?.bytes, status: 200, notes: broken, nextAt: first?.nextAt },
  ]);
  expect((await store.channels())[0]?.notes).toEqual([]);
});

it('a feed that has moved for good is read at its new address from the fifth time on, under its old id, and the move is on record', async () => {
  const { store, collect } = await open();
  onTestFinished(() => store.close());
  const asked: string[] = [];
  const served = await serveFeeds({ new: [{ guid: '1', title: 'News', text: 'Our phones are down' }] }, (request, response) => {
    asked.push(request.url ?? '');
    if (request.url === '/old') response.writeHead(301, { location: '/new/feed' }).end();
  });
  onTestFinished(() => served.close());
  await store.saveChannel(makeChannel('moving', { address: `${served.url}/old`, addedAt: clock() }));
  const addresses: (string | undefined)[] = [];
  for (let turn = 0; turn < 6; turn += 1) {
    await collect(['moving']);
    addresses.push((await store.channels())[0]?.channel.address.replace(served.url, ''));
  }
  expect(addresses).toEqual(['/old', '/old', '/old', '/old', '/new/feed', '/new/feed']);
  expect(asked.filter((path) => path === '/old')).toHaveLength(5);
  expect(await store.channels({ address: `${served.url}/new/feed` })).toMatchObject([{ channel: { id: 'moving' }, mentions: 1 }]);
  expect((await store.changes(9)).map(({ what }) => what)).toEqual([
    `moved channel moving from ${served.url}/old to ${served.url}/new/feed`,
  ]);
});

it('an item that leaves a feed stays, unless older ones are still there and its own page is gone', async () => {
  const { store, collect } = await open();
  onTestFinished(() => store.close());
  let items = [1, 2, 3, 4];
  const gone = new Set<number>();
  const asked: string[] = [];
  const served = await serve((request, response) => {
    const page = Number(/^\/post\/(\d)$/.exec(request.url ?? '')?.[1]);
    if (request.url !== '/feed') asked.push(request.url ?? '');
    if (page > 0) response.writeHead(gone.has(page) ? 404 : 200).end('a page');
    else if (request.url === '/feed') response.end(rss(items));
    else response.writeHead(404).end();
  });
  onTestFinished(() => served.close());
  await store.saveChannel(makeChannel('feed:f', { address: `${served.url}/feed`, addedAt: clock() }));
  const kept = async () => {
    await collect(['feed:f']);
    const all = (await Array.fromAsync(store.stream({ dataset: 'live', phases }))).flat();
    return all.filter(({ removed }) => removed === undefined).map(({ post }) => Number(post.id.slice(-1)));
  };
  expect(await kept()).toEqual([1, 2, 3, 4]);
  // The oldest leaves by age: nobody is asked. The third is merely not listed any more. The second was deleted.
  gone.add(1).add(2);
  items = [2, 3, 4];
  expect([await kept(), asked]).toEqual([[1, 2, 3, 4], []]);
  items = [2, 4];
  expect([await kept(), asked.splice(0)]).toEqual([
    [1, 2, 3, 4],
    ['/robots.txt', '/post/3'],
  ]);
  items = [4, 5];
  gone.add(4);
  expect([await kept(), asked]).toEqual([[1, 2, 3, 4, 5], []]);
  items = [4, 6];
  gone.add(5);
  expect([await kept(), asked]).toEqual([[1, 2, 3, 4, 6], ['/post/5']]);
});

function rss(items: readonly number[]): string {
  const parts = items.map(
    (id) =>
      `<item><guid>${id}</guid><title>Notice ${id}</title><link>/post/${id}</link><pubDate>Fri, 19 Jul 2024 0${id}:00:00 +0000</pubDate></item>`,
  );
  return `<rss version="2.0"><channel><title>News (invented)</title>${parts.join('')}</channel></rss>`;
}

it('a host that does not answer holds up neither another one nor what falls due meanwhile', async () => {
  const { store, collect } = await open();
  onTestFinished(() => store.close());
  const order: string[] = [];
  const waiting: (() => void)[] = [];
  const slow = await serve((request, response) => {
    order.push(`slow ${request.url ?? ''}`);
    waiting.push(() => response.end('<rss version="2.0"><channel><title>Slow</title></channel></rss>'));
  });
  onTestFinished(() => slow.close());
  const quick = await serve((request, response) => {
    order.push(`quick ${request.url ?? ''}`);
    response.end('<rss version="2.0"><channel><title>Quick</title></channel></rss>');
    if (request.url !== '/late') return;
    // By now the first of the slow ones has held its place for a while; its neighbour was never let in.
    expect(order.filter((asked) => asked.startsWith('slow'))).toEqual(['slow /1']);
    for (const end of waiting) end();
    slowDown = false;
  });
  onTestFinished(() => quick.close());
  let slowDown = true;
  const timer = setInterval(() => {
    if (!slowDown) for (const end of waiting.splice(0)) end();
  }, 20);
  onTestFinished(() => clearInterval(timer));
  const add = (id: string, address: string, inMs = 0) =>
    store.saveChannel(makeChannel(id, { address, addedAt: addMs(clock(), inMs) }));
  for (const id of ['1', '2', '3']) await add(`slow${id}`, `${slow.url}/${id}`, -60_000);
  for (const id of ['1', '2', '3', '4']) await add(`quick${id}`, `${quick.url}/${id}`);
  await add('late', `${quick.url}/late`, 1500);
  const results = await collect();
  expect(results.map(({ channel, outcome }) => `${channel} ${outcome}`).toSorted()).toEqual(
    ['late', 'quick1', 'quick2', 'quick3', 'quick4', 'slow1', 'slow2', 'slow3'].map((id) => `${id} ok`),
  );
});

it('a channel that keeps failing is warned of once, by name and reason, and once more when it is back', async () => {
  const lines: unknown[] = [];
  const { store, collect } = await open({ warn: (fields: object, message: string) => lines.push({ ...fields, message }) });
  onTestFinished(() => store.close());
  let isDown = true;
  const served = await serveFeeds({ one: [{ guid: '1', title: 'News', text: 'Parking' }] }, (_request, response) => {
    if (isDown) response.writeHead(503).end();
  });
  onTestFinished(() => served.close());
  await store.saveChannel(makeChannel('one', { title: 'One Surgery', address: `${served.url}/one/feed`, addedAt: clock() }));
  for (let time = 0; time < 5; time += 1) await collect(['one']);
  const told = { channel: 'one', title: 'One Surgery', says: expect.stringContaining('status 503') as string };
  expect(lines).toMatchObject([{ ...told, message: 'a channel cannot be read' }]);
  isDown = false;
  for (let time = 0; time < 2; time += 1) await collect(['one']);
  expect(lines.slice(1)).toMatchObject([{ ...told, message: 'a channel can be read again' }]);
});
