import { afterEach, describe, expect, test } from 'vitest';
import { exploreSite } from '../../scrapers/explore.ts';
import { type Served, serve } from '../servers.ts';
import { context } from './context.ts';

let server: Served | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

/** A website of these pages; anything else is not there. */
async function site(pages: Readonly<Record<string, string>>): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = [];
  server = await serve((request, response) => {
    const path = (request.url ?? '').replace(/\?.*/, '');
    asked.push(path);
    const body = pages[path];
    const types = { '<?xml': 'application/rss+xml', '{': 'application/json', '[': 'application/json' };
    const type = Object.entries(types).find(([start]) => body?.startsWith(start) === true)?.[1] ?? 'text/html';
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': type }).end(body);
  });
  return { url: server.url, asked };
}

const rss = (items: string): string =>
  `<?xml version="1.0"?><rss version="2.0"><channel><title>Oak Lane (invented)</title>${items}</channel></rss>`;
const item = (title: string, date: string): string =>
  `<item><guid>${title}</guid><title>${title}</title><pubDate>${date}</pubDate></item>`;
const now = { clock: () => '2026-11-28T12:00:00.000Z' as const };

describe('a website', () => {
  test('is read robots.txt first, and gives its feeds, linked or where its supplier keeps them, its page and its accounts', async () => {
    const { url, asked } = await site({
      '/': '<title>Oak Lane (invented)</title><link rel="stylesheet" href="/wp-includes/a.css"><link rel="alternate" type="application/rss+xml" href="/feed/"><link rel="alternate" type="application/rss+xml" href="/comments/feed/"><main><p>Welcome to us.</p><a href="/practice_news/phones-down/">Phones</a><a href="https://www.facebook.com/oaklaneinvented">f</a></main>',
      '/feed/': rss(item('Flu', 'Fri, 27 Nov 2026 08:00:00 GMT')),
      '/practice_news/feed/': rss(item('Phones', 'Sat, 28 Nov 2026 08:00:00 GMT')),
    });
    const explored = await exploreSite(url, context(now));
    expect(asked).toEqual(['/robots.txt', '/', '/feed/', '/practice_news/feed/']);
    expect(explored).toMatchObject({ title: 'Oak Lane (invented)', supplier: 'WordPress', odsCode: null });
    expect(explored.finds.map(({ platform, address, doubts }) => [platform, address.replace(url, ''), doubts])).toEqual([
      ['feed', '/feed/', []],
      ['feed', '/practice_news/feed/', []],
      ['web', '/', []],
      ['facebook', 'https://www.facebook.com/oaklaneinvented', []],
    ]);
    expect(explored.finds[0]?.evidence).toMatch(/^An RSS feed, .* with 1 item, the newest of 2026-11-27, linked from http/);
    expect(explored.finds[1]?.evidence).toMatch(/not linked, found beside the pages under \/practice_news\/\.$/);
  });

  test('that robots.txt closes is refused after one request; one that only closes its feeds keeps its page', async () => {
    const closed = await site({ '/robots.txt': 'User-agent: *\nDisallow: /', '/': '<p>Hello there</p>' });
    await expect(exploreSite(closed.url, context())).rejects.toMatchObject({ kind: 'refused' });
    expect(closed.asked).toEqual(['/robots.txt']);
    await server?.close();
    const part = await site({
      '/robots.txt': 'User-agent: *\nDisallow: /feed/',
      '/': '<link rel="alternate" type="application/rss+xml" href="/feed/"><p>Hello there</p>',
      '/feed/': rss(item('Flu', 'Fri, 27 Nov 2026 08:00:00 GMT')),
    });
    expect((await exploreSite(part.url, context())).finds.map(({ platform }) => platform)).toEqual(['web']);
    expect(part.asked).toEqual(['/robots.txt', '/']);
  });

  test('says what speaks against a feed or page: empty, years old, nothing but the first entry, a sign-in, no text', async () => {
    const doubts = async (feed: string): Promise<readonly string[]> => {
      const { url } = await site({
        '/': '<link rel="alternate" type="application/rss+xml" href="/feed/"><p>Hello there</p>',
        '/feed/': feed,
      });
      const { finds } = await exploreSite(url, context(now));
      await server?.close();
      return finds[0]?.doubts ?? [];
    };
    expect(await doubts(rss(''))).toEqual(['It has no items.']);
    expect(await doubts(rss(item('Flu', 'Fri, 27 Nov 2020 08:00:00 GMT')))).toEqual(['Its newest item is more than a year old.']);
    expect(await doubts(rss(item('Hello world!', 'Fri, 27 Nov 2026 08:00:00 GMT')))).toEqual([
      'It holds nothing but the entry that WordPress begins with.',
    ]);
    const { url } = await site({ '/': '<div id="app"></div><input type="password">' });
    expect((await exploreSite(url, context())).finds[0]?.doubts).toEqual([
      'It is a page without any text that we can read.',
      'It asks for a sign-in.',
    ]);
  });

  test('of My Surgery Website carries its ODS code; an account given as a website is taken without a request', async () => {
    const { url } = await site({ '/': '<p>Welcome</p><a href="/info.aspx?p=2&amp;pr=Z99003">News</a>' });
    expect(await exploreSite(url, context())).toMatchObject({ odsCode: 'Z99003', supplier: 'My Surgery Website' });
    const account = await exploreSite('https://www.facebook.com/oaklaneinvented', context());
    expect(account.finds).toMatchObject([{ platform: 'facebook', evidence: 'The list gives it as the website.' }]);
  });

  test('of WordPress with an open REST API is read there, with the feeds it does not show and without the main feed again', async () => {
    const post = { id: 7, date_gmt: '2026-11-27T08:00:00', modified_gmt: '2026-11-27T08:00:00' };
    const { url, asked } = await site({
      '/': '<link rel="https://api.w.org/" href="/wp-json/"><link rel="alternate" type="application/rss+xml" href="/feed/"><main><p>Welcome to us.</p></main>',
      '/wp-json/wp/v2/types': JSON.stringify({ post: { slug: 'post', rest_base: 'posts', name: 'Posts' } }),
      '/wp-json/wp/v2/posts': JSON.stringify([post]),
      '/wp-json/': JSON.stringify({ name: 'Oak Lane (invented)' }),
      '/feed/': rss(item('Flu', 'Fri, 27 Nov 2026 08:00:00 GMT')),
      '/practice_news/feed/': rss(item('Phones', 'Sat, 28 Nov 2026 08:00:00 GMT')),
    });
    const { finds } = await exploreSite(url, context(now));
    expect(finds.map(({ platform, address }) => [platform, address.replace(url, '')])).toEqual([
      ['wordpress', '/wp-json/'],
      ['feed', '/practice_news/feed/'],
      ['web', '/'],
    ]);
    expect(finds[0]?.evidence).toContain('whose REST API is open');
    expect(asked[0]).toBe('/robots.txt');
  });

  test('gives a feed once, however many addresses it has', async () => {
    const feed = rss(item('Flu', 'Fri, 27 Nov 2026 08:00:00 GMT'));
    const { url } = await site({
      '/': '<meta name="generator" content="WordPress 6.8"><link rel="alternate" type="application/rss+xml" href="/rss.xml"><p>Welcome to us.</p>',
      '/rss.xml': feed,
      '/feed/': feed,
    });
    expect((await exploreSite(url, context(now))).finds.map(({ platform }) => platform)).toEqual(['feed', 'web']);
  });
});
