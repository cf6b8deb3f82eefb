import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { bluesky } from '../../../scrapers/bluesky.ts';
import type { Cursor, StreamContext, Streamed } from '../../../scrapers/collector.ts';
import { createHttp } from '../../../src/core/http/axios.ts';
import { createSockets } from '../../../src/core/http/stream.ts';
import { silentLogger } from '../../../src/core/log.ts';
import { clock } from '../../../src/core/time.ts';
import type { Channel, Mention } from '../../../src/core/types.ts';
import { channel as makeChannel } from '../../scrapers/context.ts';
import { openWorld, type World } from '../../world.ts';
import { type Account, createAccount } from '../atproto/account.ts';
import { type Daemon, freePort, startDaemon, untilReady } from '../process.ts';

// A real Jetstream on a real network; everybody and every post there is invented.
const pds = process.env['ATPROTO_PDS'] ?? '';
const view = process.env['ATPROTO_VIEW'];

let port = 0;
let daemon: Daemon | null = null;
let world: World;
let practice: Account;
let stranger: Account;
let at: Channel;
let words: Channel;

async function startJetstream(ttl = '24h'): Promise<void> {
  const args = [
    '--ws-url',
    `${pds.replace('http', 'ws')}/xrpc/com.atproto.sync.subscribeRepos`,
    '--data-dir',
    process.env['JETSTREAM_DATA'] ?? '',
  ];
  const addresses = ['--listen-addr', `127.0.0.1:${port}`, '--metrics-listen-addr', `127.0.0.1:${await freePort()}`];
  daemon = startDaemon(process.env['JETSTREAM'] ?? '', [...args, ...addresses, '--event-ttl', ttl, '--liveness-ttl', '1h']);
  await untilReady(daemon, () => fetch(`http://127.0.0.1:${port}/`));
}

beforeAll(async () => {
  port = await freePort();
  process.env['RIPPLEWATCH_BLUESKY_URL'] = view ?? pds;
  process.env['RIPPLEWATCH_BLUESKY_PLC_URL'] = process.env['ATPROTO_PLC'];
  process.env['RIPPLEWATCH_BLUESKY_STREAM'] = `ws://127.0.0.1:${port}/subscribe`;
  world = await openWorld();
  practice = await createAccount(pds, 'hillside');
  stranger = await createAccount(pds, 'somebody');
  at = makeChannel(practice.did, { platform: 'bluesky', id: 'bluesky:account' });
  words = makeChannel('words:emis,surgery phones', {
    platform: 'bluesky',
    id: 'bluesky:words',
    organisation: null,
    authorKind: 'patient',
    people: true,
  });
  for (const one of [at, words]) await world.store.saveChannel(one);
  for (const one of [practice, stranger])
    await one.put('app.bsky.actor.profile', 'self', { $type: 'app.bsky.actor.profile', displayName: 'Invented' });
  await startJetstream();
  await wait(2000);
});
afterEach(() => watching?.abort());
afterAll(async () => {
  await daemon?.stop();
  await world.store.close();
});

let watching: AbortController | null = null;

interface Followed {
  /** Everything that has come, step by step. */
  readonly steps: Streamed[];
  readonly ended: Promise<unknown>;
}

/** Reads the stream into the store, as the program does, until the test is over or the connection is. */
function follow(channels: readonly Channel[], cursor: Cursor | null): Followed {
  watching = new AbortController();
  const context: StreamContext = {
    http: createHttp({ version: '0.0.0', contact: null, allowPrivate: true, clock, log: silentLogger, gapMs: 0 }),
    sockets: createSockets({ version: '0.0.0', contact: null, allowPrivate: true, clock }),
    log: silentLogger,
    signal: watching.signal,
    now: clock,
    setting: (name) => process.env[name] ?? null,
  };
  const steps: Streamed[] = [];
  const run = async (): Promise<void> => {
    for await (const step of bluesky.stream!.read(channels, cursor, context)) {
      steps.push(step);
      for (const { channel, posts, removed } of step.batches) {
        const origin = { organisation: channel.organisation, dataset: 'live', invented: false, people: channel.people === true };
        await world.pipeline.save({ posts, removed, notices: [] }, { ...channel, cursor: null }, origin);
      }
    }
  };
  const ended = run().catch((error: unknown) => error);
  return { steps, ended };
}

async function until(check: () => unknown, patienceMs = 15_000): Promise<void> {
  const end = performance.now() + patienceMs;
  while (!(await check())) {
    if (performance.now() > end) throw new Error('it did not happen in time');
    await wait(50);
  }
}

