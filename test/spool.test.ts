import { appendFile, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it, onTestFinished } from 'vitest';
import { areas } from '../analysis/areas.ts';
import { classify } from '../analysis/classify.ts';
import { traceOf } from '../analysis/cluster.ts';
import { createLocator } from '../analysis/locate.ts';
import { collectDue } from '../src/collect.ts';
import { createHttp } from '../src/core/http/axios.ts';
import type { Logger } from '../src/core/log.ts';
import { silentLogger } from '../src/core/log.ts';
import { addMs, clock } from '../src/core/time.ts';
import type { Channel, Mention, Post } from '../src/core/types.ts';
import { phases } from '../src/core/types.ts';
import { createDirectory } from '../src/directory/directory.ts';
import type { Pipeline } from '../src/pipeline.ts';
import { createPipeline } from '../src/pipeline.ts';
import type { Spool } from '../src/spool.ts';
import { openSpool } from '../src/spool.ts';
import type { RunResult, Store } from '../src/store/contract.ts';
import { openSqlite } from '../src/store/sqlite.ts';
import { makeFolder, run, startServer } from './cli.ts';
import { mountSmallDisk } from './disk.ts';
import { serveFeeds } from './feeds.ts';
import { keys } from './keys.ts';
import { makeChannel, makeMention } from './store/samples.ts';
import { toPost } from './world.ts';

const origin = { organisation: null, dataset: 'live', invented: true };

interface Kept {
  readonly folder: string;
  readonly spoolFolder: string;
  readonly store: Store;
  readonly errors: string[];
  readonly openSpool: () => Spool;
  /** Another pipeline on the same store and folder: what a process has after a crash of the one before. */
  readonly start: (limitBytes?: number) => Promise<ReturnType<typeof createPipeline>>;
  /** Keeps every other connection from writing, until it is called again. */
  readonly lock: () => () => void;
  readonly texts: () => Promise<readonly string[]>;
}

async function open(folder: string): Promise<Kept> {
  const file = join(folder, 'ripplewatch.db');
  const store = await openSqlite(file, { areas });
  onTestFinished(() => store.close());
  const errors: string[] = [];
  const note = (_fields: unknown, message: string) => void errors.push(message);
  const log = Object.assign(Object.create(silentLogger), { error: note, warn: note }) as Logger;
  const directory = await createDirectory([]);
  const spoolFolder = join(folder, 'spool');
  const open = (limitBytes = 10_000_000) => {
    const spool = openSpool({ folder: spoolFolder, keys, limitBytes, store, log });
    onTestFinished(() => spool.close());
    return spool;
  };
  return {
    ...{ folder, spoolFolder, store, errors },
    openSpool: open,
    start: (limitBytes = 10_000_000) => {
      const spool = open(limitBytes);
      const locate = createLocator({ directory });
      return Promise.resolve(createPipeline({ classify, locate, traceOf, directory, store, keys, now: clock, spool }));
    },
    lock: () => {
      const other = new DatabaseSync(file);
      other.exec('BEGIN IMMEDIATE');
      return () => other.close();
    },
    texts: async () => {
      const found = (await Array.fromAsync(store.stream({ dataset: 'live', phases }))).flat();
      return found.map(({ post }) => post.text).toSorted();
    },
  };
}

const channel: Channel = makeChannel('c', { addedAt: clock() });
const post = (id: string, text: string, parts: Partial<Post> = {}): Post => ({
  ...toPost({ id, text }),
  platform: 'feed',
  channel: 'c',
  ...parts,
});
const batch = (posts: readonly Post[], removed: readonly string[] = []) => ({ posts, removed, notices: [] });

/** As often as it takes, since the spool rests between two tries. */
async function catchUp({ catchUp: once }: { readonly catchUp: () => Promise<void> }, folder: string): Promise<void> {
  await expect
    .poll(
      async () => {
        await once();
        return (await readdir(folder)).filter((name) => !name.endsWith('set-aside')).length === 0 || (await sizes(folder)) === 0;
      },
      { timeout: 20_000, interval: 200 },
    )
    .toBe(true);
}

