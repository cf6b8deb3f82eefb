import { readFileSync } from 'node:fs';
import { utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { feed } from '../../../scrapers/feed.ts';
import { channel, context, look } from '../../scrapers/context.ts';
import { openCollection } from '../collection.ts';
import { told } from '../told.ts';

const { NGINX_URL: url, NGINX_PAGES: pages } = told('NGINX_URL', 'NGINX_PAGES');

describe('a feed that nginx serves', () => {
  beforeAll(async () => {
    const rss = readFileSync(join(import.meta.dirname, '../../scrapers/fixtures/feed/rss2.xml'));
    await writeFile(join(pages, 'feed.xml'), rss);
    await writeFile(join(pages, 'limited/feed.xml'), rss);
  });

  test('is packed with gzip under a weakened ETag, and still answered with 304', async () => {
    const at = channel(`${url}/feed.xml`);
    const first = await look(feed, at, null);
    expect(first.posts).toHaveLength(3);
    expect(first.cursor?.['etag']).toMatch(/^W\//);
    const http = context().http;
    const known = { etag: first.cursor?.['etag'] as string, lastModified: first.cursor?.['lastModified'] as string };
    expect(await http.get(at.address, known)).toMatchObject({ status: 304, notModified: true });
    expect((await look(feed, at, first.cursor)).posts).toEqual([]);
  });

  test('brings nothing when the same bytes come under a new ETag', async () => {
    const at = channel(`${url}/feed.xml`);
    const first = await look(feed, at, null);
    await utimes(join(pages, 'feed.xml'), 1_700_000_000, 1_700_000_000);
    const second = await look(feed, at, first.cursor);
    expect(second.posts).toEqual([]);
    expect(second.cursor?.['etag']).not.toBe(first.cursor?.['etag']);
  });

  test('moves for good: followed at once, kept at the fifth time, under the old id', async () => {
    const { store, add, collect } = await openCollection(onTestFinished);
    await add({ id: 'moving', address: `${url}/moved` });
    const addresses: string[] = [];
    for (let turn = 0; turn < 5; turn += 1) {
      expect(await collect('moving')).toMatchObject({
        outcome: 'ok',
        postsNew: turn === 0 ? 3 : 0,
        status: turn === 0 ? 200 : 304,
      });
      addresses.push((await store.channels())[0]?.channel.address ?? '');
    }
    expect(addresses).toEqual([...Array.from({ length: 4 }, () => `${url}/moved`), `${url}/feed.xml`]);
    expect(await collect('moving')).toMatchObject({ outcome: 'ok', postsNew: 0, status: 304 });
    expect(await store.channels()).toMatchObject([{ mentions: 3 }]);
  });

  test('moves for now: followed, and never kept', async () => {
    expect(await context().http.get(`${url}/temp`)).toMatchObject({ movedTo: null, url: `${url}/feed.xml` });
  });

  test('is gone (410): tried five times, then retired, and its posts stay', async () => {
    const { store, add, collect } = await openCollection(onTestFinished);
    await add({ id: 'gone', address: `${url}/feed.xml` });
    await collect('gone');
    await store.saveBatch({ mentions: [], removed: [], notices: [], channel: 'gone', cursor: null, address: `${url}/gone` });
    const states: string[] = [];
    for (let turn = 0; turn < 5; turn += 1) {
      expect(await collect('gone')).toMatchObject({ outcome: 'failed', failure: 'gone', status: 410 });
      states.push((await store.channels())[0]?.state ?? '');
    }
    expect(states).toEqual(['active', 'active', 'active', 'active', 'retired']);
    expect(await store.channels()).toMatchObject([{ nextAt: null, mentions: 3 }]);
  });

  test('redirects in a circle: the channel has changed', async () => {
    await expect(look(feed, channel(`${url}/circle`), null)).rejects.toMatchObject({ kind: 'changed' });
  });

  test('asks for two minutes with 503 and Retry-After: waited for, and no failure', async () => {
    const { store, add, collect } = await openCollection(onTestFinished);
    await add({ id: 'tired', address: `${url}/down` });
    const result = await collect('tired');
    expect(result).toMatchObject({ outcome: 'waiting', failure: 'rate-limited', status: 503 });
    const waitMs = Date.parse(result.nextAt ?? '') - Date.parse(result.finishedAt);
    expect(Math.abs(waitMs - 120_000)).toBeLessThan(5000);
    expect(await store.channels()).toMatchObject([{ failures: 0, state: 'active' }]);
  });

  test('refuses the second request of a second with a real 429: waited for a quarter of an hour, as nothing else is said', async () => {
    const now = '2024-07-19T07:00:00.000Z';
    const patient = () => context({ clock: () => now }).http;
    const answers = await Promise.allSettled(Array.from({ length: 4 }, () => patient().get(`${url}/limited/feed.xml`)));
    const refused = answers.filter((answer) => answer.status === 'rejected').map(({ reason }) => reason as object);
    expect(refused.length).toBeGreaterThan(0);
    for (const error of refused) expect(error).toMatchObject({ kind: 'rate-limited', retryAt: '2024-07-19T07:15:00.000Z' });
  });
});
