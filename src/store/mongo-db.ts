import type { Collection, Db, Document, MongoClientOptions } from 'mongodb';
import { MongoClient } from 'mongodb';
import { StoreError } from '../core/errors.ts';
import type { Area, Instant } from '../core/types.ts';
import type { Abilities } from './mongo-able.ts';
import { readAbilities } from './mongo-able.ts';
import { badAddress, explain } from './mongo-errors.ts';
import { keyCounter } from './mongo-keys.ts';
import { databaseClock } from './mongo-time.ts';

/** What every part of the MongoDB engine works with: one pool of connections to one database. */
export interface MongoParts {
  readonly db: Db;
  readonly areas: readonly Area[];
  readonly able: Abilities;
  /** Hosts and database, as they may be shown: no name, no password. */
  readonly place: string;
  readonly collection: <Doc extends Document>(name: string) => Collection<Doc>;
  /** The first of `count` whole numbers that nobody else gets, in growing order within this process. */
  readonly nextKeys: (counter: string, count: number) => Promise<number>;
  /** The database's time, which all processes share. */
  readonly now: () => Instant;
  /** How long after somebody noted that they are about to change Mentions those are not counted yet: longer than any one write may take. */
  readonly graceMs: number;
  readonly close: () => Promise<void>;
}

/** How long a call waits for a server that can be written to before it says that there is none. */
const patienceMs = 10_000;
/** Three times what the majority of the members may take to confirm a write. */
const longestWriteMs = 60_000;

/**
 * What holds where the address does not say otherwise; docs/mongodb.md says why. What was saved is on most members before it counts as saved,
 * and a write whose answer was lost is sent once more, which the server recognises.
 */
const defaults = {
  appName: 'ripplewatch',
  retryWrites: true,
  retryReads: true,
  maxPoolSize: 20,
  serverSelectionTimeoutMS: patienceMs,
  connectTimeoutMS: patienceMs,
  writeConcern: { w: 'majority', wtimeoutMS: 20_000 },
} as const satisfies MongoClientOptions;

/** Connects to the database that the address names, `ripplewatch` where it names none. Throws InputError or StoreError with a sentence. */
export async function connectMongo(address: string, areas: readonly Area[], graceMs = longestWriteMs): Promise<MongoParts> {
  const client = createClient(address);
  const place = placeOf(client);
  try {
    await client.connect();
    const db = client.db(databaseOf(client));
    const time = await databaseClock(db);
    return {
      ...{ db, areas, place, graceMs },
      able: await readAbilities(db),
      collection: (name) => db.collection(name),
      nextKeys: keyCounter(db),
      now: time.now,
      close: () => {
        time.stop();
        return client.close();
      },
    };
  } catch (error) {
    await client.close();
    throw explain(error, place);
  }
}

function createClient(address: string): MongoClient {
  const given = new Set([...address.matchAll(/[?&]([A-Za-z]+)=/gu)].map(([, name]) => name?.toLowerCase()));
  const isGiven = (name: string): boolean =>
    name === 'writeConcern' ? given.has('w') || given.has('wtimeoutms') : given.has(name.toLowerCase());
  const left = Object.entries(defaults).filter(([name]) => !isGiven(name));
  try {
    // What is undefined is left out, as JSON does.
    return new MongoClient(address, { ...Object.fromEntries(left), ignoreUndefined: true });
  } catch {
    throw badAddress();
  }
}

/** `mongodb://host:27017/ripplewatch` */
function placeOf(client: MongoClient): string {
  const { hosts, srvHost } = client.options;
  const where = srvHost ?? hosts.map(String).join(',');
  return `mongodb${srvHost === undefined ? '' : '+srv'}://${where}/${databaseOf(client)}`;
}

function databaseOf(client: MongoClient): string {
  const name = client.options.dbName;
  if (name === 'admin' || name === 'local' || name === 'config') {
    throw new StoreError(
      `RIPPLEWATCH_STORE names the database ${name}, which belongs to MongoDB itself; name another, such as ripplewatch.`,
    );
  }
  // The driver calls it `test` where the address names none.
  return name === 'test' ? 'ripplewatch' : name;
}
