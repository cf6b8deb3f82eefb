import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recognise } from '../../../scrapers/recognise.ts';
import { type CollectParts, collectDue } from '../../../src/collect.ts';
import { createHttp } from '../../../src/core/http/axios.ts';
import { silentLogger } from '../../../src/core/log.ts';
import { clock } from '../../../src/core/time.ts';
import type { Channel, Mention } from '../../../src/core/types.ts';
import type { RunResult } from '../../../src/store/contract.ts';
import { channel as makeChannel } from '../../scrapers/context.ts';
import { openWorld, type World } from '../../world.ts';
import { freePort } from '../process.ts';
import { type Account, createAccount } from './account.ts';

// A real network (everybody and every post on it invented), our collector, our pipeline and a store.
const pds = process.env['ATPROTO_PDS'] ?? '';
const view = process.env['ATPROTO_VIEW'];
const strict = process.env['ATPROTO_STRICT'] ?? '';

let world: World;
let parts: CollectParts;
let practice: Account;
let at: Channel;

beforeAll(async () => {
  process.env['RIPPLEWATCH_BLUESKY_URL'] = view ?? pds;
  process.env['RIPPLEWATCH_BLUESKY_PLC_URL'] = process.env['ATPROTO_PLC'];
  world = await openWorld();
  const http = createHttp({
    version: '0.0.0',
    contact: null,
    allowPrivate: true,
    clock,
    log: silentLogger,
    gapMs: 0,
    retryMs: 1,
  });
  parts = { ...world, http, log: silentLogger, concurrency: 2, dataset: 'live', holder: 'test', now: clock };
  practice = await createAccount(pds, 'riverside');
  at = await watch(practice.did);
});
afterAll(() => world.store.close());

async function watch(address: string, more: Partial<Channel> = {}): Promise<Channel> {
  const made = makeChannel(address, { platform: 'bluesky', id: `bluesky:${address}`, addedAt: clock(), ...more });
  await world.store.saveChannel(made);
  return made;
}

/** One look at a channel, once the AppView has heard of everything that was done before. */
async function collect({ id }: Channel = at): Promise<RunResult> {
  await wait(view === undefined ? 0 : 1500);
  const [result] = await collectDue(parts, { signal: AbortSignal.timeout(30_000), ids: [id] });
  return result!;
}

async function stored(): Promise<ReadonlyMap<string, Mention>> {
  return world.all();
}