/** Looks at the channel `one`; what its Runs told. */
async function collectOne(store: Store, pipeline: Pipeline): Promise<readonly RunResult[]> {
  const told: RunResult[] = [];
  await collectDue(
    {
      ...{ store, pipeline, directory: await createDirectory([]), log: silentLogger },
      ...{ concurrency: 2, dataset: 'live', holder: 'test', now: clock },
      http: createHttp({ version: 'test', contact: null, allowPrivate: true, gapMs: 0, retryMs: 1, clock, log: silentLogger }),
    },
    { signal: AbortSignal.timeout(25_000), ids: ['one'], onDone: (_channel, result) => void told.push(result) },
  );
  return told;
}

async function sizes(folder: string): Promise<number> {
  const names = await readdir(folder);
  const all = await Promise.all(names.filter((name) => name.endsWith('.spool')).map((name) => stat(join(folder, name))));
  return all.reduce((sum, { size }) => sum + size, 0);
}

it('what is collected while the store is locked waits on disk, in order, and is stored with its place and Run when it can be', async () => {
  const kept = await open(await makeFolder());
  const pipeline = await kept.start();
  let unlock: (() => void) | null = null;
  const served = await serveFeeds(
    {
      one: [{ guid: '1', title: 'News', text: 'EMIS is down' }],
      two: [{ guid: '2', title: 'News', text: 'The phones are down' }],
    },
    () => void (unlock ??= kept.lock()),
  );
  onTestFinished(() => served.close());
  const ids = ['one', 'two'];
  for (const id of ids) await kept.store.saveChannel(makeChannel(id, { address: `${served.url}/${id}/feed`, addedAt: clock() }));
  const told = await collectOne(kept.store, pipeline);
  expect(told).toHaveLength(1);
  expect(told[0]).toMatchObject({
    outcome: 'ok',
    postsSeen: 1,
    postsNew: 0,
    notes: ['1 post kept on disk until the store can be written again.'],
  });
  expect(await kept.texts()).toEqual([]);
  expect((await kept.store.runs({ limit: 9 }))[0]).toMatchObject({ outcome: 'running' });
  unlock!();
  await catchUp(pipeline, kept.spoolFolder);
  expect(await kept.texts()).toEqual([expect.stringContaining('EMIS is down')]);
  expect(await kept.store.runs({ limit: 9 })).toMatchObject([{ outcome: 'ok', postsNew: 1, mentionsNew: 1, notes: [] }]);
  const [claimed] = await kept.store.claimDue({ now: clock(), holder: 'x', leaseMs: 1, limit: 1, ids: ['one'], force: true });
  expect(claimed?.cursor).not.toBeNull();
  expect(kept.errors).toEqual([
    'the store cannot be written; what is collected waits on disk',
    'the store can be written again; what waited is in it',
  ]);
}, 60_000);

it('"ripplewatch start" that is killed with posts on disk stores them when it is started again', async () => {
  const folder = await makeFolder();
  const kept = await open(folder);
  await kept.store.addDataset({ id: 'live', title: 'Collected posts', invented: false, createdAt: clock() });
  let unlock: (() => void) | null = null;
  let isThere = true;
  const served = await serveFeeds({ one: [{ guid: '1', title: 'News', text: 'EMIS is down' }] }, (_request, response) => {
    if (!isThere) response.writeHead(503).end();
    else unlock ??= kept.lock();
  });
  onTestFinished(() => served.close());
  await kept.store.saveChannel(makeChannel('one', { address: `${served.url}/one/feed`, addedAt: clock() }));
  const running = await startServer(['start'], { data: folder });
  await expect.poll(() => sizes(kept.spoolFolder).catch(() => 0), { timeout: 20_000 }).toBeGreaterThan(100);
  // Who only reads is not kept waiting by the lock, and is told.
  expect(await (await fetch(`${running.url}api/state`)).json()).toMatchObject({ waiting: await sizes(kept.spoolFolder) });
  await running.stop('SIGKILL');
  isThere = false;
  unlock!();
  // The feed does not answer any more, so what is found now can have come from the disk alone.
  await startServer(['start'], { data: folder });
  await expect.poll(() => kept.texts(), { timeout: 20_000 }).toEqual([expect.stringContaining('EMIS is down')]);
  await expect.poll(() => readdir(kept.spoolFolder), { timeout: 20_000 }).toEqual([]);
}, 90_000);

