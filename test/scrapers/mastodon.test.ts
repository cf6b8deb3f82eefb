import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Batch, Context, Cursor } from '../../scrapers/collector.ts';
import { recogniseMastodon } from '../../scrapers/mastodon/place.ts';
import { mastodon } from '../../scrapers/mastodon.ts';
import { recognise } from '../../scrapers/recognise.ts';
import { addMs } from '../../src/core/time.ts';
import type { Channel } from '../../src/core/types.ts';
import { channel, context, handClock, type Looked, look } from './context.ts';
import { type Social, startSocial } from './social.ts';

let social: Social;
let at: Channel;
const time = handClock('2024-07-19T12:00:00.000Z');

beforeEach(async () => {
  social = await startSocial();
  at = channel(`${social.url}/@alderbrook`, { platform: 'mastodon', id: 'mastodon:1' });
  time.set('2024-07-19T12:00:00.000Z');
});
afterEach(() => social.close());

function settings(values: Record<string, string> = {}): Context {
  return { ...context({ clock: time.now }), setting: (name) => values[name] ?? null };
}

function run(cursor: Cursor | null, from: Context = settings(), where: Channel = at): Promise<Looked> {
  return look(mastodon, where, cursor === null ? null : (JSON.parse(JSON.stringify(cursor)) as Cursor), from);
}

function texts({ posts }: Looked): string[] {
  return posts.map(({ text }) => text);
}

const later = (minutes: number): void => time.set(addMs(time.now(), minutes * 60_000));

describe('the words of a post', () => {
  test('are its paragraphs, without the hidden pieces of links; warning, quotation and pictures have their places', async () => {
    social.post(
      'Line one<br>line two</p><p><a href="https://x.example/a"><span class="invisible">https://</span>x.example/a</a>',
      {
        spoiler_text: 'IT trouble',
        quote: { state: 'accepted', quoted_status: { content: '<p>National <b>fault</b></p>' } },
        media_attachments: [{ description: 'Phones down' }, { description: null }],
        language: 'en',
        in_reply_to_id: '5',
      },
    );
    const [post] = (await run(null)).posts;
    expect(post).toMatchObject({
      text: 'Line one\nline two\n\nx.example/a\n\n[Picture: Phones down]',
      spoiler: 'IT trouble',
      quoted: 'National fault',
      lang: 'en',
      replyTo: `${social.url}/api/v1/statuses/5`,
      id: 'https://social.example/statuses/112813000001',
      url: 'https://social.example/@alderbrook/112813000001',
      postedAt: '2024-07-19T06:01:00.000Z',
      editedAt: null,
      author: {
        kind: 'practice',
        name: 'Alderbrook (invented)',
        handle: `@alderbrook@${new URL(social.url).host}`,
        private: false,
      },
    });
  });

  test('stay out where they are not for everybody, somebody else’s, or none', async () => {
    social.post('Unlisted', { visibility: 'unlisted' });
    social.post('Followers', { visibility: 'private' });
    social.post('Boosted', { reblog: { id: '1' } });
    social.post('', { content: '' });
    social.post('Ours');
    expect(texts(await run(null))).toEqual(['Ours']);
  });

  test('that cannot have been meant as a link or a date are none', async () => {
    social.post('Odd', { url: 'javascript:alert(1)', created_at: 'yesterday', language: '<b>' });
    const [post] = (await run(null)).posts;
    expect(post).toMatchObject({ url: 'https://social.example/statuses/112813000001', postedAt: null });
    expect(post).not.toHaveProperty('lang');
  });
});

