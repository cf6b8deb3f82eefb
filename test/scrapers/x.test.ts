import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Context, Cursor } from '../../scrapers/collector.ts';
import { x } from '../../scrapers/x.ts';
import { createBudget } from '../../src/budget.ts';
import type { CollectError } from '../../src/core/errors.ts';
import { addMs, toMs } from '../../src/core/time.ts';
import type { Instant } from '../../src/core/types.ts';
import type { Store } from '../../src/store/contract.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { listen, type Served } from '../servers.ts';
import { channel, context, handClock, look } from './context.ts';

// An X API of our own, built to the documented shapes; accounts, people and posts are invented. It keeps the bill as X would.
interface Tweet {
  readonly id: string;
  readonly text: string;
  readonly created_at: string;
  readonly edit_history_tweet_ids: readonly string[];
  readonly [more: string]: unknown;
}
const secret = 'AAAAinventedBearer';
const at = channel('https://x.com/larkspur', { id: 'x:1', platform: 'x' });
const start: Instant = '2024-07-19T09:00:00.000Z';
const postPrice = 5000;

let server: Served;
let store: Store;
let asked: { url: URL; authorization: string | undefined }[];
let tweets: Tweet[];
let quoted: Tweet[];
let gone: Map<string, string>;
/** Millionths of a dollar. */
let billed: number;
let answer: ((path: string) => { status?: number; headers?: Record<string, string>; body?: object } | 'reset' | null) | null;

beforeEach(async () => {
  asked = [];
  tweets = [];
  quoted = [];
  gone = new Map();
  billed = 0;
  answer = null;
  store = await openSqlite(':memory:', { areas: [] });
  server = await listen(
    createServer((request, response) => {
      const url = new URL(request.url ?? '', 'http://x');
      asked.push({ url, authorization: request.headers.authorization });
      const special = answer?.(url.pathname) ?? null;
      const send = (body: object): void => {
        const { status = 200, headers = {} } = special === null || special === 'reset' ? {} : special;
        response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
      };
      if (special !== null && special !== 'reset' && special.body !== undefined) {
        send(special.body);
        return;
      }
      const found = reply(url);
      billed += found.cost;
      // The bill is made out before the answer is lost.
      if (special === 'reset') return void request.socket.destroy();
      send(found.body);
    }),
    'http',
  );
});
afterEach(async () => {
  await server.close();
  await store.close();
});

function reply({ pathname, searchParams: query }: URL): { body: object; cost: number } {
  if (pathname === '/2/users/by/username/larkspur')
    return {
      body: { data: { id: '55', name: 'Larkspur Surgery (invented)', username: 'larkspur', protected: false } },
      cost: 10_000,
    };
  const includes = (some: readonly Tweet[]): Tweet[] =>
    quoted.filter(({ id }) => some.some((tweet) => JSON.stringify(tweet['referenced_tweets'] ?? []).includes(id)));
  if (pathname === '/2/tweets') {
    const ids = (query.get('ids') ?? '').split(',');
    const data = tweets.filter(({ id }) => ids.includes(id) && !gone.has(id));
    const errors = ids.flatMap((id) =>
      gone.has(id)
        ? [
            {
              resource_id: id,
              value: id,
              parameter: 'ids',
              resource_type: 'tweet',
              type: `https://api.twitter.com/2/problems/${gone.get(id)}`,
            },
          ]
        : [],
    );
    return {
      body: { ...(data.length > 0 ? { data } : {}), ...(errors.length > 0 ? { errors } : {}) },
      cost: data.length * postPrice,
    };
  }
  const over = BigInt(query.get('since_id') ?? 0);
  const under = BigInt(query.get('until_id') ?? '9999999999999999999');
  const all = tweets.filter(({ id }) => !gone.has(id) && BigInt(id) > over && BigInt(id) < under).toReversed();
  const from = Number(query.get('pagination_token') ?? 0);
  const size = Number(query.get('max_results'));
  const data = all.slice(from, from + size);
  const next = from + size < all.length ? { next_token: String(from + size) } : {};
  const extra = includes(data);
  const body = {
    ...(data.length > 0 ? { data } : {}),
    ...(extra.length > 0 ? { includes: { tweets: extra } } : {}),
    meta: { result_count: data.length, ...next },
  };
  return { body, cost: (data.length + extra.length) * postPrice };
}

/** A post whose id holds its moment, as X gives them out. */
function tweet(when: Instant, text: string, more: Partial<Tweet> = {}): Tweet {
  const id = String(BigInt(toMs(when) - 1_288_834_974_657) << 22n);
  return { id, text, created_at: when, edit_history_tweet_ids: [id], ...more };
}

