import { setTimeout as wait } from 'node:timers/promises';
import fc from 'fast-check';
import type { Collection, Document } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { classify } from '../../analysis/classify.ts';
import { statementOf } from '../../analysis/cluster.ts';
import { fromMs } from '../../src/core/time.ts';
import type { AuthorKind, Instant, Mention } from '../../src/core/types.ts';
import { phases } from '../../src/core/types.ts';
import { createStatements } from '../../src/statements.ts';
import type { Store, Totals } from '../../src/store/contract.ts';
import { assembleMongo } from '../../src/store/mongo.ts';
import type { MongoParts } from '../../src/store/mongo-db.ts';
import type { CellsDoc } from '../../src/store/mongo-periods.ts';
import { cellsKinds, periodKinds } from '../../src/store/mongo-schema.ts';
import { kindOf } from './bson.ts';
import { Died, dyingAfter } from './dying.ts';
import type { Step } from './histories.ts';
import { histories, questions } from './histories.ts';
import { compare, verify } from './lives.ts';
import { openParts } from './mongo.ts';
import { makeMention, manyMention } from './samples.ts';

const minutes = 60_000;

/** Cells may be late and never wrong: whoever dies, sleeps or works beside others, counts are what counting the Mentions one by one gives. */
export function checkLateCounts(name: string, uri: string, examples: number): void {
  describe(`${name}: counts`, () => {
    it('are right whatever number of its writes a process dies after', () => deathsLeaveCounts(uri, examples), 30 * minutes);
    it('are right when a process sleeps between saying that it writes and writing', () => sleepLeavesCounts(uri), 5 * minutes);
    it('are right after several have written, tidied and asked at the same time', () => manyCountTogether(uri), 5 * minutes);
    it('of an older store come from its Mentions until all are in the cells', () => olderStoresAreCounted(uri), 5 * minutes);
    it('are right whatever a grouping does to posts that are in the cells', () => groupingsAreCounted(uri), 5 * minutes);
    it('leave nothing of a Statement that nobody says any more', () => unsaidStatementsGo(uri), 5 * minutes);
    it('that somebody spoiled are found, and put right', () => spoiltCellsAreFound(uri), 5 * minutes);
  });
}

async function deathsLeaveCounts(uri: string, examples: number): Promise<void> {
  const { store, parts, remove } = await openParts(uri);
  let [number, deaths] = [0, 0];
  const asked = fc.array(questions, { minLength: 3, maxLength: 3 });
  const writes = fc.array(fc.option(fc.nat(30), { freq: 3 }), { minLength: 16, maxLength: 16 });
  try {
    const property = fc.asyncProperty(histories, writes, asked, async (steps, allowed, questionsAsked) => {
      const dataset = `d${(number += 1) % 4}`;
      const story: Step[] = [];
      for (const [index, step] of steps.entries()) {
        const after = allowed[index] ?? null;
        story.push(after === null ? step : { ...step, say: `${step.say}, dead after ${after} writes` });
        if (!(await run(parts, step, dataset, after))) continue;
        deaths += 1;
        await compare(store, dataset, await read(store, dataset), story, questionsAsked);
        if (await run(parts, tidy, dataset, (after ?? 0) % 11)) deaths += 1;
        await compare(store, dataset, await read(store, dataset), [...story, tidy], questionsAsked);
      }
      await store.tidyCounts();
      const all = await read(store, dataset);
      await compare(store, dataset, all, [...story, tidy], questionsAsked);
      await verify(store, all, story);
      await store.removeDataset(dataset);
    });
    await fc.assert(property, { numRuns: examples });
    expect(deaths).toBeGreaterThan(0);
  } finally {
    await remove();
  }
}

const tidy: Step = { say: 'tidy', run: (store) => store.tidyCounts() };

/** True where the process died. What it had sent by then arrives, and whoever comes next need not wait for the clock. */
async function run(parts: MongoParts, step: Step, dataset: string, writes: number | null): Promise<boolean> {
  const dying = dyingAfter(parts, writes ?? 1_000_000);
  try {
    await step.run(assembleMongo(dying), dataset);
    return false;
  } catch (error) {
    if (!(error instanceof Died)) throw error;
    await dying.settled();
    await parts.collection<{ until: Date }>('turns').updateMany({}, { $set: { until: new Date(0) } });
    return true;
  }
}