/** Empty once its words are gone. */
const textOf = async (uri: string): Promise<string | undefined> => (await world.all()).get(uri)?.post.text;
const heard = async (text: string): Promise<Mention | undefined> =>
  [...(await world.all()).values()].find(({ post }) => post.channel === words.id && post.text === text);

test.skipIf(view === undefined)('a post, its edit and its deletion are in the store within seconds', async () => {
  const { steps } = follow([at], null);
  await until(() => steps.length > 0);
  expect([...steps[0]!.watches!]).toEqual([at.id]);
  const begun = performance.now();
  const { uri } = await practice.post('EMIS is down this morning.', { createdAt: '2026-07-19T07:31:00.000Z' });
  await until(() => textOf(uri));
  expect((await world.all()).get(uri)).toMatchObject({
    post: { author: { name: 'Invented', handle: practice.handle, private: false }, postedAt: '2026-07-19T07:31:00.000Z' },
    verdict: { phase: 'disrupted' },
  });
  await practice.edit(uri, 'EMIS is back up.', { createdAt: '2026-07-19T07:31:00.000Z' });
  await until(async () => (await textOf(uri)) === 'EMIS is back up.');
  await practice.remove(uri);
  await until(async () => (await textOf(uri)) === '');
  expect(performance.now() - begun).toBeLessThan(15_000);
});

test.skipIf(view === undefined)(
  'words are heard from anybody; what does not contain them is not, and a deletion is honoured',
  async () => {
    const { steps } = follow([words], null);
    await until(() => steps.length > 0);
    const dull = 'My surgery phones me every spring for a flu jab, lovely people.';
    await stranger.post('Lovely weather for the fete.');
    await stranger.post(dull);
    const said = await stranger.post('My surgery phones are dead and they say EMIS is down.');
    await until(() => heard('My surgery phones are dead and they say EMIS is down.'));
    const mention = await heard('My surgery phones are dead and they say EMIS is down.');
    expect(mention?.post.author).toMatchObject({ private: true });
    expect(mention?.verdict.outage).toBe(true);
    expect(steps.flatMap(({ batches }) => batches.flatMap(({ posts }) => posts.map(({ text }) => text)))).toEqual([
      dull,
      'My surgery phones are dead and they say EMIS is down.',
    ]);
    expect(await heard(dull)).toBeUndefined();
    await stranger.remove(said.uri);
    await until(async () => (await heard('My surgery phones are dead and they say EMIS is down.')) === undefined);
  },
);

test.skipIf(view === undefined)('an account that pauses is pointed at, and none of its posts is removed', async () => {
  const { steps } = follow([at], null);
  await until(() => steps.length > 0);
  await practice.deactivate();
  await until(() => steps.some(({ look }) => look.some(({ id }) => id === at.id)));
  expect(steps.flatMap(({ batches }) => batches.flatMap(({ removed }) => removed))).toEqual([]);
  await practice.activate();
  await wait(1500);
});

test.skipIf(view === undefined)('what is posted while the Jetstream is dead comes when it is back, once', async () => {
  const first = follow([at], null);
  await until(() => first.steps.length > 0);
  const before = await practice.post('Our phones are down.');
  await until(() => textOf(before.uri));
  await wait(1200);
  const cursor = first.steps.at(-1)!.cursor;
  await daemon!.stop();
  expect(await first.ended).toMatchObject({ kind: 'unreachable' });
  const missed = await practice.post('Our phones are still down.');
  await expect(follow([at], cursor).ended).resolves.toMatchObject({ kind: 'unreachable' });
  await startJetstream();
  const again = follow([at], cursor);
  await until(() => textOf(missed.uri), 30_000);
  const posts = again.steps.flatMap(({ batches }) => batches.flatMap((one) => one.posts.map(({ id }) => id)));
  expect(posts.filter((id) => id === missed.uri)).toHaveLength(1);
  expect(again.steps[0]!.missed).toBeNull();
});

test.skipIf(view === undefined)(
  'a place that is older than what the Jetstream has kept is noticed, though it says nothing',
  async () => {
    const old = {
      address: process.env['RIPPLEWATCH_BLUESKY_STREAM'] ?? '',
      timeUs: (Date.now() - 48 * 3_600_000) * 1000,
      seq: null,
    };
    const { steps } = follow([at, words], old);
    await until(() => steps.length > 0);
    expect(steps[0]!.look.map(({ id }) => id)).toEqual([at.id]);
    expect(steps[0]!.missed?.from).toBe(new Date(old.timeUs / 1000).toISOString());
  },
);