it('"ripplewatch collect" says what waits and where, and the next one stores it', async () => {
  const folder = await makeFolder();
  const kept = await open(folder);
  await kept.store.addDataset({ id: 'live', title: 'Collected posts', invented: false, createdAt: clock() });
  let unlock: (() => void) | null = null;
  const served = await serveFeeds(
    { one: [{ guid: '1', title: 'News', text: 'EMIS is down' }] },
    () => void (unlock ??= kept.lock()),
  );
  onTestFinished(() => served.close());
  await kept.store.saveChannel(makeChannel('one', { address: `${served.url}/one/feed`, title: 'One', addedAt: clock() }));
  const first = await run(['collect'], { data: folder });
  expect(first.code).toBe(1);
  expect(first.err).toContain('One: 0 new posts, 0 mentions. 1 post kept on disk until the store can be written again.');
  expect(first.err).toContain(
    `What was collected waits in ${kept.spoolFolder}; the next "ripplewatch collect", or a running schedule, saves it.`,
  );
  unlock!();
  const second = await run(['collect'], { data: folder });
  expect(second).toMatchObject({ code: 0, err: '' });
  expect(await kept.texts()).toEqual([expect.stringContaining('EMIS is down')]);
}, 90_000);

it('edits and deletions that come meanwhile keep their order, and nothing in the file can be read', async () => {
  const kept = await open(await makeFolder());
  await kept.store.saveChannel(channel);
  const pipeline = await kept.start();
  const unlock = kept.lock();
  const person = { author: { kind: 'patient', name: 'Jo Invented', handle: '@jo', private: true } } as const;
  const save = (posts: readonly Post[], removed: readonly string[] = [], cursor = 1) =>
    pipeline.save(batch(posts, removed), { ...channel, cursor }, origin);
  expect(await save([post('a', 'EMIS is slow'), post('b', 'EMIS is down here')])).toMatchObject({ kept: 2, added: 0 });
  await save([post('a', 'EMIS is down')]);
  await save([post('p', 'Nobody picks up the phone', person)]);
  await save([], ['b'], 7);
  const [name = ''] = (await readdir(kept.spoolFolder)).filter((one) => one.endsWith('.spool'));
  const file = join(kept.spoolFolder, name);
  expect([(await stat(file)).mode & 0o777, (await stat(kept.spoolFolder)).mode & 0o777]).toEqual([0o600, 0o700]);
  expect(await readFile(file, 'latin1')).not.toMatch(/EMIS is|picks up|Invented|@jo|private-/);
  unlock();
  await catchUp(pipeline, kept.spoolFolder);
  expect(await kept.texts()).toEqual(['', 'EMIS is down', 'Nobody picks up the phone']);
  expect((await kept.store.versions({ platform: 'feed', id: 'a', dataset: 'live' })).map(({ text }) => text)).toEqual([
    'EMIS is slow',
  ]);
  expect(await kept.store.mention({ platform: 'feed', id: 'b', dataset: 'live' })).toMatchObject({ removed: { why: 'deleted' } });
  const all = (await Array.fromAsync(kept.store.stream({ dataset: 'live', phases }))).flat();
  expect(all.find(({ post: { author } }) => author.private)?.post).toMatchObject({
    author: { name: null, handle: expect.stringMatching(/^private-/) as string },
  });
  expect((await kept.store.claimDue({ now: clock(), holder: 'x', leaseMs: 1, limit: 1 }))[0]?.cursor).toBe(7);
}, 60_000);

