import compression from 'compression';
import express from 'express';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recognise } from '../../scrapers/recognise.ts';
import { type Served, serve } from '../servers.ts';
import { context } from './context.ts';
import { buildSite, type Site } from './site.ts';

describe('an address', () => {
  let site: Site;
  let server: Served;
  let host = '';

  beforeAll(async () => {
    site = await buildSite();
    const app = express();
    app.use(compression());
    app.get('/robots.txt', (_, response) => void response.type('text').send('User-agent: *\nDisallow: /closed'));
    app.get(
      ['/plain', '/closed'],
      (_, response) => void response.send('<title>Plain</title><main><p>Phones are fine</p></main>'),
    );
    app.get(
      '/dead',
      (_, response) =>
        void response.send('<link rel="alternate" type="application/rss+xml" href="/none.xml"><main><p>Words here</p></main>'),
    );
    app.get('/moved', (_, response) => response.redirect(308, '/atom.xml'));
    app.get('/login', (_, response) => void response.send('<form><input type="password"></form>'));
    app.use(express.static(site.pages));
    server = await serve(app);
    host = server.url.replace('http://', '');
  });
  afterAll(async () => {
    await server.close();
    await site.remove();
  });

  test('of a feed is a feed, whatever its name', async () => {
    expect(await recognise(`${server.url}/feed.json`, context())).toEqual({
      platform: 'feed',
      address: `${server.url}/feed.json`,
      title: 'Alderbrook Surgery (invented)',
      says: 'a JSON feed, “Alderbrook Surgery (invented)”, with 2 items, the newest of 2024-07-19',
      storable: true,
    });
    expect(await recognise(`${server.url}/moved`, context())).toMatchObject({
      address: `${server.url}/atom.xml`,
      storable: true,
    });
  });

  test('of a page that links feeds is its feed of posts, not of comments', async () => {
    const found = await recognise(`${server.url}/`, context());
    expect(found).toMatchObject({ platform: 'feed', address: `${server.url}/feed.xml`, storable: true });
    expect(found.says).toContain('linked from');
  });

  test('without a scheme is tried on both', async () => {
    expect(await recognise(` ${host}/feed.xml `, context())).toMatchObject({
      platform: 'feed',
      address: `${server.url}/feed.xml`,
    });
  });

  test('of a page without a feed, or with a dead link to one, is a page', async () => {
    expect(await recognise(`${server.url}/plain`, context())).toMatchObject({
      platform: 'web',
      title: 'Plain',
      address: `${server.url}/plain`,
    });
    expect(await recognise(`${server.url}/dead`, context())).toMatchObject({ platform: 'web' });
  });

  test('that can never be collected is not taken', async () => {
    await expect(recognise(`${server.url}/closed`, context())).rejects.toMatchObject({ kind: 'refused' });
    await expect(recognise(`${server.url}/login`, context())).rejects.toMatchObject({ kind: 'changed' });
    await expect(recognise(`${server.url}/nothing`, context())).rejects.toMatchObject({ kind: 'gone' });
    await expect(recognise(server.url, context({ allowPrivate: false }))).rejects.toMatchObject({ kind: 'refused' });
  });

  test.each([['https://www.threads.net/@riverside', 'threads', 'https://www.threads.net/@riverside']])(
    '%s is recognised, and nothing is fetched or stored',
    async (given, platform, address) => {
      const found = await recognise(given, context({ allowPrivate: false }));
      expect(found).toMatchObject({ platform, address, storable: false });
      expect(found.says).toContain('recognised; collector not installed yet');
    },
  );

  test.each([
    ['https://www.facebook.com/riverside', 'facebook', 'RIPPLEWATCH_FACEBOOK_TOKENS is set'],
    ['x.com/riverside', 'x', 'RIPPLEWATCH_X_TOKEN and RIPPLEWATCH_X_BUDGET are set'],
  ])('%s is taken without being fetched, and the sentence says what it waits for', async (given, platform, waits) => {
    const found = await recognise(given, context({ allowPrivate: false }));
    expect(found).toMatchObject({ platform, storable: true });
    expect(found.says).toContain(waits);
  });

  test.each(['https://www.instagram.com/riverside', 't.me/riverside', 'https://nextdoor.co.uk/page/riverside'])(
    '%s is not read, and the sentence says why and what to do instead',
    async (given) => {
      const found = await recognise(given, context({ allowPrivate: false }));
      expect(found.storable).toBe(false);
      expect(found.says).toMatch(/: not read\. .*logged by hand/);
    },
  );

  test.each(['', 'riverside', 'two words', 'ftp://example.org/x', 'javascript:alert(1)', 'http://', '@riverside'])(
    '"%s" is none, and the sentence says what would be one',
    async (given) => {
      await expect(recognise(given, context())).rejects.toMatchObject({
        name: 'InputError',
        message: expect.stringContaining('such as https://') as unknown,
      });
    },
  );
});