describe('from one Run to the next', () => {
  test('new posts come oldest first, edits come again, and nothing comes twice', async () => {
    social.post('One');
    const two = social.post('Two');
    const first = await run(null);
    expect(texts(first)).toEqual(['One', 'Two']);
    two.content = '<p>Two, resolved</p>';
    Object.assign(two, { edited_at: '2024-07-19T11:00:00.000Z' });
    social.post('Three');
    const second = await run(first.cursor);
    expect(texts(second)).toEqual(['Two, resolved', 'Three']);
    expect(second.posts[0]).toMatchObject({ id: two['uri'], editedAt: '2024-07-19T11:00:00.000Z' });
    expect(texts(await run(second.cursor))).toEqual([]);
  });

  test.each([
    ['as documented', {}, (count: number) => String(112_813_000_000 + count)],
    ['without Link headers', { givesNoLinks: true }, (count: number) => String(count)],
    ['that ignores min_id', { ignoresMinId: true }, (count: number) => ((count * 2_654_435_761) % 4_294_967_296).toString(16)],
    [
      'that ignores min_id and gives no links, with ids that are words of any length',
      { ignoresMinId: true, givesNoLinks: true },
      (count: number) => `${'x'.repeat((count * 7) % 13)}${count}`,
    ],
  ])('a hundred posts between two Runs come through a server %s, none lost and none twice', async (_, is, nameId) => {
    await social.close();
    social = await startSocial(nameId);
    Object.assign(social.is, is);
    const where = { ...at, address: `${social.url}/@alderbrook` };
    for (let i = 0; i < 5; i += 1) social.post(`Before ${i}`);
    const first = await run(null, settings(), where);
    for (let i = 0; i < 130; i += 1) social.post(`Post ${i}`);
    const second = await run(first.cursor, settings(), where);
    expect(texts(second)).toEqual(Array.from({ length: 130 }, (__, i) => `Post ${i}`));
    expect(texts(await run(second.cursor, settings(), where))).toEqual([]);
  });

  test('exactly one page of new posts is no gap', async () => {
    social.post('Before');
    const first = await run(null);
    for (let i = 0; i < 40; i += 1) social.post(`Post ${i}`);
    expect(texts(await run(first.cursor))).toHaveLength(40);
  });

  test('a Run that is cut short in the gap goes on where it stopped', async () => {
    social.post('Before');
    const first = await run(null);
    for (let i = 0; i < 130; i += 1) social.post(`Post ${i}`);
    const part: Batch[] = [];
    for await (const batch of mastodon.collect(at, first.cursor, settings())) {
      part.push(batch);
      break;
    }
    const posts = part.flatMap((batch) => batch.posts.map(({ text }) => text));
    expect(posts).toHaveLength(40);
    expect([...posts, ...texts(await run(part[0]?.cursor ?? null))]).toEqual(Array.from({ length: 130 }, (__, i) => `Post ${i}`));
  });

  test('more than a thousand posts are taken in several Runs, in order', async () => {
    social.post('Before');
    let cursor = (await run(null)).cursor;
    for (let i = 0; i < 1100; i += 1) social.post(`Post ${i}`);
    const one = await run(cursor);
    expect(texts(one)).toHaveLength(1000);
    cursor = one.cursor;
    expect([...texts(one), ...texts(await run(cursor))]).toEqual(Array.from({ length: 1100 }, (__, i) => `Post ${i}`));
  });

  test('a link to another server is not followed', async () => {
    social.post('Before');
    const first = await run(null);
    for (let i = 0; i < 90; i += 1) social.post(`Post ${i}`);
    social.is.givesNoLinks = true;
    social.is.headers = { link: '<http://127.0.0.1:9/api/v1/x?min_id=1>; rel="prev"' };
    expect(texts(await run(first.cursor))).toHaveLength(90);
  });
});

