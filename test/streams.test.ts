import { setTimeout as wait } from 'node:timers/promises';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import type { App } from '../src/app.ts';
import { createHttp } from '../src/core/http/axios.ts';
import { silentLogger } from '../src/core/log.ts';
import { addMs, clock } from '../src/core/time.ts';
import type { Channel, Instant } from '../src/core/types.ts';
import type { HeldLease } from '../src/lease.ts';
import { startStreams } from '../src/streams.ts';
import { type Atmosphere, startAtmosphere } from './scrapers/atmosphere.ts';
import { channel as makeChannel } from './scrapers/context.ts';
import { type SocketServer, serveSockets } from './sockets.ts';
import { openWorld, type World } from './world.ts';

// The stream beside the schedule, with real sockets and a store; everybody on it is invented.
const person = 'did:plc:inventedpatientnobodyelse';
const minuteMs = 60_000;

let sky: Atmosphere;
let stream: SocketServer;
let world: World;
let app: App;
let ahead = 0;
const now = (): Instant => addMs(clock(), ahead);

beforeEach(async () => {
  ahead = 0;
  sky = await startAtmosphere();
  sky.is.others = { [person]: { did: person, handle: 'person.example', labels: [] } };
  stream = await serveSockets();
  world = await openWorld();
  const settings = {
    RIPPLEWATCH_BLUESKY_URL: sky.url,
    RIPPLEWATCH_BLUESKY_PLC_URL: sky.url,
    RIPPLEWATCH_BLUESKY_STREAM: `${stream.address}/subscribe`,
  };
  Object.assign(process.env, settings);
  app = {
    ...world,
    pipeline: () => Promise.resolve(world.pipeline),
    directory: () => Promise.resolve(world.directory),
    config: { contact: '', allowPrivate: true, concurrency: 2 },
    http: createHttp({ version: '0.0.0', contact: null, allowPrivate: true, clock: now, log: silentLogger, gapMs: 0 }),
    log: silentLogger,
    holder: 'test',
    now,
  } as unknown as App;
  onTestFinished(async () => {
    for (const name of Object.keys(settings)) Reflect.deleteProperty(process.env, name);
    await stream.close();
    await sky.close();
    await world.store.close();
  });
});

/** Streams that are stopped before the store is closed. */
function start(): ReturnType<typeof startStreams> {
  const lease = { held: () => true, lost: () => new AbortController().signal } as unknown as HeldLease;
  const streams = startStreams(app, lease);
  onTestFinished(() => streams.stop());
  return streams;
}

async function add(address: string, more: Partial<Channel> = {}): Promise<Channel> {
  const made = makeChannel(address, { platform: 'bluesky', id: `bluesky:${address}`, addedAt: now(), ...more });
  await world.store.saveChannel(made);
  return made;
}

const words: Partial<Channel> = { organisation: null, authorKind: 'patient', people: true };

async function until<Value>(check: () => Promise<Value> | Value): Promise<NonNullable<Value>> {
  const end = performance.now() + 15_000;
  for (;;) {
    const found = await check();
    if (found) return found;
    if (performance.now() > end) throw new Error('it did not happen in time');
    await wait(20);
  }
}

const connected = () => until(() => stream.open.size === 1);
const stateOf = async ({ id }: Channel) => (await world.store.channels({ ids: [id] }))[0]!;
const runsOf = ({ id }: Channel) => world.store.runs({ channel: id, limit: 20 });
const textsOf = async () => [...(await world.all()).values()].map(({ post }) => post.text);

function frame(did: string, rkey: string, text: string | null): string {
  const record = text === null ? {} : { cid: `bafy${rkey}${text.length}`, record: { text, createdAt: now() } };
  const commit = { operation: text === null ? 'delete' : 'create', collection: 'app.bsky.feed.post', rkey, ...record };
  return JSON.stringify({ did, time_us: Date.parse(now()) * 1000, kind: 'commit', commit });
}

async function permit(): Promise<void> {
  await world.store.recordGovernance({
    at: now(),
    who: 'a test',
    decided: { lawfulBasis: 'an invented one', dpia: 'none', retentionDays: 30, contact: 'nobody@example.org' },
  });
}

test('a post, its edit and its deletion are stored as they come, each as a Run of its channel', async () => {
  const at = await add(sky.did);
  start();
  await connected();
  stream.tell(frame(sky.did, 'a', 'EMIS is down.'));
  await until(async () => (await textsOf()).includes('EMIS is down.'));
  stream.tell(frame(sky.did, 'a', 'EMIS is back up.'));
  await until(async () => (await textsOf()).includes('EMIS is back up.'));
  stream.tell(frame(sky.did, 'a', null));
  await until(async () => (await textsOf()).every((text) => text === ''));
  // The Run is closed a moment after its posts are saved.
  await until(async () => (await runsOf(at)).every(({ outcome }) => outcome !== 'running'));
  expect((await runsOf(at)).toReversed()).toMatchObject([
    { outcome: 'ok', postsSeen: 1, postsNew: 1, mentionsNew: 1 },
    { outcome: 'ok', postsSeen: 1, postsChanged: 1 },
    { outcome: 'ok', postsRemoved: 1 },
  ]);
  expect(await until(() => world.store.streamCursor('bluesky'))).toMatchObject({ address: `${stream.address}/subscribe` });
});

