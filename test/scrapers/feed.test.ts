import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import compression from 'compression';
import express from 'express';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { feed } from '../../scrapers/feed.ts';
import { type Served, serve } from '../servers.ts';
import { channel, context, look } from './context.ts';
import { buildSite, type Site } from './site.ts';

const fixture = (name: string): string => readFileSync(join(import.meta.dirname, 'fixtures/feed', name), 'utf8');

describe('the feeds of a real site, built by Eleventy and served by Express with ETag, compression and a redirect', () => {
  let site: Site;
  let server: Served;
  const asked: { status: number; encoding: unknown }[] = [];

  beforeAll(async () => {
    site = await buildSite();
    const app = express();
    app.use((_, response, next) => {
      response.on('finish', () => asked.push({ status: response.statusCode, encoding: response.getHeader('content-encoding') }));
      next();
    });
    app.use(compression({ threshold: 0 }));
    app.get('/old-feed', (_, response) => response.redirect(301, '/feed.xml'));
    app.use(express.static(site.pages));
    server = await serve(app);
  });
  afterAll(async () => {
    await server.close();
    await site.remove();
  });

  test.each(['feed.xml', 'atom.xml', 'feed.json'])('%s is read whole, oldest first', async (file) => {
    const { posts } = await look(feed, channel(`${server.url}/${file}`), null);
    expect(posts.map(({ text }) => text)).toEqual([
      "Car park\n\nThe car park is being resurfaced on 26 July. The phones' lines are “open” as usual – £0.",
      'Our computer system is down\n\nWe cannot open patient records this morning & cannot book appointments. Please only contact us if it is urgent.\n\nPrescriptions: use paper\nResults: wait until Monday',
    ]);
    expect(posts[1]).toMatchObject({
      id: `feed:${server.url}/${file}/https://alderbrook.example/news/2024-07-19-phones/`,
      url: 'https://alderbrook.example/news/2024-07-19-phones/',
      postedAt: '2024-07-19T07:12:00.000Z',
      editedAt: null,
      author: { kind: 'practice', name: 'Alderbrook Surgery (invented)', private: false },
    });
    expect(asked.at(-1)).toEqual({ status: 200, encoding: 'br' });
  });

  test('a second look is answered with 304 and brings nothing', async () => {
    const at = channel(`${server.url}/feed.xml`);
    const first = await look(feed, at, null);
    const second = await look(feed, at, first.cursor);
    expect(asked.at(-1)?.status).toBe(304);
    expect(second).toMatchObject({ posts: [], cursor: first.cursor });
  });

  test('a permanent redirect is followed at once, and its address kept only when it has led there five times in a row', async () => {
    let seen: Awaited<ReturnType<typeof look>> | null = null;
    const told: (string | undefined)[] = [];
    for (let turn = 0; turn < 6; turn += 1) {
      seen = await look(feed, channel(`${server.url}/old-feed`), seen?.cursor ?? null);
      told.push(seen.batches.at(-1)?.address);
      expect(seen.posts).toHaveLength(turn === 0 ? 2 : 0);
    }
    const moved = `${server.url}/feed.xml`;
    expect(told).toEqual([undefined, undefined, undefined, undefined, moved, moved]);
    const home = await look(feed, channel(moved), seen!.cursor);
    expect([home.batches.at(-1)?.address, home.cursor?.moved]).toEqual([undefined, null]);
  });

  test('an edit under the old guid and date comes as the same Post with new text', async () => {
    const at = channel(`${server.url}/feed.xml`);
    const before = await look(feed, at, null);
    await site.edit('news/2024-07-19-phones.md', 'We cannot open', 'RESOLVED. We could not open');
    const after = await look(feed, at, before.cursor);
    expect(after.posts).toHaveLength(1);
    expect(after.posts[0]).toMatchObject({ id: before.posts[1]?.id, postedAt: before.posts[1]?.postedAt, editedAt: null });
    expect(after.posts[0]?.text).toContain('RESOLVED.');
    expect((await look(feed, at, after.cursor)).posts).toEqual([]);
  });
});