describe('a deletion', () => {
  test('is a post that the page should hold and that is not there when it is asked for', async () => {
    for (let i = 0; i < 3; i += 1) social.post(`Post ${i}`);
    const first = await run(null);
    const [gone] = social.statuses.splice(1, 1);
    const second = await run(first.cursor);
    expect(second.batches.flatMap(({ removed }) => removed)).toEqual([gone?.['uri']]);
    expect((await run(second.cursor)).batches.flatMap(({ removed }) => removed)).toEqual([]);
  });

  test('is asked about five times a Run at most, and in the end all are known', async () => {
    for (let i = 0; i < 20; i += 1) social.post(`Post ${i}`);
    let { cursor } = await run(null);
    social.statuses.splice(1, 12);
    let removed = 0;
    for (let i = 0; i < 3; i += 1) {
      social.asked.length = 0;
      const next = await run(cursor);
      expect(social.asked.filter((path) => path.startsWith('/api/v1/statuses/')).length).toBeLessThanOrEqual(5);
      removed += next.batches.flatMap((batch) => batch.removed).length;
      ({ cursor } = next);
    }
    expect(removed).toBe(12);
  });

  test('is none where the server does not show single posts, or shows the post after all', async () => {
    for (let i = 0; i < 3; i += 1) social.post(`Post ${i}`);
    const first = await run(null);
    const hidden = social.statuses.splice(1, 1);
    social.is.single = 401;
    expect((await run(first.cursor)).batches.flatMap(({ removed }) => removed)).toEqual([]);
    delete social.is.single;
    // The list leaves it out, and it is there.
    social.statuses.push(...hidden);
    const second = await run(first.cursor);
    expect(second.batches.flatMap(({ removed }) => removed)).toEqual([]);
  });

  test('of an old post of the week is found some hours later, and an edit of it too', async () => {
    const first = social.post('Old');
    const second = social.post('Old, to be edited');
    let { cursor } = await run(null);
    for (let i = 0; i < 60; i += 1) social.post(`Post ${i}`);
    ({ cursor } = await run(cursor));
    social.statuses.splice(social.statuses.indexOf(first), 1);
    second.content = '<p>Old, edited</p>';
    later(7 * 60);
    const looked = await run(cursor);
    expect(looked.batches.flatMap(({ removed }) => removed)).toEqual([first['uri']]);
    expect(texts(looked)).toEqual(['Old, edited']);
  });

  test('of everything is believed when the account says that it has no posts, and never otherwise', async () => {
    for (let i = 0; i < 3; i += 1) social.post(`Post ${i}`);
    const first = await run(null);
    social.is.givesEmptyLists = true;
    await expect(run(first.cursor)).rejects.toMatchObject({
      kind: 'changed',
      message: expect.stringContaining('always were') as unknown,
    });
    social.is.account = { ...social.is.account, suspended: true };
    await expect(run(first.cursor)).rejects.toMatchObject({
      kind: 'gone',
      message: expect.stringContaining('suspended') as unknown,
    });
    social.is.account = { ...social.is.account, suspended: false, statuses_count: 0 };
    social.statuses.length = 0;
    expect((await run(first.cursor)).batches.flatMap(({ removed }) => removed)).toHaveLength(3);
  });
});

describe('what a server answers', () => {
  test.each([
    [401, 'unauthorised', 'RIPPLEWATCH_MASTODON_TOKENS'],
    [422, 'unauthorised', 'signed-in'],
    [403, 'refused', 'turns us away'],
    [404, 'gone', 'knows no account'],
    [410, 'gone', 'knows no account'],
    [500, 'unreachable', 'fault of its own'],
  ])('with %i is %s, in a sentence', async (status, kind, words) => {
    social.is.status = status;
    await expect(run(null)).rejects.toMatchObject({ kind, message: expect.stringContaining(words) as unknown });
  });

  test('is rate-limited until the instant of X-RateLimit-Reset', async () => {
    social.is.status = 429;
    social.is.headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '2024-07-19T12:05:00.019685Z' };
    await expect(run(null)).rejects.toMatchObject({ kind: 'rate-limited', retryAt: '2024-07-19T12:05:00.019Z' });
  });

  test('may be the last one for now: what came is kept and nothing more is asked', async () => {
    social.post('Kept');
    social.post('Deleted');
    const first = await run(null);
    social.statuses.splice(0, 1);
    social.post('Two');
    social.is.headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '2024-07-19T12:05:00.000Z' };
    const kept: Batch[] = [];
    const collecting = async (): Promise<void> => {
      for await (const batch of mastodon.collect(at, first.cursor, settings())) kept.push(batch);
    };
    await expect(collecting()).rejects.toMatchObject({ kind: 'rate-limited', retryAt: '2024-07-19T12:05:00.000Z' });
    expect(kept.flatMap(({ posts }) => posts)).toHaveLength(1);
  });

  test('to a token is for the host it was given for; a wrong one is said and never shown', async () => {
    social.is.token = 'geheim-1';
    social.post('For those signed in');
    const host = new URL(social.url).host;
    const right = settings({ RIPPLEWATCH_MASTODON_TOKENS: `other.example=x, ${host}=geheim-1` });
    expect(texts(await run(null, right))).toEqual(['For those signed in']);
    const wrong = run(null, settings({ RIPPLEWATCH_MASTODON_TOKENS: `${host}=geheim-2` }));
    await expect(wrong).rejects.toMatchObject({
      kind: 'unauthorised',
      message: expect.not.stringContaining('geheim') as unknown,
    });
    const unreadable = run(null, settings({ RIPPLEWATCH_MASTODON_TOKENS: 'geheim-3' }));
    await expect(unreadable).rejects.toMatchObject({
      kind: 'unauthorised',
      message: expect.not.stringContaining('geheim') as unknown,
    });
  });
});

