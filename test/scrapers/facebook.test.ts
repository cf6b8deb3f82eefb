import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Context, Cursor } from '../../scrapers/collector.ts';
import { facebook } from '../../scrapers/facebook.ts';
import type { CollectError } from '../../src/core/errors.ts';
import { addMs } from '../../src/core/time.ts';
import type { Instant } from '../../src/core/types.ts';
import { type Served, serve } from '../servers.ts';
import { channel, context, handClock, look } from './context.ts';

// A Graph API of our own, built to the documented shapes; page, people and posts are invented.
interface Stored {
  id: string;
  message?: string;
  created_time: string;
  updated_time: string;
  permalink_url: string;
}
interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly error?: { readonly code: number; readonly error_subcode?: number };
}
const secret = 'EAAinventedPageToken';
const at = channel('https://www.facebook.com/larkspur', { id: 'facebook:1', platform: 'facebook' });
const start: Instant = '2024-07-19T09:00:00.000Z';

let folder: string;
let server: Served;
let asked: { url: URL; authorization: string | undefined }[];
let posts: Stored[];
let gone: Map<string, { code: number; error_subcode?: number }>;
let published: boolean;
let pageSize: number;
/** Overrules the answer to paths that end so. */
let answers: Map<string, Answer>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ripplewatch-facebook-'));
  await writeFile(join(folder, 'tokens'), `# granted\nlarkspur ${secret}\n`, { mode: 0o600 });
  asked = [];
  posts = [];
  gone = new Map();
  published = true;
  pageSize = 100;
  answers = new Map();
  server = await serve((request, response) => {
    const url = new URL(request.url ?? '', 'http://x');
    asked.push({ url, authorization: request.headers.authorization });
    const path = url.pathname.replace('/v26.0/', '');
    const overruled = [...answers].find(([end]) => path.endsWith(end))?.[1];
    const send = (body: object, { status = 200, headers = {} }: Answer = {}): void => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
    };
    const fail = (error: { code: number; error_subcode?: number }): void =>
      send({ error: { message: `Invented: ${secret}`, type: 'OAuthException', ...error } }, { status: 400, ...overruled });
    if (overruled?.error !== undefined) fail(overruled.error);
    else if (path === 'larkspur' || path === '77')
      send({ id: '77', name: 'Larkspur Surgery (invented)', is_published: published }, overruled);
    else if (path === '77/published_posts') {
      const since = Number(url.searchParams.get('since') ?? 0) * 1000;
      const from = Number(url.searchParams.get('after') ?? 0);
      const all = posts.filter(({ created_time }) => Date.parse(created_time) >= since).toReversed();
      const next =
        from + pageSize < all.length ? { next: `http://127.0.0.1/?access_token=${secret}&after=${from + pageSize}` } : {};
      send(
        { data: all.slice(from, from + pageSize), paging: { cursors: { after: String(from + pageSize) }, ...next } },
        overruled,
      );
    } else if (gone.has(path)) fail(gone.get(path) ?? { code: 100 });
    else send({ id: path });
  });
});
afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

function post(id: string, message: string | undefined, hour: string): Stored {
  const when = `2024-07-19T${hour}:00+0000`;
  const stored = {
    id: `77_${id}`,
    created_time: when,
    updated_time: when,
    permalink_url: `https://www.facebook.com/77/posts/${id}`,
  };
  return message === undefined ? stored : { ...stored, message };
}

function from(clock: () => Instant = () => start, more: Readonly<Record<string, string>> = {}): Context {
  const settings: Readonly<Record<string, string>> = {
    RIPPLEWATCH_FACEBOOK_TOKENS: join(folder, 'tokens'),
    RIPPLEWATCH_FACEBOOK_URL: `${server.url}/v26.0`,
    ...more,
  };
  return { ...context({ clock }), setting: (name) => settings[name] ?? null };
}

async function failure(promise: Promise<unknown>): Promise<CollectError> {
  return promise.then(
    () => Promise.reject(new Error('It did not fail.')),
    (error: unknown) => error as CollectError,
  );
}

