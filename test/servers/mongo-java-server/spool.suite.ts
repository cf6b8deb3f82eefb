import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { expect, onTestFinished, test } from 'vitest';
import { areas } from '../../../analysis/areas.ts';
import { classify } from '../../../analysis/classify.ts';
import { traceOf } from '../../../analysis/cluster.ts';
import { createLocator } from '../../../analysis/locate.ts';
import { silentLogger } from '../../../src/core/log.ts';
import { clock } from '../../../src/core/time.ts';
import type { Post } from '../../../src/core/types.ts';
import { phases } from '../../../src/core/types.ts';
import { createDirectory } from '../../../src/directory/directory.ts';
import { createPipeline } from '../../../src/pipeline.ts';
import { openSpool } from '../../../src/spool.ts';
import { openMongo } from '../../../src/store/mongo.ts';
import { makeFolder } from '../../cli.ts';
import { keys } from '../../keys.ts';
import { serveRaw } from '../../servers.ts';
import { withDatabase } from '../../store/mongo.ts';
import { makeChannel } from '../../store/samples.ts';
import { toPost } from '../../world.ts';
import { told } from '../told.ts';

const { MONGO_URL } = told('MONGO_URL');

/** Stands before the database; while it is shut, whoever is connected is cut off, and nobody gets in. */
async function startGate() {
  const { hostname, port } = new URL(MONGO_URL);
  const open = new Set<Socket>();
  const gate = { isShut: false };
  const served = await serveRaw((client) => {
    client.on('error', () => client.destroy());
    if (gate.isShut) {
      client.destroy();
      return;
    }
    const server = connect(Number(port), hostname);
    for (const socket of [client, server]) {
      open.add(socket);
      socket.on('close', () => {
        open.delete(socket);
        client.destroy();
        server.destroy();
      });
      socket.on('error', () => socket.destroy());
    }
    client.pipe(server).pipe(client);
  });
  onTestFinished(() => served.close());
  return {
    url: served.url.replace('http', 'mongodb'),
    shut: () => {
      gate.isShut = true;
      for (const socket of open) socket.destroy();
    },
    reopen: () => {
      gate.isShut = false;
    },
  };
}

test('while the database is away, posts wait on disk; edits and deletions follow them into it in order when it is back', async () => {
  const gate = await startGate();
  const name = `ripplewatch_spool_${randomBytes(6).toString('hex')}`;
  const { store } = await openMongo(`${withDatabase(gate.url, name)}?serverSelectionTimeoutMS=1000&connectTimeoutMS=1000`, {
    areas,
  });
  onTestFinished(async () => {
    await store.close();
    const client = new MongoClient(withDatabase(MONGO_URL, name));
    await client.db().dropDatabase();
    await client.close();
  });
  await store.addDataset({ id: 'live', title: 'Collected posts', invented: false, createdAt: clock() });
  const channel = makeChannel('c', { addedAt: clock() });
  await store.saveChannel(channel);
  const directory = await createDirectory([]);
  const folder = join(await makeFolder(), 'spool');
  const spool = openSpool({ folder, keys, limitBytes: 1_000_000, store, log: silentLogger });
  onTestFinished(() => spool.close());
  const locate = createLocator({ directory });
  const pipeline = createPipeline({ classify, locate, traceOf, directory, store, keys, now: clock, spool });
  const post = (id: string, text: string): Post => ({ ...toPost({ id, text }), platform: 'feed', channel: 'c' });
  const save = (posts: readonly Post[], cursor: number, removed: readonly string[] = []) =>
    pipeline.save(
      { posts, removed, notices: [] },
      { ...channel, cursor },
      { organisation: null, dataset: 'live', invented: true },
    );
  expect(await save([post('a', 'EMIS is slow')], 1)).toMatchObject({ added: 1, kept: 0 });
  gate.shut();
  expect(await save([post('b', 'The phones are down'), post('c', 'EPS is down')], 2)).toMatchObject({ kept: 2 });
  expect(await save([post('a', 'EMIS is down')], 3)).toMatchObject({ kept: 1 });
  expect(await save([], 4, ['c'])).toMatchObject({ kept: 0, removed: 0 });
  expect(await readdir(folder)).toHaveLength(1);
  gate.reopen();
  await expect
    .poll(
      async () => {
        await pipeline.catchUp();
        return readdir(folder);
      },
      { timeout: 30_000, interval: 300 },
    )
    .toEqual([]);
  const all = (await Array.fromAsync(store.stream({ dataset: 'live', phases }))).flat();
  expect(all.map(({ post: { id, text } }) => `${id} ${text}`).toSorted()).toEqual([
    'a EMIS is down',
    'b The phones are down',
    'c ',
  ]);
  expect((await store.versions({ platform: 'feed', id: 'a', dataset: 'live' })).map(({ text }) => text)).toEqual([
    'EMIS is slow',
  ]);
  const [claimed] = await store.claimDue({ now: store.now(), holder: 'x', leaseMs: 1000, limit: 1, force: true });
  expect(claimed?.cursor).toBe(4);
}, 90_000);
