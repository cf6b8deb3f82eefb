import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { classify } from '../../analysis/classify.ts';
import { news } from '../../scrapers/news.ts';
import { recognise } from '../../scrapers/recognise.ts';
import { addMs } from '../../src/core/time.ts';
import type { Channel } from '../../src/core/types.ts';
import { type Served, serve } from '../servers.ts';
import { channel, context, handClock, look } from './context.ts';

const found = readFileSync(join(import.meta.dirname, 'fixtures', 'news', 'search.xml'), 'utf8');
const time = handClock('2024-07-19T12:00:00.000Z');
let server: Served;
let at: Channel;
let body = found;
let robots = '';
const asked: string[] = [];

beforeEach(async () => {
  [body, robots] = [found, ''];
  asked.length = 0;
  time.set('2024-07-19T12:00:00.000Z');
  server = await serve((request, response) => {
    if (request.url === '/robots.txt') return void response.writeHead(robots === '' ? 404 : 200).end(robots);
    asked.push(request.url ?? '');
    response.writeHead(200, { 'content-type': 'application/rss+xml' }).end(body);
  });
  at = channel(`${server.url}/rss/search?q=gp`, { platform: 'news', id: 'news:1', authorKind: 'media', organisation: null });
});
afterEach(() => server.close());

const search = (cursor: Parameters<typeof look>[2]) => look(news, at, cursor, context({ clock: time.now }));

test('headline and publisher are told apart, and the same story of the same publisher is one post', async () => {
  const { posts } = await search(null);
  expect(posts.map(({ text, author, url }) => [text, author.kind, author.name, author.handle, url])).toEqual([
    ['Pharmacies turn to paper', 'media', 'The Wirral Bugle', 'bugle.example', 'https://news.example/rss/articles/CBM3?oc=5'],
    [
      'Computers down at GP surgeries - what patients should know',
      'media',
      'The Quayside Courier',
      'courier.example',
      'https://news.example/rss/articles/CBM2?oc=5',
    ],
  ]);
});

test('what a newsroom writes about surgeries is passed on, never an own report', async () => {
  const { posts } = await search(null);
  const verdict = classify({ text: posts[1]?.text ?? '', authorKind: 'media' });
  expect(verdict).toMatchObject({ outage: true, voice: 'relayed' });
});

test('links are not followed, and a search is asked once an hour at most', async () => {
  const first = await search(null);
  expect(asked).toEqual(['/rss/search?q=gp']);
  time.set(addMs(time.now(), 20 * 60_000));
  expect((await search(first.cursor)).batches).toEqual([]);
  expect(asked).toHaveLength(1);
  time.set(addMs(time.now(), 40 * 60_000));
  expect((await search(first.cursor)).posts).toEqual([]);
  expect(asked).toHaveLength(2);
});

test('a search that finds nothing any more, or is a page, has changed', async () => {
  const { cursor } = await search(null);
  time.set(addMs(time.now(), 3_600_000));
  body = '<rss version="2.0"><channel><title>x</title></channel></rss>';
  await expect(search(cursor)).rejects.toMatchObject({ kind: 'changed' });
  body = '<html><title>Before you continue</title></html>';
  await expect(search(cursor)).rejects.toMatchObject({ kind: 'changed' });
});

test('robots.txt is obeyed', async () => {
  robots = 'User-agent: *\nDisallow: /rss/search';
  await expect(search(null)).rejects.toMatchObject({ kind: 'refused' });
});

test('an address is a search by its form, or where "news:" says so, and is tried once', async () => {
  const google = 'https://news.google.com/rss/search?q=%22GP+surgery%22+computers&hl=en-GB&gl=GB&ceid=GB:en';
  expect(news.recognise(google)).toMatchObject({ address: google, authorKind: 'media' });
  expect(news.recognise('https://www.bing.com/news/search?q=gp&format=rss')).not.toBeNull();
  expect(news.recognise('https://practice.example/feed')).toBeNull();
  expect(await recognise(`news:${at.address}`, context({ clock: time.now }))).toMatchObject({
    platform: 'news',
    address: at.address,
    authorKind: 'media',
    storable: true,
  });
});