describe('a Facebook Page', () => {
  test('comes as Posts, oldest first, with the original beside them; what has no words is no Post', async () => {
    posts = [
      post('1', 'Our phone lines are down.', '07:12'),
      post('2', undefined, '08:00'),
      post('3', 'Phones are back.', '08:30'),
    ];
    const { posts: found } = await look(facebook, at, null, from());
    expect(found.map(({ id, text, postedAt }) => [id, text, postedAt])).toEqual([
      ['77_1', 'Our phone lines are down.', '2024-07-19T07:12:00.000Z'],
      ['77_3', 'Phones are back.', '2024-07-19T08:30:00.000Z'],
    ]);
    expect(found[0]).toMatchObject({
      url: 'https://www.facebook.com/77/posts/1',
      author: { kind: 'practice', name: 'Larkspur Surgery (invented)', handle: 'larkspur', private: false },
      editedAt: null,
      raw: { created_time: '2024-07-19T07:12:00+0000' },
    });
  });

  test('sends its token in a header only, and follows no address that contains one', async () => {
    pageSize = 1;
    posts = [post('1', 'One.', '07:00'), post('2', 'Two.', '07:30')];
    const first = await look(facebook, at, null, from());
    posts.push(post('3', 'Three.', '08:30'), post('4', 'Four.', '08:40'));
    const second = await look(facebook, at, first.cursor, from());
    expect(second.posts.map(({ text }) => text)).toEqual(['One.', 'Three.', 'Four.']);
    expect(asked.every(({ authorization }) => authorization === `Bearer ${secret}`)).toBe(true);
    expect(JSON.stringify([asked.map(({ url }) => url.href), first, second])).not.toContain(secret);
  });

  test('finds edits by the words: a comment moves updated_time and is none', async () => {
    posts = [post('1', 'Phones are down.', '07:12'), post('2', 'Clinic today.', '08:00')];
    const first = await look(facebook, at, null, from());
    posts = posts.map((one) => ({ ...one, updated_time: '2024-07-19T08:55:00+0000' }));
    const commented = await look(facebook, at, first.cursor, from());
    expect(commented.posts).toEqual([]);
    posts[0] = { ...(posts[0] as Stored), message: 'RESOLVED: phones are back.' };
    const edited = await look(facebook, at, commented.cursor, from());
    expect(edited.posts.map(({ id, text }) => [id, text])).toEqual([['77_1', 'RESOLVED: phones are back.']]);
    expect(edited.batches.flatMap(({ removed }) => removed)).toEqual([]);
  });

  test.each([{ code: 100, error_subcode: 33 }, { code: 10 }])(
    'takes a post for deleted when it is missing and cannot be read by its id either (%o)',
    async (error) => {
      posts = [post('1', 'One.', '07:00'), post('2', 'Two.', '07:30'), post('3', 'Three.', '08:00')];
      const first = await look(facebook, at, null, from());
      posts = posts.filter(({ id }) => id === '77_3');
      gone.set('77_1', error);
      const second = await look(facebook, at, first.cursor, from());
      expect(second.batches.flatMap(({ removed }) => removed)).toEqual(['77_1']);
      expect(second.posts).toEqual([]);
      gone.set('77_2', error);
      const third = await look(facebook, at, second.cursor, from());
      expect(third.batches.flatMap(({ removed }) => removed)).toEqual(['77_2']);
      expect((await look(facebook, at, third.cursor, from())).batches.flatMap(({ removed }) => removed)).toEqual([]);
    },
  );

  test('never takes a page that lists nothing any more, or is not published, for many deletions', async () => {
    posts = ['1', '2', '3'].map((id) => post(id, `Post ${id}.`, '07:00'));
    const first = await look(facebook, at, null, from());
    posts = [];
    for (const id of ['1', '2', '3']) gone.set(`77_${id}`, { code: 10 });
    expect((await failure(look(facebook, at, first.cursor, from()))).kind).toBe('changed');
    published = false;
    expect(await failure(look(facebook, at, first.cursor, from()))).toMatchObject({
      kind: 'gone',
      message: 'The page is not published at present.',
    });
  });

  test.each([
    [190, 'unauthorised', /expired or was withdrawn/],
    [10, 'unauthorised', /pages_read_engagement.*docs\/facebook\.md/],
    [200, 'unauthorised', /Page Public Content Access/],
    [4, 'rate-limited', /limit is reached/],
    [17, 'rate-limited', /limit is reached/],
    [32, 'rate-limited', /limit is reached/],
    [613, 'rate-limited', /limit is reached/],
    [2, 'unreachable', /passing fault/],
    [3, 'changed', /do not know/],
  ] as const)('turns error %i into %s, in our own words', async (code, kind, says) => {
    answers.set('larkspur', { error: { code } });
    const error = await failure(look(facebook, at, null, from()));
    expect([error.kind, error.message]).toEqual([kind, expect.stringMatching(says)]);
    expect(error.message).not.toContain(secret);
    if (kind === 'rate-limited') expect(error.retryAt).toBe(addMs(start, 3_600_000));
  });

  test('says that a page is gone', async () => {
    answers.set('larkspur', { error: { code: 100, error_subcode: 33 } });
    expect(await failure(look(facebook, at, null, from()))).toMatchObject({ kind: 'gone' });
  });

  test('rests when four fifths of the page’s hour are used, without losing what it read', async () => {
    posts = [post('1', 'One.', '07:00')];
    const usage = {
      '77': [{ type: 'pages', call_count: 81, total_cputime: 3, total_time: 9, estimated_time_to_regain_access: 0 }],
    };
    answers.set('published_posts', { headers: { 'x-business-use-case-usage': JSON.stringify(usage) } });
    const clock = handClock(start);
    const first = await look(facebook, at, null, from(clock.now));
    expect(first.posts).toHaveLength(1);
    expect(await failure(look(facebook, at, first.cursor, from(clock.now)))).toMatchObject({
      kind: 'rate-limited',
      retryAt: addMs(start, 15 * 60_000),
    });
    answers.clear();
    clock.set(addMs(start, 15 * 60_000));
    expect((await look(facebook, at, first.cursor, from(clock.now))).posts).toEqual([]);
  });

  test('lets every page of the app rest when the app’s own hour is used', async () => {
    answers.set('larkspur', { headers: { 'x-app-usage': '{"call_count":96,"total_time":5,"total_cputime":1}' } });
    const shared = from();
    expect(await failure(look(facebook, at, null, shared))).toMatchObject({
      kind: 'rate-limited',
      retryAt: addMs(start, 3_600_000),
    });
    const before = asked.length;
    await failure(look(facebook, channel('https://www.facebook.com/larkspur', { platform: 'facebook' }), null, shared));
    expect(asked).toHaveLength(before);
  });

  test('reads at most what Facebook allows when a fortnight has more pages than that', async () => {
    pageSize = 1;
    posts = [post('1', 'One.', '07:00'), post('2', 'Two.', '07:30')];
    const { cursor } = await look(facebook, at, null, from());
    answers.set('published_posts', { headers: { 'x-business-use-case-usage': '{"77":[{"call_count":99}]}' } });
    expect((await failure(look(facebook, at, cursor as Cursor, from()))).kind).toBe('rate-limited');
  });
});