async function read(store: Store, dataset: string): Promise<readonly Mention[]> {
  return (await Array.fromAsync(store.stream({ dataset, phases }))).flat();
}

const all = { dataset: 'live', phases } as const;
const batch = (...mentions: readonly Mention[]) => ({ mentions, removed: [], notices: [], channel: null, cursor: null });

async function sleepLeavesCounts(uri: string): Promise<void> {
  const graceMs = 200;
  const { store, parts, remove } = await openParts(uri, graceMs);
  try {
    await store.saveBatch(batch(makeMention('first')));
    await wait(graceMs + 50);
    await store.tidyCounts();
    let woken: () => void = () => undefined;
    const sleep = new Promise<void>((resolve) => (woken = resolve));
    const asleep = assembleMongo(sleeping(parts, 'mentions', 'insertMany', sleep));
    const late = asleep.saveBatch(batch(makeMention('late')));
    await wait(graceMs + 300);
    await store.tidyCounts();
    expect(await parts.collection('countPeriods').countDocuments({ open: true, level: 0 })).toBe(0);
    woken();
    expect(await late).toMatchObject({ added: 1 });
    expect((await store.count(all)).mentions).toBe(2);
    await wait(graceMs + 50);
    await store.tidyCounts();
    expect((await store.count(all)).mentions).toBe(2);
    await verify(store, await read(store, 'live'), []);
  } finally {
    await remove();
  }
}

/** Connections of a process that falls asleep just before one kind of call. */
function sleeping(parts: MongoParts, name: string, call: string, sleep: Promise<void>): MongoParts {
  const wrap = <Doc extends Document>(collection: Collection<Doc>): Collection<Doc> =>
    new Proxy(collection, {
      get(target, member) {
        const value: unknown = Reflect.get(target, member);
        if (typeof value !== 'function') return value;
        const send = (...args: unknown[]): unknown => value.apply(target, args) as unknown;
        return member === call ? (...args: unknown[]) => sleep.then(() => send(...args)) : send;
      },
    });
  return { ...parts, collection: (asked) => (asked === name ? wrap(parts.collection(asked)) : parts.collection(asked)) };
}

async function manyCountTogether(uri: string): Promise<void> {
  const { store, parts, remove } = await openParts(uri, 400);
  const writers = [0, 1, 2].map(() => assembleMongo({ ...parts }));
  let isOver = false;
  const tidying = [store, ...writers].slice(0, 2).map(async (one) => {
    while (!isOver) {
      await one.tidyCounts();
      await one.count(all);
      await wait(20);
    }
  });
  try {
    await Promise.all(
      writers.map(async (writer, who) => {
        for (let round = 0; round < 25; round += 1) {
          const made = Array.from({ length: 20 }, (_, index) => manyMention(who * 300 + round * 8 + index));
          await writer.saveBatch(batch(...made));
          const { platform, id } = manyMention(who * 300 + round * 5).post;
          if (round % 3 === 1) await writer.takeBack({ platform, id, dataset: 'live' });
          const review = { platform, id, dataset: 'live', reviewer: 'Ada', correction: { phase: 'none', systems: [] } } as const;
          if (round % 3 === 2) await writer.saveReviews([{ ...review, reviewedAt: '2024-08-01T00:00:00.000Z' }]);
          await wait(15);
        }
      }),
    );
  } finally {
    isOver = true;
    await Promise.all(tidying);
  }
  try {
    const mentions = await read(store, 'live');
    expect((await store.count(all)).mentions).toBe(mentions.length);
    await wait(900);
    await store.tidyCounts();
    expect(await parts.collection('countPeriods').countDocuments({ open: true, level: 0 })).toBe(0);
    expect((await store.count(all)).mentions).toBe(mentions.length);
    await verify(store, mentions, []);
  } finally {
    await remove();
  }
}