describe.skipIf(view === undefined)('an account, read through the AppView', () => {
  let first = '';

  test('is found by its handle, and known by its DID from then on', async () => {
    const context = { http: parts.http, log: silentLogger, now: clock, signal: AbortSignal.timeout(10_000) };
    await practice.put('app.bsky.actor.profile', 'self', {
      $type: 'app.bsky.actor.profile',
      displayName: 'Riverside (invented)',
    });
    await practice.post('Flu clinics start on Saturday.');
    await wait(1500);
    const setting = (name: string): string | null => process.env[name] ?? null;
    expect(await recognise(`@${practice.handle}`, { ...context, setting })).toMatchObject({
      platform: 'bluesky',
      address: practice.did,
      title: `Riverside (invented) (@${practice.handle})`,
      storable: true,
    });
    await expect(recognise('@nobody-at-all.test', { ...context, setting })).rejects.toMatchObject({ name: 'InputError' });
  });

  test('its posts are stored, whole and once', async () => {
    first = (
      await practice.post('EMIS is down this morning, so we cannot see your records.', { createdAt: '2026-07-19T07:31:00.000Z' })
    ).uri;
    expect(await collect()).toMatchObject({ outcome: 'ok', postsNew: 2, mentionsNew: 1 });
    const mention = (await stored()).get(first);
    expect(mention).toMatchObject({
      post: {
        platform: 'bluesky',
        url: `https://bsky.app/profile/${practice.did}/post/${first.split('/').at(-1) ?? ''}`,
        lang: 'en',
        author: { kind: 'practice', name: 'Riverside (invented)', handle: practice.handle, private: false },
        postedAt: '2026-07-19T07:31:00.000Z',
        editedAt: null,
      },
      verdict: { phase: 'disrupted', systems: ['emis-web'] },
    });
    expect(await collect()).toMatchObject({ outcome: 'ok', postsSeen: 0, postsNew: 0 });
  });

  test('an edit arrives under the same id, with its new verdict', async () => {
    await practice.edit(first, 'EMIS is back up, thank you for bearing with us.', { createdAt: '2026-07-19T07:31:00.000Z' });
    expect(await collect()).toMatchObject({ postsNew: 0, postsChanged: 1 });
    expect((await stored()).get(first)).toMatchObject({
      post: { text: 'EMIS is back up, thank you for bearing with us.', editedAt: null },
      verdict: { phase: 'restored' },
    });
  });

  test('quoted words are kept apart, reposts, pins and answers to others are left out, its own thread is not', async () => {
    const other = await createAccount(pds, 'supplier');
    const theirs = await other.post('We are investigating an issue with EMIS Web.');
    const quoting = await practice.post('This is why our phones are busy.', {
      embed: { $type: 'app.bsky.embed.record', record: theirs },
    });
    const start = await practice.post('Our phone lines are down.');
    const more = await practice.post('Please use the website instead.', { reply: { root: start, parent: start } });
    const answer = await practice.post('Sorry to hear that, please ring us.', { reply: { root: theirs, parent: theirs } });
    await practice.put('app.bsky.feed.repost', '3aaaaaaaaaaa2', {
      $type: 'app.bsky.feed.repost',
      subject: theirs,
      createdAt: new Date().toISOString(),
    });
    await practice.put('app.bsky.actor.profile', 'self', {
      $type: 'app.bsky.actor.profile',
      displayName: 'Riverside (invented)',
      pinnedPost: start,
    });
    expect(await collect()).toMatchObject({ postsNew: 3 });
    const all = await stored();
    expect(all.get(quoting.uri)?.post.quoted).toBe('We are investigating an issue with EMIS Web.');
    expect(all.get(more.uri)?.post.replyTo).toBe(start.uri);
    expect(all.has(answer.uri)).toBe(false);
    expect(all.has(theirs.uri)).toBe(false);
  });

  test('a post of the future is dated by the platform, not by its author', async () => {
    const odd = await practice.post('The website is down.', { createdAt: '2031-01-01T00:00:00.000Z' });
    await collect();
    const postedAt = (await stored()).get(odd.uri)?.post.postedAt ?? '';
    expect(Math.abs(Date.parse(postedAt) - Date.now())).toBeLessThan(20_000);
  });

  test('the words of a deleted post leave the store, the others stay', async () => {
    await practice.remove(first);
    const before = [...(await stored()).values()].filter(({ removed }) => removed === undefined).length;
    expect(await collect()).toMatchObject({ outcome: 'ok', postsRemoved: 1 });
    const after = await stored();
    expect(after.get(first)).toMatchObject({ post: { text: '', raw: null }, removed: { why: 'deleted' } });
    expect([...after.values()].filter(({ removed }) => removed === undefined)).toHaveLength(before - 1);
  });

  test('many pages are read to the last post', async () => {
    const busy = await createAccount(pds, 'busy');
    for (let i = 0; i < 120; i += 1) await busy.post(`Message ${i}`, { createdAt: '2026-07-19T09:00:00.000Z' });
    const channel = await watch(busy.did);
    expect(await collect(channel)).toMatchObject({ postsNew: 120 });
    expect(await collect(channel)).toMatchObject({ postsSeen: 0 });
  });

  test('who asks not to be shown to people who are not signed in is not read', async () => {
    const shy = await createAccount(pds, 'shy');
    await shy.post('Our phones are down.');
    await shy.put('app.bsky.actor.profile', 'self', {
      $type: 'app.bsky.actor.profile',
      labels: { $type: 'com.atproto.label.defs#selfLabels', values: [{ val: '!no-unauthenticated' }] },
    });
    const before = (await stored()).size;
    expect(await collect(await watch(shy.did))).toMatchObject({
      outcome: 'failed',
      failure: 'refused',
      message: expect.stringContaining('asks Bluesky not to show its posts') as unknown,
    });
    expect((await stored()).size).toBe(before);
  });

  test('while the AppView does not answer the account is read from its own server, with the same posts', async () => {
    const lonely = await createAccount(pds, 'lonely');
    const channel = await watch(lonely.did);
    const kept = await lonely.post('Our phones are down.');
    const gone = await lonely.post('No appointments today.');
    await collect(channel);
    await lonely.remove(gone.uri);
    await lonely.edit(kept.uri, 'Our phones are working again.');
    process.env['RIPPLEWATCH_BLUESKY_URL'] = `http://127.0.0.1:${await freePort()}`;
    try {
      expect(await collect(channel)).toMatchObject({
        outcome: 'ok',
        postsChanged: 1,
        postsRemoved: 1,
        notes: [expect.stringContaining('own server was read')],
      });
    } finally {
      process.env['RIPPLEWATCH_BLUESKY_URL'] = view;
    }
    expect((await stored()).get(kept.uri)?.post.text).toBe('Our phones are working again.');
    expect(await collect(channel)).toMatchObject({ outcome: 'ok', postsRemoved: 0 });
  });
});

