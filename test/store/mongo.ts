import { randomBytes } from 'node:crypto';
import { MongoClient } from 'mongodb';
import type { Store } from '../../src/store/contract.ts';
import { openMongo } from '../../src/store/mongo.ts';
import type { MongoParts } from '../../src/store/mongo-db.ts';
import { connectMongo } from '../../src/store/mongo-db.ts';
import type { Engine } from './engines.ts';
import { sampleAreas } from './samples.ts';

/** A store on a server that runs already: each in a database of its own name, dropped afterwards. Nobody waits for what is changed to settle. */
export function mongoEngine(name: string, uri: string, lacks: Engine['lacks'] = {}): Engine {
  return {
    name,
    lacks,
    open: async () => {
      const own = withDatabase(uri, `ripplewatch_test_${randomBytes(6).toString('hex')}`);
      const { store } = await openMongo(own, { areas: sampleAreas, graceMs: 0 });
      return {
        store,
        remove: async () => {
          await store.close();
          const client = new MongoClient(own);
          await client.db().dropDatabase();
          await client.close();
        },
      };
    },
  };
}

/** A store as `mongoEngine` gives it, and connections to the same database for whoever looks beneath it. */
export async function openParts(uri: string, graceMs = 0): Promise<OpenedParts> {
  const own = withDatabase(uri, `ripplewatch_test_${randomBytes(6).toString('hex')}`);
  const { store } = await openMongo(own, { areas: sampleAreas, graceMs });
  const parts = await connectMongo(own, sampleAreas, graceMs);
  return {
    ...{ store, parts, own },
    remove: async () => {
      await store.close();
      await parts.db.dropDatabase();
      await parts.close();
    },
  };
}

interface OpenedParts {
  readonly store: Store;
  readonly parts: MongoParts;
  /** Where others find the same database. */
  readonly own: string;
  readonly remove: () => Promise<void>;
}

/** The same server, another database. */
export function withDatabase(uri: string, database: string): string {
  const url = new URL(uri);
  url.pathname = `/${database}`;
  return url.href;
}