describe('the file of tokens', () => {
  const tokens = (): string => join(folder, 'tokens');

  test('is refused when others can read it, when it is missing and when a line is none; no message holds a token', async () => {
    await chmod(tokens(), 0o644);
    const open = await failure(look(facebook, at, null, from()));
    expect([open.kind, open.message]).toEqual(['unauthorised', expect.stringContaining('chmod 600')]);
    await chmod(tokens(), 0o600);
    await writeFile(tokens(), `larkspur ${secret} and more\n`);
    expect((await failure(look(facebook, at, null, from()))).message).toMatch(
      /^Line 1 of .* is not a page, a space and its token\.$/,
    );
    await rm(tokens());
    const missing = await failure(look(facebook, at, null, from()));
    expect([missing.kind, missing.message]).toEqual(['unauthorised', expect.stringContaining('There is no file')]);
    expect(`${open.message}${missing.message}`).not.toContain(secret);
    expect(asked).toEqual([]);
  });

  test('gives each page its own token, by name or id, and * to the rest', async () => {
    await writeFile(tokens(), '78 other\n* any\n');
    await look(facebook, at, null, from());
    await writeFile(tokens(), 'LARKSPUR own\n* any\n');
    await look(facebook, at, null, from());
    await writeFile(tokens(), 'other one\n');
    expect((await failure(look(facebook, at, null, from()))).message).toContain('has no token for larkspur');
    expect([...new Set(asked.map(({ authorization }) => authorization))]).toEqual(['Bearer any', 'Bearer own']);
  });
});

test.each([
  ['https://www.facebook.com/larkspur', 'larkspur'],
  ['facebook.com/larkspur/', 'larkspur'],
  ['https://m.facebook.com/larkspur/posts/123', 'larkspur'],
  ['https://en-gb.facebook.com/pages/Larkspur-Surgery/123456789', '123456789'],
  ['https://www.facebook.com/p/Larkspur-Surgery-100063500000000/', '100063500000000'],
  ['https://www.facebook.com/profile.php?id=100063500000000', '100063500000000'],
])('recognises %s as the page %s', (address, page) => {
  expect(facebook.recognise(address)?.address).toBe(`https://www.facebook.com/${page}`);
});

test.each(['https://www.facebook.com/groups/1234567', 'https://fb.me/abc', 'https://www.facebook.com/'])(
  'refuses %s with what would be right, instead of fetching it as a web page',
  (address) => {
    expect(() => facebook.recognise(address)).toThrow(/Only Pages can be read/);
  },
);

test('leaves other addresses to others', () => {
  expect(facebook.recognise('https://notfacebook.com/larkspur')).toBeNull();
  expect(facebook.recognise('@larkspur.bsky.social')).toBeNull();
});
