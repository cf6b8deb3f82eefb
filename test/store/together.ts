import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Instant } from '../../src/core/types.ts';
import type { Store } from '../../src/store/contract.ts';
import { openMongo } from '../../src/store/mongo.ts';
import { engines } from './engines.ts';
import { openParts } from './mongo.ts';
import { makeChannel, quietRun, sampleAreas } from './samples.ts';
import type { Event } from './wordings.ts';
import { changes, groupAll, tell } from './wordings.ts';

const at: Instant = '2024-07-19T07:00:00.000Z';
const minutes = 60_000;

/** Several connections that do the same work at the same time. */
export function checkTogether(name: string, uri: string, examples: number): void {
  describe(`${name}: several at once`, () => {
    it('never set aside more than a budget has, and leave nothing of it', () => withStores(uri, 4, spendTogether), 5 * minutes);
    it(
      'name and group the same posts as one alone',
      () => withStores(uri, 3, (stores) => groupTogether(stores, examples)),
      30 * minutes,
    );
    it('record every change and every warning once', () => withStores(uri, 4, recordTogether), 5 * minutes);
    it('end a Run once, and the last that began has the Channel', () => withStores(uri, 4, runTogether), 5 * minutes);
  });
}

async function spendTogether(stores: readonly Store[]): Promise<void> {
  const money = { budget: 'x', period: '2024-07', limit: 1000, least: 5, most: 30, at };
  const got: number[] = [];
  await Promise.all(
    stores.map(async (store, who) => {
      for (let ask = 0; ask < 40; ask += 1) {
        const id = `${who} ${ask}`;
        const { granted } = await store.reserve({ ...money, id });
        const { spent, reserved } = await store.spending('x', '2024-07');
        expect(spent + reserved).toBeLessThanOrEqual(1000);
        // Every third one dies with its money set aside; the others spend what they need of it, and say so twice.
        if (granted === 0) continue;
        const isDead = ask % 3 === 0;
        const spends = Math.min(granted, 20);
        got.push(isDead ? granted : spends);
        if (!isDead) await Promise.all([store.settle(id, spends), store.settle(id, spends)]);
      }
    }),
  );
  const { spent, reserved } = (await stores[0]?.spending('x', '2024-07')) ?? { spent: 0, reserved: 0 };
  expect(spent + reserved).toBe(got.reduce((sum, amount) => sum + amount, 0));
  expect(spent + reserved).toBeGreaterThan(1000 - money.least);
}

/** Each saves its share and groups what waits, all at the same time; the last grouping leaves what one alone leaves. */
async function groupTogether(stores: readonly Store[], examples: number): Promise<void> {
  const [sqlite] = engines;
  if (sqlite === undefined) throw new Error('There is no engine to compare with');
  const model = await sqlite.open();
  try {
    const property = fc.asyncProperty(changes, async (events) => {
      for (const store of [...stores, model.store]) await store.removeDataset('live');
      // What happens to one post happens in its order, whoever does it.
      const shares = [...Map.groupBy(events, ({ say }) => say.charCodeAt(0) % stores.length).values()];
      await Promise.all(shares.map((share, index) => live(stores[index], share)));
      for (const { run } of events) await run(model.store);
      const [first] = stores;
      if (first !== undefined) await groupAll(first);
      await groupAll(model.store);
      expect(first === undefined ? [] : await tell(first), events.map(({ say }) => say).join('\n')).toEqual(
        await tell(model.store),
      );
    });
    await fc.assert(property, { numRuns: examples });
  } finally {
    await model.remove();
  }
}

async function live(store: Store | undefined, events: readonly Event[]): Promise<void> {
  if (store === undefined) return;
  for (const [index, { run }] of events.entries()) {
    await run(store);
    if (index % 2 === 1) await groupAll(store);
  }
}

async function recordTogether(stores: readonly Store[]): Promise<void> {
  const [first] = stores;
  if (first === undefined) return;
  await Promise.all(
    stores.map(async (store, who) => {
      for (let step = 0; step < 10; step += 1) await store.recordChange({ at, who: `${who}`, what: `step ${step}` });
    }),
  );
  const told = await first.changes(100);
  expect(new Set(told.map(({ who, what }) => `${who} ${what}`)).size).toBe(told.length);
  expect(told).toHaveLength(10 * stores.length);

  await first.saveChannel(makeChannel('c'));
  for (let time = 0; time < 3; time += 1) {
    await first.startRun({ id: `r${time}`, channel: 'c', startedAt: at });
    await first.finishRun({
      ...quietRun,
      id: `r${time}`,
      channel: 'c',
      finishedAt: at,
      outcome: 'failed',
      failure: 'unreachable',
    });
  }
  const reviews = await Promise.all(stores.map((store) => store.reviewWarnings({ dataset: 'live', now: at })));
  expect(reviews.flatMap(({ raised }) => raised)).toHaveLength(1);
  const sites = await Promise.all(
    stores.map((store) => store.addSites([{ url: 'https://one.example/', organisations: ['Z1'] }])),
  );
  expect(sites.toSorted()).toEqual([0, 0, 0, 1]);
}

async function runTogether(stores: readonly Store[]): Promise<void> {
  const [first] = stores;
  if (first === undefined) return;
  await first.saveChannel(makeChannel('c'));
  for (let round = 0; round < 20; round += 1) {
    const ids = stores.map((_, who) => `${round} ${who}`);
    await Promise.all(stores.map((store, who) => store.startRun({ id: ids[who] ?? '', channel: 'c', startedAt: at })));
    const end = { ...quietRun, channel: 'c', finishedAt: at, outcome: 'failed' as const, failure: 'unreachable' as const };
    await Promise.all(stores.map((store, who) => store.finishRun({ ...end, id: ids[who] ?? '' })));
    const runs = (await first.runs({ channel: 'c', limit: 1000 })).filter(({ id }) => ids.includes(id));
    expect(runs.filter(({ outcome }) => outcome === 'failed')).toHaveLength(1);
    expect(runs.filter(({ outcome }) => outcome === 'interrupted')).toHaveLength(stores.length - 1);
    expect((await first.channels())[0]?.failures).toBe(round + 1);
  }
}

/** So many connections of their own to one new database. */
async function withStores(uri: string, count: number, work: (stores: readonly Store[]) => Promise<void>): Promise<void> {
  const { store, own, remove } = await openParts(uri);
  const others = await Promise.all(
    Array.from({ length: count - 1 }, async () => (await openMongo(own, { areas: sampleAreas })).store),
  );
  try {
    await store.addDataset({ id: 'live', title: 'live', invented: true, createdAt: at });
    await work([store, ...others]);
  } finally {
    for (const other of others) await other.close();
    await remove();
  }
}