describe('permission', () => {
  const permit = (name: string): Context => settings({ RIPPLEWATCH_MASTODON_PERMISSIONS: name });

  test('is needed where robots.txt says so, unless the server gave us a token', async () => {
    social.is.robots = 'User-agent: *\nDisallow: /api/';
    social.post('One');
    await expect(run(null)).rejects.toMatchObject({ kind: 'refused' });
    const host = new URL(social.url).host;
    expect(texts(await run(null, settings({ RIPPLEWATCH_MASTODON_TOKENS: `${host}=abc` })))).toEqual(['One']);
  });

  test('is needed where the terms speak of robots; the sentence has their words, and they are looked at once a week', async () => {
    social.post('One');
    social.is.terms = {
      content: '<p>Be kind. You may not launch any spider, robot or data mining tool. Thanks.</p>',
      effective_date: '2025-07-01',
    };
    await expect(run(null)).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringMatching(
        /looked at on 2024-07-19, speak of automated reading \(“You may not launch any spider/,
      ) as unknown,
    });
    const looks = (): number => social.asked.filter((path) => path.endsWith('/terms_of_service')).length;
    const first = await run(null, permit(new URL(social.url).host));
    expect(first.cursor).toMatchObject({ terms: { lookedAt: '2024-07-19T12:00:00.000Z', effective: '2025-07-01' } });
    expect(looks()).toBe(2);
    await run(first.cursor, permit(new URL(social.url).host));
    expect(looks()).toBe(2);
    later(8 * 24 * 60);
    await run(first.cursor, permit(new URL(social.url).host));
    expect(looks()).toBe(3);
  });

  test('is not needed where the terms say nothing of it, or there are none', async () => {
    social.post('One');
    social.is.terms = { content: '<p>Be kind to each other.</p>' };
    expect((await run(null)).cursor).toMatchObject({ terms: { says: null, effective: null } });
  });

  test('of mastodon.social is asked for before anything is sent', async () => {
    const there = channel('@alderbrook@mastodon.social', { platform: 'mastodon' });
    await expect(run(null, settings(), there)).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('1 July 2025') as unknown,
    });
    await expect(recognise('@alderbrook@mastodon.social', context({ allowPrivate: false }))).rejects.toMatchObject({
      kind: 'refused',
    });
  });

  test.each([{ indexable: false }, { noindex: true }])('of an account with %o is its owner’s to give', async (asks) => {
    social.post('One');
    social.is.account = { ...social.is.account, ...asks };
    await expect(run(null)).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('Privacy and reach') as unknown,
    });
    expect(texts(await run(null, permit(`@alderbrook@${new URL(social.url).host}`)))).toEqual(['One']);
  });

  test('that an account withdraws is noticed within a day', async () => {
    social.post('One');
    const first = await run(null);
    social.is.account = { ...social.is.account, indexable: false };
    later(25 * 60);
    await expect(run(first.cursor)).rejects.toMatchObject({ kind: 'refused' });
  });
});

