import { expect, it, onTestFinished } from 'vitest';
import { collectDue } from '../src/collect.ts';
import { createHttp } from '../src/core/http/axios.ts';
import { silentLogger } from '../src/core/log.ts';
import { clock } from '../src/core/time.ts';
import { serveFeeds } from './feeds.ts';
import { serve } from './servers.ts';
import { makeChannel } from './store/samples.ts';
import { openWorld } from './world.ts';

async function open() {
  const { store, pipeline } = await openWorld();
  const http = createHttp({ version: 'test', contact: null, allowPrivate: true, gapMs: 0, clock, log: silentLogger });
  const parts = { store, pipeline, http, log: silentLogger, concurrency: 2, dataset: 'live', holder: 'test', now: clock };
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