function from(now: () => Instant = () => start, budget = '20'): Context {
  const settings: Readonly<Record<string, string>> = {
    RIPPLEWATCH_X_TOKEN: secret,
    RIPPLEWATCH_X_BUDGET: budget,
    RIPPLEWATCH_X_URL: server.url,
  };
  return { ...context({ clock: now }), setting: (name) => settings[name] ?? null, reserve: createBudget(store, now) };
}

async function failure(promise: Promise<unknown>): Promise<CollectError> {
  return promise.then(
    () => Promise.reject(new Error('It did not fail.')),
    (error: unknown) => error as CollectError,
  );
}

const spending = (): Promise<{ spent: number; reserved: number }> => store.spending('x', '2024-07');

describe('an account at X', () => {
  test('comes as Posts with whole texts, the quoted post apart, and what was asked for paid for', async () => {
    const notice = tweet('2024-07-19T07:42:00.000Z', 'Invented Supplier: problems with log in.');
    quoted = [notice];
    tweets = [
      tweet('2024-07-19T07:57:00.000Z', 'We are affected by this as well, so please…', {
        lang: 'en',
        note_tweet: { text: 'We are affected by this as well, so please ring us only if it is urgent &amp; <important>.' },
        referenced_tweets: [{ type: 'quoted', id: notice.id }],
      }),
    ];
    const { posts } = await look(x, at, null, from());
    expect(posts).toMatchObject([
      {
        id: tweets[0]?.id,
        url: `https://x.com/larkspur/status/${tweets[0]?.id ?? ''}`,
        text: 'We are affected by this as well, so please ring us only if it is urgent & <important>.',
        quoted: 'Invented Supplier: problems with log in.',
        lang: 'en',
        postedAt: '2024-07-19T07:57:00.000Z',
        editedAt: null,
        author: { name: 'Larkspur Surgery (invented)', handle: 'larkspur', private: false },
      },
    ]);
    expect(asked[1]?.url.searchParams.get('exclude')).toBe('retweets,replies');
    expect(await spending()).toEqual({ spent: 20_000, reserved: 0 });
    expect(billed).toBe(20_000);
  });

  test('is looked up once, and asked for what is newer than the newest; the token stands in a header only', async () => {
    tweets = [tweet('2024-07-19T07:00:00.000Z', 'One.')];
    const first = await look(x, at, null, from());
    tweets.push(tweet('2024-07-19T08:00:00.000Z', 'Two.'));
    const second = await look(x, at, first.cursor, from());
    expect(second.posts.map(({ text }) => text)).toEqual(['Two.']);
    expect((await look(x, at, second.cursor, from())).posts).toEqual([]);
    expect(asked.map(({ url }) => url.pathname.split('/').at(-1))).toEqual(['larkspur', 'tweets', 'tweets', 'tweets']);
    expect(asked.every(({ authorization }) => authorization === `Bearer ${secret}`)).toBe(true);
    expect(JSON.stringify([asked.map(({ url }) => url.href), first, second])).not.toContain(secret);
  });

  test('that had posted nothing at the first look loses none of the many that follow', async () => {
    const { cursor } = await look(x, at, null, from());
    tweets = Array.from({ length: 30 }, (_, i) => tweet(addMs('2024-07-19T07:00:00.000Z', i * 60_000), `Post ${i}.`));
    expect((await look(x, at, cursor, from())).posts).toHaveLength(30);
  });

  test('keeps an edited post as one, under its first id and date', async () => {
    tweets = [tweet('2024-07-19T08:00:00.000Z', 'Phones down.')];
    const first = await look(x, at, null, from());
    const [old] = tweets;
    const newer = tweet('2024-07-19T08:20:00.000Z', 'Phones back.');
    tweets = [{ ...newer, edit_history_tweet_ids: [old?.id ?? '', newer.id] }];
    const second = await look(x, at, first.cursor, from());
    expect(second.posts).toMatchObject([
      { id: old?.id, text: 'Phones back.', postedAt: '2024-07-19T08:00:00.000Z', editedAt: '2024-07-19T08:20:00.000Z' },
    ]);
  });

  test('is looked at again after a day and after a week, and a deleted post goes', async () => {
    const clock = handClock(start);
    tweets = ['07:00', '08:00', '08:30'].map((hour) => tweet(`2024-07-19T${hour}:00.000Z`, `At ${hour}.`));
    let { cursor } = await look(x, at, null, from(clock.now));
    const [one, two] = tweets.map(({ id }) => id);
    gone.set(one ?? '', 'resource-not-found');
    const again = async (when: Instant): Promise<string[]> => {
      clock.set(when);
      const looked = await look(x, at, cursor, from(clock.now));
      cursor = looked.cursor;
      return looked.batches.flatMap(({ removed }) => [...removed]);
    };
    expect(await again('2024-07-20T06:00:00.000Z')).toEqual([]);
    expect(await again('2024-07-20T09:00:00.000Z')).toEqual([one]);
    gone.set(two ?? '', 'not-authorized-for-resource');
    expect(await again('2024-07-21T09:00:00.000Z')).toEqual([]);
    expect(await again('2024-07-27T09:00:00.000Z')).toEqual([two]);
    expect(await again('2024-07-29T09:00:00.000Z')).toEqual([]);
    const lookups = asked
      .filter(({ url }) => url.pathname === '/2/tweets')
      .map(({ url }) => url.searchParams.get('ids')?.split(',').length);
    expect(lookups).toEqual([3, 2]);
    expect((await spending()).spent).toBe(billed);
  });

  test('that was suspended, or is gone, is a state of the channel and no deletion', async () => {
    tweets = [tweet('2024-07-19T07:00:00.000Z', 'One.')];
    const { cursor } = await look(x, at, null, from());
    const problem = (kind: string) => () => ({
      body: { errors: [{ resource_type: 'user', resource_id: '55', type: `https://api.twitter.com/2/problems/${kind}` }] },
    });
    answer = problem('not-authorized-for-resource');
    expect(await failure(look(x, at, cursor, from()))).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('suspended') as string,
    });
    answer = problem('resource-not-found');
    expect((await failure(look(x, at, null, from()))).kind).toBe('gone');
    expect((await spending()).spent).toBe(billed);
  });
});