it('a process that dies with a spool loses nothing: the next one takes it over, a torn last line left out', async () => {
  const kept = await open(await makeFolder());
  await kept.store.saveChannel(channel);
  const dead = await kept.start();
  const unlock = kept.lock();
  for (const id of ['a', 'b', 'c'])
    await dead.save(batch([post(id, `EMIS is down, says ${id}`)]), { ...channel, cursor: id }, origin);
  const [name = ''] = (await readdir(kept.spoolFolder)).filter((one) => one.endsWith('.spool'));
  const whole = await readFile(join(kept.spoolFolder, name), 'utf8');
  await appendFile(join(kept.spoolFolder, name), whole.slice(0, 300));
  unlock();
  const next = await kept.start();
  await catchUp(next, kept.spoolFolder);
  expect(await kept.texts()).toEqual(['a', 'b', 'c'].map((id) => `EMIS is down, says ${id}`));
  expect(kept.errors.at(1)).toBe('a line of the spool is torn or not ours; it is left out');
  expect((await kept.store.claimDue({ now: clock(), holder: 'x', leaseMs: 1, limit: 1 }))[0]?.cursor).toBe('c');
  expect(await readdir(kept.spoolFolder)).toEqual([]);
}, 60_000);

it('a spool goes on where it had come to, and writes what was changed by hand on none of its lines', async () => {
  const kept = await open(await makeFolder());
  const first = await kept.start();
  const unlock = kept.lock();
  for (const id of ['a', 'b', 'c'])
    await first.save(batch([post(id, `The phones are down, says ${id}`)]), { ...channel, cursor: id }, origin);
  const [name = ''] = (await readdir(kept.spoolFolder)).filter((one) => one.endsWith('.spool'));
  const file = join(kept.spoolFolder, name);
  const [one = '', two = '', three = ''] = (await readFile(file, 'utf8')).split('\n');
  const changed = `${two.slice(0, 50)}${two[50] === 'A' ? 'B' : 'A'}${two.slice(51)}`;
  await writeFile(file, `${one}\n${changed}\n${three}\n`);
  await writeFile(`${file}.at`, String(one.length + 1));
  unlock();
  await catchUp(await kept.start(), kept.spoolFolder);
  expect(await kept.texts()).toEqual(['The phones are down, says c']);
}, 60_000);

it('beyond its limit nothing is kept, the place does not move, and the next look brings what was missed', async () => {
  const kept = await open(await makeFolder());
  const pipeline = await kept.start(30_000);
  let unlock: (() => void) | null = null;
  const items = Array.from({ length: 30 }, (_, index) => ({
    guid: `${index}`,
    title: 'News',
    text: `${index} EMIS is down. ${'word '.repeat(200)}`,
  }));
  const served = await serveFeeds({ one: items }, () => void (unlock ??= kept.lock()));
  onTestFinished(() => served.close());
  await kept.store.saveChannel(makeChannel('one', { address: `${served.url}/one/feed`, addedAt: clock() }));
  const collect = () => collectOne(kept.store, pipeline);
  await expect(collect()).rejects.toMatchObject({
    name: 'StoreError',
    passing: true,
    message: expect.stringContaining('RIPPLEWATCH_SPOOL_MB') as string,
  });
  unlock!();
  await catchUp(pipeline, kept.spoolFolder);
  expect(await kept.texts()).toEqual([]);
  expect(await kept.store.runs({ limit: 9 })).toMatchObject([
    { outcome: 'interrupted', message: expect.stringContaining('limit') as string },
  ]);
  expect(await collect()).toMatchObject([{ outcome: 'ok', postsNew: 30 }]);
}, 60_000);

