import { hash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import type { Daemon } from '../process.ts';
import { freePort, installPackages, run, startDaemon, untilReady } from '../process.ts';
import { CannotInstall, type TestServer } from '../server.ts';

const version = '1.47.0';
const sources = ['Start.java', 'Copies.java'].map((name) => join(import.meta.dirname, name));

/** Somebody else's server of MongoDB's protocol, on a file of H2's, so that it survives a restart. https://github.com/bwaldvogel/mongo-java-server */
export const mongoJavaServer: TestServer = {
  name: 'mongo-java-server',
  group: 'mongo',
  always: true,
  async install(folder) {
    // For a clock that is wrong; without it that one test is skipped by name.
    await installPackages(['faketime']).catch(() => undefined);
    if (existsSync(built(folder))) return;
    const half = join(folder, 'half');
    await rm(half, { recursive: true, force: true });
    const pom = join(import.meta.dirname, 'pom.xml');
    const maven = ['-q', '-B', '-f', pom, 'dependency:copy-dependencies', `-DoutputDirectory=${half}`];
    if ((await run('mvn', maven)) !== 0) {
      throw new CannotInstall(`Maven is not installed here, or cannot fetch mongo-java-server ${version}`);
    }
    if ((await run('javac', ['-cp', `${half}/*`, '-d', half, ...sources])) !== 0) {
      throw new CannotInstall('the JDK is not installed here, or does not compile our classes');
    }
    await rename(half, built(folder));
  },
  async start(folder, scratch) {
    const classes = `${built(folder)}:${built(folder)}/*`;
    const { url, oldUrl, stop } = await openMongoFile(classes, join(scratch, 'mongo.mv'));
    return { env: { MONGO_URL: url, MONGO_OLD_URL: oldUrl, MONGO_CLASSES: classes, MONGO_SCRATCH: scratch }, stop };
  },
};

/** A server on one file, which may be stopped and started again on the same port. */
export interface MongoFile {
  readonly url: string;
  /** The same databases, answering as an older server does. */
  readonly oldUrl: string;
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
  /** Ids of the Channels that a holder has claimed, as they lie in the database. */
  readonly claimedBy: (isHolder: (holder: string) => boolean) => Promise<readonly string[]>;
}

export async function openMongoFile(classes: string, file: string): Promise<MongoFile> {
  const [port, oldPort] = [await freePort(), await freePort()];
  const url = `mongodb://127.0.0.1:${port}`;
  let daemon: Daemon | null = null;
  const start = async (): Promise<void> => {
    daemon = startDaemon('java', ['-Xmx768m', '-cp', classes, 'Start', String(port), file, String(oldPort)]);
    await untilReady(daemon, () => askMongo(url));
  };
  await start();
  return {
    url,
    oldUrl: `mongodb://127.0.0.1:${oldPort}`,
    start,
    stop: async () => daemon?.stop(),
    claimedBy: async (isHolder) => {
      const client = new MongoClient(url);
      try {
        const claimed = client
          .db('ripplewatch')
          .collection('channels')
          .find({ claimedBy: { $ne: null } });
        return (await claimed.toArray()).flatMap((doc) => (isHolder(String(doc['claimedBy'])) ? [String(doc['_id'])] : []));
      } finally {
        await client.close();
      }
    },
  };
}

/** Other classes of ours are another build. */
function built(folder: string): string {
  const ours = hash('sha256', Buffer.concat(sources.map((file) => readFileSync(file))), 'hex').slice(0, 8);
  return join(folder, `${version}-${ours}`);
}

/** Resolves once a server of MongoDB's protocol answers there. */
export async function askMongo(url: string): Promise<void> {
  const client = new MongoClient(url, { serverSelectionTimeoutMS: 1000 });
  try {
    await client.db('admin').command({ ping: 1 });
  } finally {
    await client.close();
  }
}
