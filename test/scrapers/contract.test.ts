import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Context, Cursor } from '../../scrapers/collector.ts';
import { collectors, listPlatforms, unbuilt } from '../../scrapers/index.ts';
import { CollectError } from '../../src/core/errors.ts';
import { readInstant } from '../../src/core/time.ts';
import type { Channel } from '../../src/core/types.ts';
import { type Served, serve } from '../servers.ts';
import { channel, context, look as lookFrom } from './context.ts';
import { upstreamOf } from './upstreams.ts';

const fixtures = join(import.meta.dirname, 'fixtures');

describe.each(collectors.map((collector) => [collector.platform, collector] as const))(
  'the collector of %s',
  (platform, collector) => {
    const folder = join(fixtures, platform);
    const upstream = upstreamOf(platform);
    let server: Served;
    let fail = false;
    let served = '';

    beforeAll(async () => {
      server = await serve((request, response) => {
        if (fail) response.writeHead(410).end();
        else upstream.serve(folder, served)(request, response);
      });
    });
    afterAll(() => server.close());

    const look = (...[one, at, cursor]: Parameters<typeof lookFrom>): ReturnType<typeof lookFrom> => {
      const set = upstream.settings?.(server.url) ?? {};
      return lookFrom(one, at, cursor, { ...context(), setting: (name) => set[name] ?? null, reserve: grantAll });
    };
    const channelOf = (file: string, id?: string): Channel => {
      served = file;
      return channel(upstream.address(server.url, folder, file), { platform, ...(id === undefined ? {} : { id }) });
    };
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
      const at = channelOf(file);
      const first = await look(collector, at, null);
      const notices = first.batches.flatMap((batch) => batch.notices);
      expect((upstream.brings === 'posts' ? first.posts : notices).length).toBeGreaterThan(0);
      for (const notice of notices) {
        expect(notice).toMatchObject({ channel: at.id });
        expect(notice.title).not.toBe('');
        for (const instant of [notice.publishedAt, notice.updatedAt])
          expect(instant === null ? null : readInstant(instant)).toBe(instant);
      }
      for (const post of first.posts) {
        expect(post).toMatchObject({ platform, channel: at.id, author: { kind: upstream.author ?? 'practice', private: false } });
        expect(post.id.startsWith(`${at.id}/`)).toBe(upstream.ids === 'local');
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

    test('keeps the posts of two channels apart where the id upstream is local, and together where it is global', async () => {
      const [one, two] = await Promise.all(
        ['a', 'b'].map((id) => look(collector, channelOf(files[0] ?? '', `${platform}:${id}`), null)),
      );
      const ids = new Set([...one!.posts, ...two!.posts].map(({ id }) => id));
      expect(ids.size).toBe(one!.posts.length * (upstream.ids === 'local' ? 2 : 1));
    });

    test('throws CollectError when the upstream is gone', async () => {
      fail = true;
      await expect(look(collector, channelOf(files[0] ?? ''), null)).rejects.toBeInstanceOf(CollectError);
      fail = false;
    });
  },
);

test('every platform of the design is listed once, with how it stands', () => {
  const listed = listPlatforms(() => null);
  const words = 'feed web wordpress bluesky mastodon statuspage news facebook x threads reddit file hand'.split(' ');
  expect(listed.map(({ platform }) => platform).sort()).toEqual(words.sort());
  expect(listed.filter(({ state }) => state === 'on').map(({ platform }) => platform)).toEqual([
    'feed',
    'web',
    'wordpress',
    'bluesky',
    'mastodon',
    'statuspage',
    'news',
    'file',
    'hand',
  ]);
  for (const { why } of unbuilt) expect(why).toMatch(/\.$/);
});

/** Money without end: what a budget does has tests of its own. */
const grantAll: NonNullable<Context['reserve']> = ({ most }) =>
  Promise.resolve({ isGranted: true, amount: most, settle: () => Promise.resolve() });