describe('what servers hand out as feeds', () => {
  let body: string | Buffer = '';
  let type = 'application/xml';
  let server: Served;
  beforeAll(async () => {
    server = await serve((_, response) => response.writeHead(200, { 'content-type': type }).end(body));
  });
  afterEach(() => {
    type = 'application/xml';
  });
  afterAll(() => server.close());

  async function read(text: string | Buffer) {
    body = text;
    return await look(feed, channel(`${server.url}/feed`), null);
  }

  test('WordPress: the whole text once, no scripts, no footer, links only to the web, undated where no time is given', async () => {
    const { posts } = await read(fixture('rss2.xml'));
    expect(posts.map(({ text, url, postedAt }) => [text, url, postedAt])).toEqual([
      ['An old note\n\nUndated, because a day without a time is not a moment.', `${server.url}/notes/10`, null],
      ['Flu clinics start in September', null, '2024-07-18T09:00:00.000Z'],
      [
        'Phone lines down\n\nOur phone lines are down this morning.\n\nPlease use the website instead.\nThank you.',
        'https://marlowvale.example/phones/',
        '2024-07-19T07:12:49.000Z',
      ],
    ]);
    expect(JSON.stringify(posts[2]?.raw)).toContain('admin');
    expect(posts[2]?.author.name).toBe('Marlow Vale Surgery (invented)');
  });

  test('Atom: plain titles, XHTML content, the alternate link, and the date of the edit', async () => {
    const { posts } = await read(fixture('atom.xml'));
    expect(posts[0]).toMatchObject({
      text: 'A & E is busy\n\nWe are back online.',
      url: `${server.url}/posts/1`,
      postedAt: '2024-07-19T07:00:00.000Z',
      editedAt: '2024-07-19T09:00:00.000Z',
    });
  });

  test('JSON Feed, RDF, RSS 0.91 and British dates', async () => {
    type = 'application/feed+json';
    expect((await read(fixture('feed.json'))).posts[0]).toMatchObject({
      text: 'Online forms off\n\nOur online forms are off.\nPlease phone.',
      postedAt: '2024-07-19T06:30:00.000Z',
      editedAt: '2024-07-19T09:00:00.000Z',
      lang: 'en',
    });
    expect((await read(fixture('rdf.xml'))).posts[0]).toMatchObject({ postedAt: '2024-07-19T07:00:00.000Z' });
    expect((await read(fixture('rss091.xml'))).posts[0]).toMatchObject({ postedAt: null, lang: 'en-gb' });
    expect((await read(fixture('british-date.xml'))).posts[0]).toMatchObject({ postedAt: '2024-07-19T07:12:00.000Z' });
  });

  test.each([
    ['rss090.xml', 'Phones down', null, 'http://oakmere.example/90'],
    ['rss092.xml', 'EPS is slow this morning.', null, null],
    ['atom03.xml', 'Phones down\n\nNo calls get through.', '2024-07-19T07:00:00.000Z', 'http://oakmere.example/3'],
  ])('versions of before 2005 that some sites never changed: %s', async (file, text, postedAt, url) => {
    const { posts } = await read(fixture(file));
    expect(posts.map((post) => [post.text, post.postedAt, post.url])).toContainEqual([text, postedAt, url]);
  });

  test.each([
    ['UTF-16 with its mark', '', (xml: string) => Buffer.from(`\ufeff${xml}`, 'utf16le')],
    [
      'ISO 8859-15 in the header, whatever the XML says',
      '; charset=iso-8859-15',
      (xml: string) => toLatin9(xml.replace('?>', ' encoding="utf-8"?>')),
    ],
    ['ISO 8859-15 in the XML', '', (xml: string) => toLatin9(xml.replace('?>', ' encoding="ISO-8859-15"?>'))],
  ])('%s arrives as what was written', async (_, charset, encode) => {
    type = `application/rss+xml${charset}`;
    const xml =
      '<?xml version="1.0"?><rss version="2.0"><channel><title>T</title><item><guid>1</guid><description>5 € at the café</description></item></channel></rss>';
    expect((await read(encode(xml))).posts[0]?.text).toBe('5 € at the café');
  });

  /** The euro sign is what sets it apart from Latin 1. */
  function toLatin9(text: string): Buffer {
    return Buffer.from(text.replaceAll('€', '\xa4'), 'latin1');
  }

  const item = (more = ''): string =>
    `<item><title>Phones down</title><link>http://x.example/1</link><guid>1</guid><pubDate>Fri, 19 Jul 2024 07:12:00 +0000</pubDate>${more}</item>`;
  const whole = fixture('rss2.xml');

  test.each<[string, string, boolean, number]>([
    ['a BOM and blank lines before the XML', `\uFEFF\n\n${whole}`, false, 3],
    [
      'a bare ampersand',
      `<rss version="2.0"><channel><title>A & B</title>${item('<description>Phones & email</description>')}</channel></rss>`,
      false,
      1,
    ],
    [
      'an HTML entity',
      `<rss version="2.0"><channel><title>S&nbsp;T</title>${item('<description>off&nbsp;&rsquo;</description>')}</channel></rss>`,
      false,
      1,
    ],
    [
      'a PHP warning before the XML',
      `<br />\n<b>Warning</b>: Cannot modify header in /x.php on line 3<br />\n${whole}`,
      false,
      3,
    ],
    ['no version', `<rss><channel><title>T</title>${item()}</channel></rss>`, false, 1],
    [
      'a control character',
      `<rss version="2.0"><channel><title>T</title>${item('<description>a\u0008b</description>')}</channel></rss>`,
      false,
      1,
    ],
    [
      'neither guid nor link',
      '<rss version="2.0"><channel><title>T</title><item><description>only text</description></item></channel></rss>',
      false,
      1,
    ],
    ['an unclosed tag', `<rss version="2.0"><channel><title>T<link>http://x.example</link>${item()}</channel></rss>`, true, 1],
    ['an end cut off', whole.slice(0, whole.indexOf('Flu clinics start')), true, 1],
  ])('broken in the way of %s, it is read as far as it goes', async (_, text, degraded, count) => {
    const { posts, batches } = await read(text);
    expect(posts.length).toBeGreaterThanOrEqual(count);
    expect(batches.at(-1)?.notes?.some((note) => note.includes('broken')) ?? false).toBe(degraded);
  });

  test('entities of a DOCTYPE are not expanded, and no file is read', async () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "lolololol"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/hostname">]><rss version="2.0"><channel><title>&b;&x;</title>${item('<description>&b;&x;</description>')}</channel></rss>`;
    const { posts } = await read(bomb);
    expect(JSON.stringify(posts)).not.toContain('lolololol');
  });

  test('windows-1252 arrives as what was written, declared or not', async () => {
    const latin = (head: string): Buffer =>
      Buffer.from(
        `${head}<rss version="2.0"><channel><title>T</title><item><guid>1</guid><description>It\x92s \xa35 at the caf\xe9</description></item></channel></rss>`,
        'latin1',
      );
    for (const head of [
      '<?xml version="1.0" encoding="windows-1252"?>',
      '<?xml version="1.0" encoding="iso-8859-1"?>',
      '<?xml version="1.0" encoding="utf-8"?>',
      '',
    ]) {
      expect((await read(latin(head))).posts[0]?.text).toBe('It’s £5 at the café');
    }
  });

  test.each([
    [
      'a web page',
      '<!doctype html><html><head><title>404</title></head><body>Not found</body></html>',
      'a web page came instead',
    ],
    ['a login page', '<html><form><input name="p" type="password"></form></html>', 'asks for a sign-in'],
    ['nothing', '', 'empty'],
    ['other JSON', '{"error":"no"}', 'not a feed'],
  ])('%s instead of a feed is a change of the channel', async (_, text, says) => {
    await expect(read(text)).rejects.toMatchObject({ kind: 'changed', message: expect.stringContaining(says) as unknown });
  });

  test.each([
    ['items', '<item><title>x'],
    ['one element', '<a>'],
    ['list items', '<li>'],
  ])('a feed of nothing but nested %s is refused at once', async (_, part) => {
    const start = performance.now();
    await expect(read(`<rss version="2.0"><channel>${part.repeat(300_000)}`)).rejects.toMatchObject({ kind: 'changed' });
    expect(performance.now() - start).toBeLessThan(8000);
  });

  test('an empty list is calm at first and loud where items had been', async () => {
    const none = '<rss version="2.0"><channel><title>T</title></channel></rss>';
    const first = await read(none);
    expect(first.posts).toEqual([]);
    const full = await look(feed, channel(`${server.url}/feed`), ((body = whole), first.cursor));
    expect(full.posts).toHaveLength(3);
    body = none;
    await expect(look(feed, channel(`${server.url}/feed`), full.cursor)).rejects.toMatchObject({ kind: 'changed' });
  });

  test('an item that leaves the feed is not reported as removed', async () => {
    const first = await read(whole);
    body = whole.replace(/<item><title>Flu[\s\S]*?<\/item>/, '');
    const second = await look(feed, channel(`${server.url}/feed`), first.cursor);
    expect(second.batches.flatMap(({ posts, removed }) => [...posts, ...removed])).toEqual([]);
  });

  test('a guid that all items share names none of them', async () => {
    const { posts } = await read(
      `<rss version="2.0"><channel><title>T</title>${['a', 'b', 'c'].map((x) => `<item><guid>same</guid><link>http://x.example/${x}</link><title>${x}</title></item>`).join('')}</channel></rss>`,
    );
    expect(new Set(posts.map(({ id }) => id)).size).toBe(3);
  });

  test('a long feed comes in batches that can be taken up again in the middle', async () => {
    const items = Array.from({ length: 1250 }, (_, i) => `<item><guid>g${i}</guid><title>Item ${i}</title></item>`).join('');
    const { posts, batches } = await read(`<rss version="2.0"><channel><title>T</title>${items}</channel></rss>`);
    expect([posts.length, batches.length]).toEqual([1000, 10]);
    expect(new Set(posts.map(({ id }) => id)).size).toBe(1000);
    const half = await look(feed, channel(`${server.url}/feed`), batches[4]!.cursor);
    expect(half.posts.map(({ id }) => id)).toEqual(posts.slice(500).map(({ id }) => id));
    expect(JSON.stringify(batches.at(-1)?.cursor).length).toBeLessThan(40_000);
  });

  test('without an organisation, only the accounts of persons are private', async () => {
    body = whole;
    const privacy = async (authorKind: 'patient' | 'media'): Promise<boolean | undefined> =>
      (await look(feed, channel(`${server.url}/feed`, { organisation: null, authorKind }), null, context())).posts[0]?.author
        .private;
    expect([await privacy('patient'), await privacy('media')]).toEqual([true, false]);
  });
});