describe('an account that goes away', () => {
  test.skipIf(view === undefined)('is a state of the channel, and none of its posts is lost', async () => {
    const pausing = await createAccount(pds, 'pausing');
    const post = await pausing.post('Our phones are down.');
    const channel = await watch(pausing.did);
    await collect(channel);
    await pausing.deactivate();
    expect(await collect(channel)).toMatchObject({
      outcome: 'failed',
      failure: 'refused',
      postsRemoved: 0,
      message: expect.stringContaining('deactivated; what it had posted stays stored') as unknown,
    });
    expect((await stored()).has(post.uri)).toBe(true);
    await pausing.activate();
    expect(await collect(channel)).toMatchObject({ outcome: 'ok', postsRemoved: 0 });
    await pausing.erase();
    expect(await collect(channel)).toMatchObject({ outcome: 'failed', failure: 'gone', postsRemoved: 0 });
    expect((await stored()).has(post.uri)).toBe(true);
  });
});

describe('a server with limits', () => {
  test('is left alone from the moment it says so until the moment it names', async () => {
    const limited = await createAccount(strict, 'limited');
    await limited.post('Our phones are down.');
    const channel = await watch(limited.did);
    process.env['RIPPLEWATCH_BLUESKY_URL'] = `http://127.0.0.1:${await freePort()}`;
    try {
      expect(await collect(channel)).toMatchObject({ outcome: 'ok', postsNew: 1 });
      const spent = await spendAll();
      expect(spent.status).toBe(429);
      const result = await collect(channel);
      expect(result).toMatchObject({ outcome: 'waiting', failure: 'rate-limited', postsRemoved: 0 });
      const reset = Number(spent.headers.get('ratelimit-reset')) * 1000;
      expect(Math.abs(Date.parse(result.nextAt ?? '') - reset)).toBeLessThan(62_000);
    } finally {
      process.env['RIPPLEWATCH_BLUESKY_URL'] = view ?? pds;
    }
  });
});

/** 3,000 requests in five minutes are allowed: https://docs.bsky.app/docs/advanced-guides/rate-limits */
async function spendAll(): Promise<Response> {
  for (let sent = 0; sent < 4000; sent += 40) {
    const some = await Promise.all(Array.from({ length: 40 }, () => fetch(`${strict}/xrpc/com.atproto.server.describeServer`)));
    await Promise.all(some.map((one) => one.arrayBuffer()));
    const refused = some.find(({ status }) => status === 429);
    if (refused !== undefined) return refused;
  }
  throw new Error('the server never refused');
}