describe('the limits of X', () => {
  test('are waited for until the second that the answer names, by every account', async () => {
    const reset = Math.floor(toMs(addMs(start, 7 * 60_000)) / 1000);
    answer = () => ({
      status: 429,
      headers: { 'x-rate-limit-reset': String(reset) },
      body: { title: 'Too Many Requests', type: 'about:blank' },
    });
    const shared = from();
    const error = await failure(look(x, at, null, shared));
    expect([error.kind, error.retryAt]).toEqual(['rate-limited', addMs(start, 7 * 60_000)]);
    await failure(look(x, channel('https://x.com/other', { platform: 'x' }), null, shared));
    expect(asked).toHaveLength(1);
    expect(await spending()).toEqual({ spent: 0, reserved: 0 });
  });

  test('are not run into: the last request of a window is the last until it is over', async () => {
    const reset = Math.floor(toMs(addMs(start, 60_000)) / 1000);
    answer = () => ({ headers: { 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': String(reset) } });
    const error = await failure(look(x, at, null, from()));
    expect([error.kind, error.retryAt, asked.length]).toEqual(['rate-limited', addMs(start, 60_000), 1]);
  });

  test.each([
    [401, 'unauthorised', /RIPPLEWATCH_X_TOKEN/],
    [402, 'unauthorised', /no credits left/],
    [403, 'unauthorised', /docs\/x\.md/],
    [400, 'changed', /status 400/],
    [503, 'unreachable', /status 503/],
  ] as const)('and refusals cost nothing and say what to do (%i)', async (status, kind, says) => {
    answer = () => ({ status, body: { title: 'Invented', detail: secret, type: 'about:blank' } });
    const error = await failure(look(x, at, null, from()));
    expect([error.kind, error.message]).toEqual([kind, expect.stringMatching(says)]);
    expect(error.message).not.toContain(secret);
    expect(asked).toHaveLength(1);
    expect(await spending()).toEqual({ spent: 0, reserved: 0 });
  });

  test('of the month that X itself sets are tried again once a day', async () => {
    answer = () => ({
      status: 429,
      body: { title: 'UsageCapExceeded', type: 'https://api.twitter.com/2/problems/usage-capped' },
    });
    expect((await failure(look(x, at, null, from()))).retryAt).toBe(addMs(start, 24 * 3_600_000));
  });
});

describe('the budget of X', () => {
  test('is never exceeded, whatever is posted: reading stops, says when it goes on, and goes on without a gap', async () => {
    const clock = handClock(start);
    tweets = [tweet('2024-07-19T07:00:00.000Z', 'First.')];
    let { cursor } = await look(x, at, null, from(clock.now, '1'));
    let error: CollectError | null = null;
    const read: string[] = [];
    for (let hour = 1; error === null && hour < 400; hour += 1) {
      clock.set(addMs(start, hour * 3_600_000));
      for (let i = 0; i < 7; i += 1) tweets.push(tweet(addMs(clock.now(), i * 60_000 - 3_000_000), `Hour ${hour}, ${i}.`));
      for await (const batch of collect(cursor, clock.now)) {
        if ('failed' in batch) error = batch.failed;
        else {
          cursor = batch.cursor;
          read.push(...batch.posts);
        }
      }
    }
    expect(error).toMatchObject({ kind: 'rate-limited', retryAt: '2024-08-01T00:00:00.000Z' });
    expect(error?.message).toMatch(
      /^The month's budget for X does not allow another request \(\$0\.\d\d of \$1\.00 spent\): reading goes on at 2024-08-01 01:00 BST\.$/,
    );
    expect(billed).toBeLessThanOrEqual(1_000_000);
    expect(billed).toBeGreaterThan(900_000);
    expect(await spending()).toEqual({ spent: billed, reserved: 0 });
    clock.set('2024-08-01T00:00:00.000Z');
    for await (const batch of collect(cursor, clock.now)) if (!('failed' in batch)) read.push(...batch.posts);
    // Posts that were looked at again come twice; the first was read before the count began.
    expect(new Set(['First.', ...read])).toEqual(new Set(tweets.map(({ text }) => text)));
  });

  async function* collect(
    cursor: Cursor | null,
    now: () => Instant,
  ): AsyncGenerator<{ cursor: Cursor; posts: string[] } | { failed: CollectError }> {
    try {
      for await (const batch of x.collect(at, cursor, from(now, '1')))
        yield { cursor: batch.cursor, posts: batch.posts.map(({ text }) => text) };
    } catch (error) {
      yield { failed: error as CollectError };
    }
  }

  test('asks for fewer posts where less is left, and goes on below them next month', async () => {
    tweets = Array.from({ length: 40 }, (_, i) => tweet(addMs('2024-07-19T07:00:00.000Z', i * 1000), `Post ${i}.`));
    const first = await look(
      x,
      at,
      null,
      from(() => start, '0.14'),
    );
    tweets.push(...Array.from({ length: 12 }, (_, i) => tweet(addMs('2024-07-19T08:00:00.000Z', i * 1000), `New ${i}.`)));
    let cursor = first.cursor;
    const read: string[] = [];
    const go = async (now: Instant): Promise<void> => {
      for await (const batch of x.collect(
        at,
        cursor,
        from(() => now, '0.14'),
      )) {
        cursor = batch.cursor;
        read.push(...batch.posts.map(({ text }) => text));
      }
    };
    expect((await failure(go(start))).kind).toBe('rate-limited');
    expect([asked.at(-1)?.url.searchParams.get('max_results'), read]).toEqual([
      '8',
      Array.from({ length: 8 }, (_, i) => `New ${i + 4}.`),
    ]);
    expect(billed).toBe(100_000);
    await go('2024-08-01T00:00:00.000Z').catch(() => undefined);
    expect(read.slice(8, 12)).toEqual(Array.from({ length: 4 }, (_, i) => `New ${i}.`));
  });

  test('counts an answer that was lost on the way as spent, and sends nothing twice', async () => {
    const { cursor } = await look(x, at, null, from());
    tweets = [tweet('2024-07-19T07:00:00.000Z', 'One.')];
    answer = (path) => (path.endsWith('/tweets') ? 'reset' : null);
    const before = asked.length;
    expect((await failure(look(x, at, cursor, from()))).kind).toBe('unreachable');
    expect(asked.length - before).toBe(1);
    const { spent, reserved } = await spending();
    expect(reserved).toBe(100 * 2 * postPrice);
    expect(spent + reserved).toBeGreaterThanOrEqual(billed);
  });

  test('is not used up by a network that is away', async () => {
    const closed = server.url;
    await server.close();
    const settings = {
      ...from(),
      setting: (name: string) =>
        name === 'RIPPLEWATCH_X_URL'
          ? closed
          : name === 'RIPPLEWATCH_X_TOKEN'
            ? secret
            : name === 'RIPPLEWATCH_X_BUDGET'
              ? '1'
              : null,
    };
    for (let i = 0; i < 5; i += 1) expect((await failure(look(x, at, null, settings))).kind).toBe('unreachable');
    expect(await spending()).toEqual({ spent: 0, reserved: 0 });
  });

  test('has to be a number of dollars', async () => {
    const error = await failure(
      look(
        x,
        at,
        null,
        from(() => start, 'lots'),
      ),
    );
    expect([error.kind, error.message]).toEqual([
      'unauthorised',
      'RIPPLEWATCH_X_BUDGET will not do: it takes US dollars above 0, such as 20 or 0.005.',
    ]);
    expect(asked).toEqual([]);
  });
});

test.each([
  ['https://x.com/Larkspur', 'larkspur'],
  ['twitter.com/larkspur/status/1814212327633846272', 'larkspur'],
  ['https://mobile.twitter.com/larkspur', 'larkspur'],
])('recognises %s as the account %s', (address, name) => {
  expect(x.recognise(address)?.address).toBe(`https://x.com/${name}`);
});

test('refuses a search at X, and leaves other addresses to others', () => {
  expect(() => x.recognise('https://x.com/search?q=emis')).toThrow(/Only accounts can be read/);
  expect(x.recognise('https://max.com/larkspur')).toBeNull();
});