test('while it lives its channels are not due, and show that they were seen; when it ends they are polled again', async () => {
  const at = await add(sky.did);
  start();
  await connected();
  await until(() => world.store.streamCursor('bluesky'));
  const before = (await stateOf(at)).lastSuccessAt;
  ahead += 16 * minuteMs;
  await until(async () => (await stateOf(at)).lastSuccessAt !== before);
  expect((await stateOf(at)).nextAt! > addMs(now(), 16 * minuteMs)).toBe(true);
  stream.cut(true);
  await until(async () => (await stateOf(at)).nextAt! < addMs(now(), 16 * minuteMs));
  expect(await stateOf(at)).toMatchObject({ state: 'active', failures: 0 });
});

test('when it comes back it goes on where it was', async () => {
  await add(sky.did);
  start();
  await connected();
  stream.tell(frame(sky.did, 'a', 'EMIS is down.'));
  await until(async () => (await textsOf()).includes('EMIS is down.'));
  stream.cut(false);
  await until(() => stream.asked.length > 1);
  await connected();
  expect(stream.asked[1]).toMatch(/cursor=\d{16}/);
});

test('an account that changes its state is looked at, and what it says is its channel’s', async () => {
  const at = await add(sky.did);
  start();
  await connected();
  stream.tell(frame(sky.did, 'a', 'EMIS is down.'));
  await until(async () => (await textsOf()).includes('EMIS is down.'));
  sky.is.status = 'deactivated';
  stream.tell(JSON.stringify({ did: sky.did, time_us: Date.parse(now()) * 1000, kind: 'account', account: { active: false } }));
  await until(async () => (await stateOf(at)).failure === 'refused');
  expect(await textsOf()).toEqual(['EMIS is down.']);
});

test('words are not listened to until somebody has said on what ground', async () => {
  await add('words:emis', words);
  start();
  await wait(500);
  expect(stream.asked).toEqual([]);
});

test('of what is heard for words only what speaks of a disruption is written, under no name', async () => {
  await permit();
  const at = await add('words:emis,surgery', words);
  start();
  await connected();
  stream.tell(frame(person, 'a', 'The surgery has a lovely new garden.'));
  stream.tell(frame(person, 'b', 'EMIS is down at my surgery.'));
  await until(async () => (await textsOf()).includes('EMIS is down at my surgery.'));
  const [mention, ...others] = [...(await world.all()).values()];
  expect(others).toEqual([]);
  expect(JSON.stringify(mention)).not.toContain(person);
  expect(JSON.stringify(mention)).not.toContain('person.example');
  stream.tell(frame(person, 'b', null));
  await until(async () => (await textsOf()).every((text) => text === ''));
  // What cannot be polled is seen from the first moment, and blind as soon as the stream is.
  expect(await runsOf(at)).toMatchObject([{ outcome: 'ok' }]);
  stream.cut(true);
  await until(async () => (await stateOf(at)).failure === 'unreachable');
  expect((await runsOf(at))[0]).toMatchObject({
    outcome: 'failed',
    message: expect.stringContaining('ended the connection') as unknown,
  });
});

test('words whose stream cannot be reached are blind, and say why', async () => {
  await permit();
  stream.cut(true);
  const at = await add('words:emis', words);
  start();
  await until(async () => (await stateOf(at)).failure === 'unreachable');
  expect((await runsOf(at))[0]).toMatchObject({ outcome: 'failed', message: expect.stringContaining('status 503') as unknown });
});

test('words are blind in a span that the stream no longer has, and the accounts are looked at', async () => {
  await permit();
  const lost = addMs(now(), -36 * 60 * minuteMs);
  await world.store.saveStreamCursor('bluesky', {
    address: `${stream.address}/subscribe`,
    timeUs: Date.parse(lost) * 1000,
    seq: null,
  });
  const at = await add('words:emis', { ...words, addedAt: lost });
  const account = await add(sky.did);
  sky.post('EMIS is down.', {}, { createdAt: addMs(now(), -20 * 60 * minuteMs) });
  start();
  await connected();
  // The first thing it has is of now: what came before is lost.
  stream.tell(frame(person, 'a', 'Lovely weather.'));
  await until(async () => (await textsOf()).includes('EMIS is down.'));
  expect(await stateOf(account)).toMatchObject({ failure: null });
  const { items } = await world.store.blindPeriods({ dataset: 'live', from: null, to: null, now: now(), limit: 10 });
  expect(items).toMatchObject([
    { channel: at.id, from: lost, why: expect.stringContaining('could not be played back') as unknown },
  ]);
  expect(items[0]!.to! > addMs(now(), -minuteMs)).toBe(true);
});