describe('a hashtag', () => {
  test('brings posts of people, all taken for private, and leaves out those who asked for it', async () => {
    social.post('Phones down at my surgery');
    social.post('Leave me alone', { account: { id: '8', acct: 'jo@other.example', display_name: 'Jo', indexable: false } });
    social.post('Me neither', { account: { id: '9', acct: 'sam@other.example', display_name: 'Sam', noindex: true } });
    const tag = channel(`${social.url}/tags/gpdown`, { platform: 'mastodon', authorKind: 'other', organisation: null });
    const looked = await run(null, settings(), tag);
    expect(texts(looked)).toEqual(['Phones down at my surgery']);
    expect(looked.posts[0]?.author).toMatchObject({ private: true, kind: 'other' });
    expect(social.asked.at(-1)).toMatch(/^\/api\/v1\/timelines\/tag\/gpdown\?limit=40$/);
  });

  test('that a server has closed, with an empty list, is a change and no silence', async () => {
    social.post('One');
    const tag = channel(`${social.url}/tags/gpdown`, { platform: 'mastodon' });
    const first = await run(null, settings(), tag);
    social.is.givesEmptyLists = true;
    await expect(run(first.cursor, settings(), tag)).rejects.toMatchObject({ kind: 'changed' });
  });

  test('does not take a whole server that was cut off for deletions', async () => {
    social.post('One');
    social.post('Two');
    social.post('Three');
    const tag = channel(`${social.url}/tags/gpdown`, { platform: 'mastodon' });
    const first = await run(null, settings(), tag);
    social.statuses.splice(1, 1);
    social.is.account = { ...social.is.account, suspended: true };
    expect((await run(first.cursor, settings(), tag)).batches.flatMap(({ removed }) => removed)).toEqual([]);
    social.is.account = { ...social.is.account, suspended: false };
    expect((await run(first.cursor, settings(), tag)).batches.flatMap(({ removed }) => removed)).toHaveLength(1);
  });
});

describe('an address', () => {
  test.each<[string, string | null]>([
    ['@riverside@mastodon.example', '@riverside@mastodon.example'],
    ['https://mastodon.example/@riverside', '@riverside@mastodon.example'],
    ['https://mastodon.example/users/riverside/', '@riverside@mastodon.example'],
    ['https://mastodon.example/@riverside@other.example', '@riverside@other.example'],
    ['http://127.0.0.1:8001/@riverside', 'http://127.0.0.1:8001/@riverside'],
    ['http://mastodon.example/@riverside', '@riverside@mastodon.example'],
    ['#EMISdown@mastodon.example', '#EMISdown@mastodon.example'],
    ['https://mastodon.example/tags/meddygfa', '#meddygfa@mastodon.example'],
    ['https://mastodon.example/tags/diffyg%C3%B4l', '#diffygôl@mastodon.example'],
    ['https://medium.com/@riverside', null],
    ['https://www.youtube.com/@riverside', null],
    ['https://mastodon.example/@riverside/112', null],
    ['@riverside', null],
    ['#emis', null],
  ])('%s is %s', (given, address) => {
    expect(recogniseMastodon(given)?.address ?? null).toBe(address);
  });

  test('is looked at once before it is stored; a hashtag is marked as people’s', async () => {
    social.is.account = { ...social.is.account, statuses_count: 1204 };
    expect(await recognise(`${social.url}/@alderbrook`, settings())).toMatchObject({
      platform: 'mastodon',
      title: 'Alderbrook (invented)',
      storable: true,
      says: expect.stringContaining('1,204 posts') as unknown,
    });
    expect(await recognise(`${social.url}/tags/gpdown`, settings())).toMatchObject({ storable: true, people: true });
    social.is.account = { ...social.is.account, suspended: true };
    await expect(recognise(`${social.url}/@alderbrook`, settings())).rejects.toMatchObject({ kind: 'gone' });
  });
});