async function olderStoresAreCounted(uri: string): Promise<void> {
  const { store, parts, remove } = await openParts(uri);
  try {
    const mentions = Array.from({ length: 2500 }, (_, index) => manyMention(index));
    await store.saveBatch(batch(...mentions));
    for (const name of ['countPeriods', 'countCells', 'countOrganisations', 'countStatements', 'countSets']) {
      await parts.collection(name).deleteMany({});
    }
    await parts.collection<{ _id: string }>('meta').updateOne({ _id: 'counts' }, { $set: { builtTo: -1, done: false } });
    const upgraded = assembleMongo({ ...parts });
    const expected = await upgraded.counts(all, { bucket: 'day', key: 'system' });
    expect((await upgraded.count(all)).mentions).toBe(2500);
    const stop = new AbortController();
    const heard: number[] = [];
    await upgraded.tidyCounts({
      signal: stop.signal,
      onStep: ({ uncounted }) => {
        heard.push(uncounted);
        if (heard.length === 2) stop.abort();
      },
    });
    expect(heard).toEqual([2500, 500]);
    await upgraded.saveBatch(batch(makeMention('newcomer')));
    expect((await upgraded.count(all)).mentions).toBe(2501);
    await upgraded.tidyCounts();
    expect(await parts.collection('meta').findOne({ builtTo: { $gte: 0 } })).toMatchObject({ done: true });
    expect(await parts.collection('countPeriods').countDocuments({ open: true })).toBe(0);
    expect((await upgraded.count(all)).mentions).toBe(2501);
    await upgraded.takeBack({ platform: 'feed', id: 'newcomer', dataset: 'live' });
    expect(await upgraded.counts(all, { bucket: 'day', key: 'system' })).toEqual(expected);
    await upgraded.tidyCounts();
    expect(await upgraded.counts(all, { bucket: 'day', key: 'system' })).toEqual(expected);
    await verify(upgraded, mentions, []);
  } finally {
    await remove();
  }
}

/** After every step all is put in order, so that the next one changes what is in cells. */
async function groupingsAreCounted(uri: string): Promise<void> {
  const { store, remove } = await openParts(uri);
  const words = 'EMIS Web is down at our surgery this morning and we cannot see your records or book appointments';
  const longer = `${words}. Thank you for your patience with us all.`;
  const post = (id: string, text: string, hour: number, kind: AuthorKind = 'practice'): Mention =>
    makeMention(id, {
      post: { text, postedAt: fromMs(Date.UTC(2024, 6, 19, hour)), author: { kind, name: null, handle: null, private: false } },
      ...{ statement: statementOf(text), organisation: `Z-${id}` },
    });
  const story: Step[] = [];
  const then = async (say: string, work: () => Promise<unknown>, expected: Partial<Totals>): Promise<void> => {
    await work();
    story.push({ say, run: work });
    expect(await store.count(all), say).toMatchObject(expected);
    await store.tidyCounts();
    expect(await store.count(all), say).toMatchObject(expected);
    await verify(store, await read(store, 'live'), story);
  };
  const group = createStatements(store, classify);
  try {
    await then('two near ones', () => store.saveBatch(batch(post('a', words, 8), post('b', longer, 9))), { statements: 2 });
    await then('one Statement', group, { statements: 1 });
    await then('one more of the second', () => store.saveBatch(batch(post('c', longer, 10))), { statements: 2 });
    await then('joins them', group, { statements: 1 });
    await then('a national body was first', () => store.saveBatch(batch(post('n', longer, 7, 'national'))), { statements: 2 });
    const died = () => Promise.reject(new Died('before it said who relays'));
    const halfway = createStatements({ ...store, saveRelays: died }, classify);
    await then('the others are near it', () => expect(halfway()).rejects.toThrow(Died), { statements: 1 });
    await then('the others relay it', group, { statements: 1 });
    expect((await store.count({ ...all, voice: 'relayed' })).mentions).toBeGreaterThan(0);
    await then('it is taken back', () => store.takeBack({ platform: 'feed', id: 'n', dataset: 'live' }), { mentions: 3 });
    await then('nobody relays any more', group, { statements: 1 });
    await then('the only one with its wording goes', () => store.takeBack({ platform: 'feed', id: 'a', dataset: 'live' }), {
      mentions: 2,
    });
    await then('the rest are split', () => store.ungrouped(10), { mentions: 2 });
    expect((await store.count({ ...all, voice: 'relayed' })).mentions).toBe(0);
  } finally {
    await remove();
  }
}

