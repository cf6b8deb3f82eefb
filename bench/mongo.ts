import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Collection, Document } from 'mongodb';
import { areas } from '../analysis/areas.ts';
import type { Store } from '../src/store/contract.ts';
import { assembleMongo, openMongo } from '../src/store/mongo.ts';
import type { MongoParts } from '../src/store/mongo-db.ts';
import { connectMongo } from '../src/store/mongo-db.ts';
import { countGroups, totalGroups } from '../src/store/mongo-groups.ts';
import type { Question } from './asked.ts';
import { questions } from './asked.ts';
import type { Load } from './mentions.ts';
import { makeMentions } from './mentions.ts';
import { median, ratio } from './timing.ts';

/** Ten weeks of a store that gets 100,000 a year. */
const mentions = 20_000;
/** Batches of a thousand that are saved with and without. */
const batches = 4;

/**
 * What cells cost on a server of MongoDB's protocol, and what they save: saving with and without noting the hours that are written, and the
 * overview's questions beside the same questions asked of the Mentions. In databases of their own, which are dropped.
 */
export async function benchMongo(address: string | null): Promise<object> {
  if (address === null) return { skipped: '--mongo <address> names a server' };
  const saving = await benchSaving(address);
  let asked: object = {};
  await withStore(address, async (parts) => {
    const store = assembleMongo(parts);
    await saveAll(store, makeLoads(mentions / inBatch));
    asked = await ask(parts, store);
  });
  return { mentions, saving, ...asked };
}

const inBatch = 1000;

function makeLoads(count: number): readonly Load[] {
  return makeMentions(10 * mentions)
    .take(count)
    .toArray();
}

async function benchSaving(address: string): Promise<object> {
  const loads = makeLoads(batches);
  const times: Record<'with' | 'without', number[]> = { with: [], without: [] };
  for (let round = 0; round < 4; round += 1) {
    for (const how of ['without', 'with'] as const) {
      await withStore(address, async (parts) => {
        const store = assembleMongo(how === 'with' ? parts : { ...parts, collection: unnoted(parts) });
        const spent = await wall(() => saveAll(store, loads));
        // The first round warms up.
        if (round > 0) times[how].push(spent);
      });
    }
  }
  const [noted, bare] = [median(times.with), median(times.without)];
  const each = (ms: number): number => short(ms / batches);
  return { withMicroseconds: each(noted), withoutMicroseconds: each(bare), shareOfSaving: ratio(noted - bare, noted) };
}

async function withStore(address: string, work: (parts: MongoParts) => Promise<void>): Promise<void> {
  const url = new URL(address);
  url.pathname = `/ripplewatch_bench_${randomBytes(6).toString('hex')}`;
  await (await openMongo(url.href, { areas })).store.close();
  const parts = await connectMongo(url.href, areas);
  try {
    await work(parts);
  } finally {
    await parts.db.dropDatabase();
    await parts.close();
  }
}

/** Connections through which no hour is noted. */
function unnoted(parts: MongoParts): MongoParts['collection'] {
  return <Doc extends Document>(name: string): Collection<Doc> => {
    const collection = parts.collection<Doc>(name);
    if (name !== 'countPeriods') return collection;
    return new Proxy(collection, {
      get: (target, member) => (member === 'bulkWrite' ? () => Promise.resolve() : (Reflect.get(target, member) as unknown)),
    });
  };
}

async function saveAll(store: Store, loads: readonly Load[]): Promise<void> {
  for (const { mentions: some, removed, reviews } of loads) {
    await store.saveBatch({ mentions: some, removed, notices: [], channel: null, cursor: null });
    if (reviews.length > 0) await store.saveReviews(reviews);
  }
}

/** All hours are settled before; nothing is being written meanwhile. */
async function ask(parts: MongoParts, store: Store): Promise<object> {
  const settled = assembleMongo({ ...parts, graceMs: 0 });
  await parts.collection('countPeriods').updateMany({}, { $set: { settleAfter: new Date(0) } });
  const settleMs = short(await wall(() => settled.tidyCounts()));
  const day = await parts
    .collection('mentions')
    .findOne({ hour: { $ne: null } }, { sort: { hour: -1 }, projection: { hour: 1 } });
  // Two days to the newest.
  const start = (day?.['hour'] as Date).getTime() / 3_600_000 - 33;
  const report: Record<string, object> = {};
  const ratios: number[] = [];
  for (const [name, question] of Object.entries(questions(start))) {
    const [query, by] = question;
    const whole = (): Promise<unknown> => (by === null ? totalGroups(parts, query) : countGroups(parts, query, by));
    const equal = isDeepStrictEqual(await whole(), await answer(store, question));
    const [cellsMs, mentionsMs] = [await timed(() => answer(store, question)), await timed(whole)];
    ratios.push(cellsMs / mentionsMs);
    report[name] = { cellsMs: short(cellsMs), mentionsMs: short(mentionsMs), ratio: ratio(cellsMs, mentionsMs), equal };
  }
  return { settleMs, medianRatio: short(median(ratios)), worstRatio: short(Math.max(...ratios)), questions: report };
}

function answer(store: Store, [query, by]: Question): Promise<unknown> {
  return by === null ? store.count(query) : store.counts(query, by);
}

/** Of three, once warm: a server that looks at every Mention takes seconds for each. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  await work();
  const times: number[] = [];
  for (let round = 0; round < 3; round += 1) times.push(await wall(work));
  return median(times);
}

async function wall(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

function short(value: number): number {
  return Number(value.toPrecision(3));
}
