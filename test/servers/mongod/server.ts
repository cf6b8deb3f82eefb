import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { askMongo } from '../mongo-java-server/server.ts';
import { freePort, runFor, startDaemon, untilReady } from '../process.ts';
import { CannotInstall, type TestServer } from '../server.ts';

/**
 * The genuine server: the one that MONGODB_URI names, or else a replica set of one that `mongod` on the PATH starts. No registry of these
 * tests has it, so it is nowhere installed. https://www.mongodb.com/docs/manual/reference/program/mongod/
 */
export const mongod: TestServer = {
  name: 'mongod',
  group: 'mongo',
  always: true,
  async install() {
    if (process.env['MONGODB_URI'] !== undefined) return;
    try {
      await runFor('mongod', ['--version']);
    } catch {
      throw new CannotInstall('neither is MONGODB_URI set nor mongod on the PATH');
    }
  },
  async start(_folder, scratch) {
    const given = process.env['MONGODB_URI'];
    if (given !== undefined) return { env: { MONGO_URL: given }, stop: () => Promise.resolve() };
    const port = await freePort();
    const data = join(scratch, 'data');
    await mkdir(data);
    const args = ['--dbpath', data, '--bind_ip', '127.0.0.1', '--port', String(port), '--replSet', 'test'];
    const daemon = startDaemon('mongod', args);
    const direct = `mongodb://127.0.0.1:${port}/?directConnection=true`;
    await untilReady(daemon, () => askMongo(direct));
    await beginSet(direct, port);
    return { env: { MONGO_URL: `mongodb://127.0.0.1:${port}/?replicaSet=test` }, stop: () => daemon.stop() };
  },
};

async function beginSet(url: string, port: number): Promise<void> {
  const client = new MongoClient(url);
  try {
    const config = { _id: 'test', members: [{ _id: 0, host: `127.0.0.1:${port}` }] };
    await client.db('admin').command({ replSetInitiate: config });
  } finally {
    await client.close();
  }
}
