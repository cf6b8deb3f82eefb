import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import compression from 'compression';
import express from 'express';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { web } from '../../scrapers/web.ts';
import type { Channel } from '../../src/core/types.ts';
import { type Served, serve } from '../servers.ts';
import { channel, context, handClock, look } from './context.ts';
import { buildSite } from './site.ts';

const fixture = (name: string): string => readFileSync(join(import.meta.dirname, 'fixtures/web', name), 'utf8');
const before = fixture('home-before.html');
const after = fixture('home-after.html');
const now = '2024-07-19T07:30:00.000Z';

let body = '';
let type = 'text/html';
let robots = '';
let server: Served;

beforeAll(async () => {
  server = await serve((request, response) => {
    if (request.url === '/robots.txt') response.writeHead(robots === '' ? 404 : 200).end(robots);
    else response.writeHead(200, { 'content-type': type }).end(body);
  });
});
beforeEach(() => {
  robots = '';
  type = 'text/html';
});
afterAll(() => server.close());

function at(more: Partial<Channel> = {}): Channel {
  return channel(`${server.url}/`, { platform: 'web', id: 'web:thornby', ...more });
}

describe('a page', () => {
  test('at the first look gives its notices, undated; the rest is the baseline', async () => {
    body = before;
    const { posts } = await look(web, at(), null);
    expect(posts).toHaveLength(1);
    expect(posts[0]).toMatchObject({
      text: 'Important\n\nOur phone lines are down. Please visit us.',
      postedAt: null,
      url: `${server.url}/`,
      raw: { dated: null },
      author: { name: 'Thornby Surgery (invented)', private: false },
    });
  });

  test('later gives what appeared or changed, dated by when we saw it, with its heading', async () => {
    const clock = handClock(now);
    body = before;
    const first = await look(web, at(), null, context({ clock: clock.now }));
    body = after;
    clock.set('2024-07-19T08:00:00.000Z');
    const second = await look(web, at(), first.cursor, context({ clock: clock.now }));
    expect(second.posts.map(({ text, postedAt, raw }) => [text, postedAt, (raw as { dated: string }).dated])).toEqual([
      ['Important\n\nRESOLVED: our phone lines are working again.', '2024-07-19T08:00:00.000Z', 'seen'],
      ['Computer problems\nEMIS is down across the country.\nWe cannot see your records.', '2024-07-19T08:00:00.000Z', 'seen'],
    ]);
    expect((await look(web, at(), second.cursor, context({ clock: clock.now }))).posts).toEqual([]);
  });

  test('that rotates its banners brings none of them twice in a day; the same banner a month later is another Post', async () => {
    const clock = handClock(now);
    const step = async (page: string, when: typeof now, cursor: Awaited<ReturnType<typeof look>>['cursor']) => {
      clock.set(when);
      body = page;
      return await look(web, at(), cursor, context({ clock: clock.now }));
    };
    const one = await step(before, now, null);
    const two = await step(after, '2024-07-19T08:00:00.000Z' as typeof now, one.cursor);
    const three = await step(before, '2024-07-19T09:00:00.000Z' as typeof now, two.cursor);
    expect(three.posts).toEqual([]);
    const four = await step(after, '2024-08-19T08:00:00.000Z' as typeof now, three.cursor);
    const five = await step(before, '2024-08-19T09:00:00.000Z' as typeof now, four.cursor);
    expect(four.posts.map(({ text }) => text.slice(0, 30))).toEqual(two.posts.map(({ text }) => text.slice(0, 30)));
    expect(four.posts[0]?.id).not.toBe(two.posts[0]?.id);
    expect(five.posts.map(({ text }) => text)).toEqual(['Important\n\nOur phone lines are down. Please visit us.']);
  });

  test('never gives the cookie banner, the navigation or the footer', async () => {
    body = before;
    const first = await look(web, at(), null);
    body = after;
    const { posts } = await look(web, at(), first.cursor);
    expect(JSON.stringify(posts)).not.toMatch(/cookie|New entry|Copyright|Saturday/);
  });

  test('is narrowed by a selector, which may find nothing; one that cannot be read is the person’s mistake', async () => {
    body = before;
    expect((await look(web, at({ selector: 'main li' }), null)).posts.map(({ text }) => text)).toEqual([
      'Flu clinics start soon',
      'Car park closed on Monday',
    ]);
    const none = await look(web, at({ selector: '.news' }), null);
    expect([none.posts, none.batches.length]).toEqual([[], 1]);
    await expect(look(web, at({ selector: 'li[[' }), null)).rejects.toMatchObject({ name: 'InputError' });
  });

  test('that was rebuilt is a new baseline, said aloud, not a hundred announcements', async () => {
    const page = (word: string): string =>
      `<main>${Array.from({ length: 30 }, (_, i) => `<p>${word} ${'abcdefghij'[i % 10] ?? ''}${'klm'[i % 3] ?? ''} paragraph</p>`).join('')}</main>`;
    body = page('First');
    const first = await look(web, at(), null);
    body = `${page('Second')}<div class="alert">Phones are down</div>`;
    const second = await look(web, at(), first.cursor);
    expect(second.posts.map(({ text }) => text)).toEqual(['Phones are down']);
    expect(second.batches[0]?.notes?.[0]).toContain('rebuilt');
  });

  test('that robots.txt closes is refused', async () => {
    robots = 'User-agent: *\nDisallow: /';
    await expect(look(web, at(), null)).rejects.toMatchObject({ kind: 'refused' });
  });

  test.each([
    ['a sign-in', '<form><input type="password"></form><p>Please sign in to go on</p>', 'text/html'],
    ['no text at all', '<div id="app"></div><script>render()</script>', 'text/html'],
    ['a PDF', '%PDF-1.7', 'application/pdf'],
  ])('with %s is a change of the channel', async (_, text, contentType) => {
    body = text;
    type = contentType;
    await expect(look(web, at(), null)).rejects.toMatchObject({ kind: 'changed' });
  });

  test.each([
    ['nested boxes', '<div class="alert">'.repeat(100_000)],
    ['nested lists', '<ul><li>a'.repeat(100_000)],
    ['many notices', '<div class="notice">Phones down</div>'.repeat(50_000)],
    ['unclosed paragraphs', '<p>Phones down '.repeat(100_000)],
  ])('built to be slow (%s) does not hold us up', async (_, text) => {
    body = text;
    const start = performance.now();
    await look(web, at(), null).catch(() => undefined);
    expect(performance.now() - start).toBeLessThan(20_000);
  });
});

test('the home page of a real site, built by Eleventy and served by Express: 304 while it stands, then the line that changed', async () => {
  const site = await buildSite();
  const real = await serve(
    express()
      .use(compression({ threshold: 0 }))
      .use(express.static(site.pages)),
  );
  try {
    const page = channel(`${real.url}/`, { platform: 'web', id: 'web:alderbrook' });
    const first = await look(web, page, null);
    expect(first.posts).toEqual([]);
    expect((await look(web, page, first.cursor)).batches).toEqual([]);
    await site.edit('news/2024-07-12-parking.md', 'title: Car park', 'title: Our phones are down');
    const { posts } = await look(web, page, first.cursor);
    expect(posts.map(({ text }) => text)).toEqual(['Latest news\nOur phones are down']);
  } finally {
    await real.close();
    await site.remove();
  }
});
