import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HandPost } from '../src/api/deps.ts';
import type { App } from '../src/app.ts';
import { openApp } from '../src/app.ts';
import { handPosts, logPost, takeBackPost } from '../src/byhand.ts';
import { guessSite } from '../src/byhand-site.ts';
import { readConfig } from '../src/config.ts';
import { outagePhases } from '../src/store/query.ts';
import { makeFolder } from './cli.ts';

let app: App;
beforeEach(async () => {
  app = await openApp(readConfig({ RIPPLEWATCH_DATA: await makeFolder() }));
  const some = { kind: 'practice', status: 'active', area: 'QYG', source: 'invented' } as const;
  await app.store.saveOrganisations([
    { code: 'Z99001', name: 'LARKSPUR SURGERY', town: 'WILMSLOW', ...some },
    { code: 'Z99002', name: 'ALDERBROOK MEDICAL CENTRE', town: 'CREWE', ...some },
    { code: 'Z99003', name: 'ALDERBROOK MEDICAL CENTRE', town: 'LEEK', ...some },
  ]);
});
afterEach(() => app.close());

const down = 'EMIS is down this morning, we cannot see any records.';
const log = (given: Partial<HandPost>, who = 'Sam Taylor') =>
  logPost(app, { link: null, text: down, postedAt: null, organisation: null, kind: null, ...given }, who);
const refused = (given: Partial<HandPost>) =>
  log(given).then(
    () => Promise.reject(new Error('It was taken.')),
    (error: unknown) => error as { field: string; message: string },
  );

describe('a post by hand', () => {
  it('goes through the same pipeline, with who logged it and when, and no channel for it', async () => {
    const { outcome, mention, says } = await log({
      link: 'https://www.facebook.com/larkspur/posts/1?fbclid=abc#top',
      postedAt: '19/07/2024 08:12',
      organisation: 'Larkspur Surgery',
    });
    expect([outcome, says]).toEqual(['added', 'The post on Facebook is stored: it reads as a disruption (disrupted).']);
    expect(mention).toMatchObject({
      organisation: 'Z99001',
      verdict: { outage: true, systems: ['emis-web'] },
      post: {
        platform: 'hand',
        channel: 'hand',
        url: 'https://facebook.com/larkspur/posts/1',
        postedAt: '2024-07-19T07:12:00.000Z',
        author: { kind: 'practice', name: 'LARKSPUR SURGERY', private: false },
        raw: { loggedBy: 'Sam Taylor', site: 'facebook' },
      },
    });
    expect(mention.places.map(({ code }) => code)).toEqual(['Z99001', 'QYG']);
    expect(await app.store.channels()).toEqual([]);
    expect(await app.store.runs({ limit: 5 })).toEqual([]);
    expect((await app.store.changes(1))[0]).toMatchObject({ who: 'Sam Taylor' });
    expect(await app.store.count({ dataset: 'live', phases: outagePhases })).toMatchObject({ mentions: 1 });
  });

  it('is the same post under the same link: updated, and said so', async () => {
    const link = 'https://m.facebook.com/larkspur/posts/1/';
    const first = await log({ link, organisation: 'z99001', postedAt: '19/07/2024 08:12' });
    expect(
      await log({ link: 'facebook.com/larkspur/posts/1', organisation: 'Z99001', postedAt: '19/07/2024 08:12' }),
    ).toMatchObject({
      outcome: 'unchanged',
      says: 'The post on Facebook was logged before, with the same words; nothing was changed.',
    });
    const second = await log({ link, text: 'EMIS is back.', organisation: 'Z99001', postedAt: '19/07/2024 09:00' });
    expect(second).toMatchObject({
      outcome: 'updated',
      says: expect.stringMatching(/updated.*time stays the one logged first/) as string,
    });
    expect(second.mention.post.id).toBe(first.mention.post.id);
    expect((await handPosts(app)).map(({ post }) => post.text)).toEqual(['EMIS is back.']);
  });

  it('without a time is on no timeline, and is told so', async () => {
    const { mention, says } = await log({ organisation: 'Z99001' });
    expect([mention.post.postedAt, says]).toEqual([null, expect.stringContaining('on no timeline')]);
    expect(await app.store.count({ dataset: 'live', phases: outagePhases })).toMatchObject({ undated: 1 });
  });

  it('that was logged by mistake is taken back as if it had never been', async () => {
    const { mention } = await log({ organisation: 'Z99001' });
    expect(await takeBackPost(app, mention.post.id, 'Sam Taylor')).toBe(true);
    expect(await takeBackPost(app, mention.post.id, 'Sam Taylor')).toBe(false);
    expect(await app.store.count({ dataset: 'live', phases: outagePhases })).toMatchObject({ mentions: 0 });
    expect(await handPosts(app)).toEqual([]);
  });

  it('by a private person is kept on the terms of private people: with reasons recorded, and only where it speaks of a disruption', async () => {
    expect(await refused({ kind: 'patient' })).toMatchObject({
      field: 'organisation',
      message: expect.stringContaining('governance') as string,
    });
    const decided = {
      lawfulBasis: 'public task',
      dpia: 'DPIA-1',
      retentionDays: 30,
      contact: 'ig@example.org',
    };
    await app.store.recordGovernance({ at: app.now(), who: 'Sam Taylor', decided });
    expect(await refused({ kind: 'patient', text: 'Lovely new car park.' })).toMatchObject({ field: 'text' });
    const link = 'https://www.facebook.com/somebody/posts/7';
    const { mention } = await log({ kind: 'patient', link });
    expect(mention.post).toMatchObject({ url: null, raw: null, author: { private: true } });
    expect(await log({ kind: 'patient', link })).toMatchObject({ outcome: 'unchanged' });
    expect(await takeBackPost(app, mention.post.id, 'Sam Taylor')).toBe(true);
  });

  it.each([
    [{ text: ' \n ' }, 'text', /Give the words/],
    [{ link: 'javascript:alert(1)' }, 'link', /has to be a web address/],
    [{ link: 'not a link' }, 'link', /has to be a web address/],
    [{ postedAt: '19/07/2024' }, 'postedAt', /no date with a time.*London time/],
    [{ postedAt: '2099-01-01 10:00' }, 'postedAt', /has not come yet/],
    [{ organisation: 'Alderbrook Medical Centre' }, 'organisation', /Several.*Z99002 .*CREWE.*Z99003/],
    [{ organisation: 'Nowhere Surgery' }, 'organisation', /neither an ODS code nor a name/],
    [{ kind: 'surgery' }, 'kind', /takes one of practice/],
  ] as const)('is refused with what would be right: %o', async (given, field, says) => {
    const error = await refused(given);
    expect([error.field, error.message]).toEqual([field, expect.stringMatching(says)]);
    expect(await handPosts(app)).toEqual([]);
  });
});

it('guesses the site from the link', () => {
  expect(guessSite('https://fb.watch/abc')?.id).toBe('facebook');
  expect(guessSite('https://x.com/a/status/1')?.id).toBe('x');
  expect(guessSite('https://notfacebook.com/a')).toEqual({ id: 'web', title: 'notfacebook.com' });
  expect(guessSite(null)).toBeNull();
});