it('on a full disk neither store nor spool grows, and with room again both go on', async ({ skip }) => {
  const disk = await mountSmallDisk(3000);
  if (disk === null) return skip('this user may not mount a small disk');
  const kept = await open(disk);
  await kept.store.saveChannel(channel);
  const pipeline = await kept.start();
  const ballast = join(disk, 'ballast');
  const fill = async (): Promise<void> => {
    const block = Buffer.alloc(4096);
    for (;;) {
      try {
        await appendFile(ballast, block);
      } catch {
        return;
      }
    }
  };
  const long = (id: string) => post(id, `EMIS is down, says ${id}. ${'word '.repeat(3000)}`);
  await pipeline.save(batch([long('a')]), { ...channel, cursor: 'a' }, origin);
  await fill();
  const kinds = new Set<string>();
  for (let index = 0; index < 20; index += 1) {
    const outcome = await pipeline.save(batch([long(`b${index}`)]), { ...channel, cursor: `b${index}` }, origin).then(
      ({ kept: posts }) => (posts > 0 ? 'kept' : 'stored'),
      (error: unknown) => (error as Error).message.replace(disk, 'DISK'),
    );
    kinds.add(outcome);
    await fill();
    if (outcome !== 'stored' && outcome !== 'kept') break;
  }
  expect([...kinds].at(-1)).toBe('The store cannot be written, and neither can DISK/spool, where posts would wait for it.');
  await rm(ballast);
  await catchUp(pipeline, kept.spoolFolder);
  const cursor = (await kept.store.claimDue({ now: clock(), holder: 'x', leaseMs: 1, limit: 1 }))[0]?.cursor;
  const stored = (await kept.texts()).map((text) => text.slice(0, 25));
  // Everything up to the place is there, and the place has not passed what could not be kept.
  const last = cursor === 'a' ? -1 : Number((cursor as string).slice(1));
  expect(stored).toHaveLength(last + 2);
  await pipeline.save(batch([long('z')]), { ...channel, cursor: 'z' }, origin);
  expect(await kept.texts()).toHaveLength(last + 3);
}, 60_000);

it('what waited under a claim that is somebody else’s by now gives up its place, and of posts only what nobody knows', async () => {
  const kept = await open(await makeFolder());
  await kept.store.saveChannel(channel);
  const pipeline = await kept.start();
  const claim = async (holder: string, minutes: number) =>
    (await kept.store.claimDue({ now: addMs(clock(), minutes * 60_000), holder, leaseMs: 1000, limit: 1, force: true }))[0]!;
  const ours = await claim('ours', 0);
  const unlock = kept.lock();
  const save = (posts: readonly Post[], cursor: string) =>
    pipeline.save(batch(posts), { ...channel, cursor, claim: ours.claim }, origin);
  await save([post('a', 'EMIS is slow'), post('b', 'EMIS is down at ours')], 'old');
  await save([post('b', 'EMIS is down at ours, still')], 'older');
  unlock();
  const theirs = await claim('theirs', 5);
  const other = createPipeline({ ...(await stages(kept.store)), store: kept.store });
  await other.save(batch([post('a', 'EMIS is back')]), { ...channel, cursor: 'new', claim: theirs.claim }, origin);
  await catchUp(pipeline, kept.spoolFolder);
  expect(await kept.texts()).toEqual(['EMIS is back', 'EMIS is down at ours, still']);
  expect((await claim('test', 10)).cursor).toBe('new');
}, 60_000);

it('what the store refuses for what it is, time and again, is set aside and holds up none of the rest', async () => {
  const kept = await open(await makeFolder());
  const spool = kept.openSpool();
  const save = (mention: Mention) =>
    spool.save({ mentions: [mention], removed: [], notices: [], channel: null, cursor: null }, null);
  const unlock = kept.lock();
  // No store has room for a post of no platform.
  await save(makeMention('odd', { post: { platform: null as unknown as string } }));
  await save(makeMention('even'));
  unlock();
  await expect
    .poll(() => spool.drain().then(() => readdir(kept.spoolFolder)), { timeout: 25_000, interval: 200 })
    .toEqual(['set-aside']);
  expect(await kept.texts()).toEqual([makeMention('even').post.text]);
  expect(kept.errors).toContain('something in the spool cannot be saved; it is set aside');
  expect((await stat(join(kept.spoolFolder, 'set-aside'))).mode & 0o777).toBe(0o600);
}, 60_000);

async function stages(store: Store) {
  const directory = await createDirectory([]);
  return { classify, locate: createLocator({ directory }), traceOf, directory, store, keys, now: clock };
}
