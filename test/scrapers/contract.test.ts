import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Cursor } from '../../scrapers/collector.ts';
import { collectors, listPlatforms, unbuilt } from '../../scrapers/index.ts';
import { CollectError } from '../../src/core/errors.ts';
import { readInstant } from '../../src/core/time.ts';
import { type Served, serve } from '../servers.ts';
import { channel, look } from './context.ts';

const fixtures = join(import.meta.dirname, 'fixtures');

describe.each(collectors.map((collector) => [collector.platform, collector] as const))(
  'the collector of %s',
  (platform, collector) => {
    const folder = join(fixtures, platform);
    let server: Served;
    let fail = false;

    beforeAll(async () => {
      server = await serve((request, response) => {
        const name = decodeURIComponent(new URL(request.url ?? '/', 'http://x').pathname).slice(1);
        if (fail) response.writeHead(410).end();
        else if (!existsSync(join(folder, name)) || name === '') response.writeHead(404).end();
        else
          response
            .writeHead(200, { 'content-type': name.endsWith('.html') ? 'text/html' : 'application/octet-stream' })
            .end(readFileSync(join(folder, name)));
      });
    });
    afterAll(() => server.close());

    const files = existsSync(folder) ? readdirSync(folder).sort() : [];

    test('has a folder of fixtures', () => {
      expect(files.length, `test/scrapers/fixtures/${platform}/ needs at least one file`).toBeGreaterThan(0);
    });

    test('says what it is', () => {
      expect(platform).toMatch(/^[a-z]+$/);
      expect(collector.title).not.toBe('');
      expect(collector.docs).toMatch(/^https:\/\//);
      expect(collector.everyMinutes).toBeGreaterThanOrEqual(5);
    });

    test.each(files)('reads %s into whole Posts, oldest first, and then finds nothing new', async (file) => {
      const at = channel(`${server.url}/${file}`, { platform });
      const first = await look(collector, at, null);
      expect(first.posts.length).toBeGreaterThan(0);
      for (const post of first.posts) {
        expect(post).toMatchObject({ platform, channel: at.id, author: { kind: 'practice', private: false } });
        expect(post.id.startsWith(`${at.id}/`)).toBe(true);
        expect(post.text).not.toBe('');
        for (const instant of [post.postedAt, post.editedAt, post.seenAt])
          expect(instant === null ? null : readInstant(instant)).toBe(instant);
        if (post.url !== null) expect(post.url).toMatch(/^https?:\/\//);
        expect(structuredClone(JSON.parse(JSON.stringify(post)))).toEqual(post);
      }
      const dates = first.posts.flatMap(({ postedAt }) => postedAt ?? []);
      expect(dates).toEqual(dates.toSorted());
      expect((await look(collector, at, JSON.parse(JSON.stringify(first.cursor)) as Cursor)).posts).toEqual([]);
    });

    test('keeps the posts of two channels apart that carry the same id upstream', async () => {
      const address = `${server.url}/${files[0] ?? ''}`;
      const [one, two] = await Promise.all(
        ['a', 'b'].map((id) => look(collector, channel(address, { platform, id: `${platform}:${id}` }), null)),
      );
      expect(new Set([...one!.posts, ...two!.posts].map(({ id }) => id)).size).toBe(one!.posts.length * 2);
    });

    test('throws CollectError when the upstream is gone', async () => {
      fail = true;
      await expect(look(collector, channel(`${server.url}/${files[0] ?? ''}`, { platform }), null)).rejects.toBeInstanceOf(
        CollectError,
      );
      fail = false;
    });
  },
);

test('every platform of the design is listed once, with how it stands', () => {
  const listed = listPlatforms(() => null);
  const words = 'feed web wordpress bluesky mastodon statuspage news facebook x threads reddit file hand'.split(' ');
  expect(listed.map(({ platform }) => platform).sort()).toEqual(words.sort());
  expect(listed.filter(({ state }) => state === 'on').map(({ platform }) => platform)).toEqual(['feed', 'web', 'file']);
  for (const { why } of unbuilt) expect(why).toMatch(/\.$/);
});
