import type { Collection } from 'mongodb';
import { MongoServerError } from 'mongodb';
import { StoreError } from '../core/errors.ts';
import { beginBuild } from './mongo-build.ts';
import type { MongoParts } from './mongo-db.ts';
import { createIndexes, indexPlans } from './mongo-indexes.ts';
import { numberCollections } from './mongo-numbers.ts';
import { isDuplicate } from './mongo-once.ts';
import { countIndexes } from './mongo-periods.ts';
import { schemas } from './mongo-schema.ts';

/**
 * What each version of the store adds, oldest first; append-only, as in SQLite. A step may run twice and in two processes at once, so each
 * asks for a state and not for a change: an index that is there already is none of its work.
 */
const steps: readonly ((parts: MongoParts) => Promise<void>)[] = [addIndexes, addCounts];

function addIndexes(parts: MongoParts): Promise<void> {
  return createIndexes(parts, indexPlans);
}

/** The cells that Counts are read from; an older store's Mentions are put into them afterwards. */
async function addCounts(parts: MongoParts): Promise<void> {
  await createIndexes(parts, countIndexes);
  await beginBuild(parts);
}

interface MetaDoc {
  readonly _id: 'store';
  readonly version: number;
}

/** What a migration found and left behind. */
export interface Migration {
  readonly version: number;
  readonly from: number;
  /** The server's name and version. */
  readonly server: string;
  /** How many indexes it has of ours, each made or there already. */
  readonly indexes: number;
  /** Whether the server itself looks at what is written; where it cannot, the program's own checks are all there is. */
  readonly validates: boolean;
}

/** Brings an absent or older store to this program's version. Throws StoreError for a newer one, and for another program's database. */
export async function prepareStore(parts: MongoParts): Promise<void> {
  const from = await readVersion(parts);
  if (from < steps.length) await runSteps(parts, from);
}

/** The same, and every step again: whatever somebody removed is there afterwards. */
export async function migrateStore(parts: MongoParts): Promise<Migration> {
  const from = await readVersion(parts);
  await runSteps(parts, 0);
  const validates = await validate(parts);
  return { from, version: steps.length, server: parts.able.says, indexes: indexPlans.length, validates };
}

/** True where the database holds a store already, of whatever version. */
export async function holdsStore({ collection }: MongoParts): Promise<boolean> {
  return (await collection<MetaDoc>('meta').findOne({ _id: 'store' })) !== null;
}

/** The mark is made before anything else, so that whoever comes second never takes a store that is being made for another program's. */
async function readVersion({ db, collection, place }: MongoParts): Promise<number> {
  const names = new Set((await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name));
  const meta = collection<MetaDoc>('meta');
  const found = await meta.findOne({ _id: 'store' });
  const taken = ['mentions', 'channels', 'runs', 'organisations'].filter((name) => names.has(name));
  if (found === null && taken.length > 0) {
    throw new StoreError(
      `${place} holds collections of another program (${taken.join(', ')}), not a Ripplewatch store. Name another database in RIPPLEWATCH_STORE.`,
    );
  }
  if (found === null) await setVersion(meta, { $setOnInsert: { version: 0 } });
  const version = found?.version ?? 0;
  if (version <= steps.length) return version;
  throw new StoreError(
    `${place} was written by a newer Ripplewatch (store version ${version}, this one knows ${steps.length}). ` +
      'Update this program, or name another database.',
  );
}

async function runSteps(parts: MongoParts, from: number): Promise<void> {
  for (const step of steps.slice(from)) await step(parts);
  await raiseKeys(parts);
  await setVersion(parts.collection<MetaDoc>('meta'), { $max: { version: steps.length } });
}

/** Of two that add it at once, one is told that it is there; that is all it wanted. */
async function setVersion(
  meta: Collection<MetaDoc>,
  change: { readonly $setOnInsert: { version: number } } | { readonly $max: { version: number } },
): Promise<void> {
  try {
    await meta.updateOne({ _id: 'store' }, change, { upsert: true });
  } catch (error) {
    if (!isDuplicate(error)) throw error;
  }
}

/** A store that was put back from a copy without its counters goes on after the last key there is. */
export async function raiseKeys({ collection }: MongoParts): Promise<void> {
  const counters = collection<{ _id: string; next: number }>('counters');
  const raise = (_id: string, last: number | undefined): Promise<unknown> | undefined =>
    last === undefined ? undefined : counters.updateOne({ _id }, { $max: { next: last } }, { upsert: true });
  for (const name of ['mentions', 'reviews', 'wordings']) {
    await raise(name, (await collection<{ _id: number }>(name).findOne({}, { sort: { _id: -1 }, projection: { _id: 1 } }))?._id);
  }
  for (const name of numberCollections) {
    await raise(name, (await collection<{ number: number }>(name).findOne({}, { sort: { number: -1 } }))?.number);
  }
}

/**
 * A server that can compare what is written with a schema only warns, in its own log: what is saved is checked before it is sent, and a
 * difference of opinion must not lose a post. https://www.mongodb.com/docs/manual/core/schema-validation/
 */
async function validate({ db, able }: MongoParts): Promise<boolean> {
  if (!able.isGenuine) return false;
  try {
    for (const [name, $jsonSchema] of Object.entries(schemas)) {
      await db.command({ collMod: name, validator: { $jsonSchema }, validationAction: 'warn' });
    }
    return true;
  } catch (error) {
    if (error instanceof MongoServerError) return false;
    throw error;
  }
}