async function unsaidStatementsGo(uri: string): Promise<void> {
  const { store, parts, remove } = await openParts(uri);
  const known = async (): Promise<readonly string[]> =>
    (await parts.collection<{ _id: string }>('countStatements').find().toArray())
      .map(({ _id }) => (JSON.parse(_id) as string[])[1] ?? '')
      .sort();
  const at = (postedAt: Instant) => ({ post: { postedAt } });
  try {
    const [early, late] = ['2024-07-19T07:00:00.000Z', '2024-07-20T07:00:00.000Z'] as const;
    await store.saveBatch(
      batch(
        makeMention('one', { ...at(early), statement: 'once' }),
        makeMention('two', { ...at(early), statement: 'twice' }),
        makeMention('three', { ...at(late), statement: 'twice' }),
      ),
    );
    await store.tidyCounts();
    expect(await known()).toEqual(['once', 'twice']);
    for (const id of ['one', 'two']) await store.takeBack({ platform: 'feed', id, dataset: 'live' });
    await store.tidyCounts();
    expect(await known()).toEqual(['twice']);
    expect(await store.count(all)).toMatchObject({ mentions: 1, statements: 1 });
    // One that was about to go when it was said again keeps its number.
    await parts.collection('countStatements').updateMany({}, { $set: { leaving: true } });
    await store.saveBatch(batch(makeMention('four', { ...at(early), statement: 'twice' })));
    await store.tidyCounts();
    expect(await parts.collection('countStatements').countDocuments({ leaving: true })).toBe(0);
    expect(await store.count(all)).toMatchObject({ mentions: 2, statements: 1 });
    await store.removeDataset('live');
    await store.tidyCounts();
    expect(await known()).toEqual([]);
  } finally {
    await remove();
  }
}

function expectKinds(docs: readonly Document[], kinds: Readonly<Record<string, readonly string[]>>): void {
  expect(docs.length).toBeGreaterThan(0);
  for (const doc of docs) {
    expect(Object.keys(doc).sort()).toEqual(Object.keys(kinds).sort());
    for (const [name, value] of Object.entries(doc)) expect(kinds[name], name).toContain(kindOf(value));
  }
}

async function spoiltCellsAreFound(uri: string): Promise<void> {
  const { store, parts, remove } = await openParts(uri);
  try {
    const mentions = Array.from({ length: 300 }, (_, index) => manyMention(index));
    await store.saveBatch(batch(...mentions));
    await store.tidyCounts();
    const cells = parts.collection<CellsDoc>('countCells');
    expectKinds(await cells.find().toArray(), cellsKinds);
    expectKinds(await parts.collection('countPeriods').find().toArray(), periodKinds);
    const [one, other] = await cells.find({ table: 'systems', level: 0 }).limit(2).toArray();
    if (one === undefined || other === undefined) throw new Error('Two hours must have cells');
    await cells.updateOne({ _id: one._id }, { $set: { tally: other.tally } });
    await cells.deleteOne({ table: 'totals', level: 1 });
    // Somebody else's program.
    await parts.collection('mentions').deleteOne({ id: mentions[7]?.post.id });
    const found = (await Array.fromAsync(store.verifyCounts({ repair: false }))).flatMap(({ differences }) => differences);
    expect(new Set(found.map(({ span }) => span))).toEqual(new Set(['hour', 'day', 'month']));
    expect(found.filter(({ systems, areas }) => systems === null && areas === null).length).toBeGreaterThan(1);
    await Array.fromAsync(store.verifyCounts({ repair: true }));
    await store.tidyCounts();
    await verify(store, await read(store, 'live'), []);
    expect((await store.count(all)).mentions).toBe(299);
  } finally {
    await remove();
  }
}
