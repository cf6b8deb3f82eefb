import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findBlindPeriods } from '../../analysis/blind.ts';
import { addMs } from '../../src/core/time.ts';
import type { Instant } from '../../src/core/types.ts';
import type { MongoParts } from '../../src/store/mongo-db.ts';
import { mongoDiscovery } from '../../src/store/mongo-discovery.ts';
import { mongoRecords } from '../../src/store/mongo-records.ts';
import { mongoRuns } from '../../src/store/mongo-runs.ts';
import { mongoSpending } from '../../src/store/mongo-spending.ts';
import { mongoStatements } from '../../src/store/mongo-statements.ts';
import type { RunResult } from '../../src/store/runs.ts';
import { Died, dyingAfter } from './dying.ts';
import { engines } from './engines.ts';
import { openParts } from './mongo.ts';
import { makeChannel, makeMention, quietRun } from './samples.ts';
import { groupAll, lives, tell } from './wordings.ts';

const at: Instant = '2024-07-19T07:00:00.000Z';
const minute = (minutes: number): Instant => addMs(at, minutes * 60_000);

/** Processes that die between any two of their writes: whoever comes next finds nothing half done, and loses nothing that was done. */
export function checkCrashes(name: string, uri: string, examples: number): void {
  describe(`${name}: a process that dies between two writes`, () => {
    it(
      'while it groups posts leaves Statements that the next grouping makes whole',
      () => groupingSurvives(uri, examples),
      minutes(30),
    );
    it(
      'while it begins or ends a Run leaves one that is ended, or interrupted, by the next',
      () => runsSurvive(uri, examples),
      minutes(30),
    );
    it(
      'while it keeps what a search found, sets money aside or removes a Dataset leaves what the same call completes',
      () => callsSurvive(uri),
      minutes(10),
    );
  });
}

async function groupingSurvives(uri: string, examples: number): Promise<void> {
  const [sqlite] = engines;
  if (sqlite === undefined) throw new Error('There is no engine to compare with');
  const [mongo, model] = await Promise.all([openParts(uri), sqlite.open()]);
  const { store, parts } = mongo;
  let deaths = 0;
  try {
    const property = fc.asyncProperty(lives, fc.array(fc.nat(45), { minLength: 24, maxLength: 24 }), async (events, writes) => {
      for (const one of [store, model.store]) await one.removeDataset('live');
      for (const [index, { say, run }] of events.entries()) {
        if (
          say === 'group' &&
          (await dies(parts, writes[index] ?? 0, (dying) => groupAll(mongoStatements(dying, () => Promise.resolve()))))
        )
          deaths += 1;
        await run(store);
        await run(model.store);
        const story = events
          .slice(0, index + 1)
          .map((event, place) => `${event.say} ${event.say === 'group' ? (writes[place] ?? 0) : ''}`);
        expect(await tell(store), story.join('\n')).toEqual(await tell(model.store));
      }
      const [waiting, expected] = await Promise.all([store, model.store].map((one) => one.ungrouped(100)));
      expect(waiting?.map(({ text }) => text)).toEqual(expected?.map(({ text }) => text));
      expect(await parts.collection('statementChecks').countDocuments()).toBe(0);
      await checkBands(parts);
    });
    await fc.assert(property, { numRuns: examples });
    expect(deaths).toBeGreaterThan(0);
  } finally {
    await mongo.remove();
    await model.remove();
  }
}

/** Every wording is listed under each of its bands. */
async function checkBands({ collection }: MongoParts): Promise<void> {
  const bands = await collection<{ _id: string; members: string[] }>('bands').find().toArray();
  const listed = bands.flatMap(({ _id, members }) => members.map((member) => `${_id} ${member.split(' ')[1] ?? ''}`));
  const wordings = await collection<{ _id: number; dataset: string; bands: number[] }>('wordings').find().toArray();
  const wanted = wordings.flatMap(({ _id, dataset, bands: own }) =>
    own.map((band) => `${JSON.stringify([dataset, band])} ${_id}`),
  );
  expect(listed).toEqual(expect.arrayContaining(wanted));
}

interface Look {
  readonly passed: number;
  readonly outcome: 'ok' | 'failed' | 'waiting';
  /** Writes that the process makes before it dies; null where it lives. */
  readonly writes: number | null;
  /** Whether the same end is told once more. */
  readonly again: boolean;
}

const looks = fc.array(
  fc.record<Look>({
    passed: fc.integer({ min: 1, max: 90 }),
    outcome: fc.constantFrom('ok', 'ok', 'failed', 'waiting'),
    writes: fc.option(fc.nat(6), { freq: 3 }),
    again: fc.boolean(),
  }),
  { minLength: 1, maxLength: 14 },
);

async function runsSurvive(uri: string, examples: number): Promise<void> {
  const { store, parts, remove } = await openParts(uri);
  const whole = mongoRuns(parts);
  let number = 0;
  try {
    const property = fc.asyncProperty(looks, async (given) => {
      const dataset = `looks-${(number += 1)}`;
      const channel = makeChannel(dataset, { dataset });
      await store.saveChannel(channel);
      let passed = 0;
      for (const [index, look] of [...given, last].entries()) {
        passed += look.passed;
        const id = `${dataset}-${index}`;
        await oneLook(
          parts,
          look,
          { ...quietRun, ...said(look), id, channel: channel.id, finishedAt: minute(passed) },
          minute(passed),
        );
        const open = (await whole.runs({ channel: channel.id, limit: 100 })).filter(({ outcome }) => outcome === 'running');
        expect(open.length, JSON.stringify(given.slice(0, index + 1))).toBeLessThanOrEqual(2);
      }
      const runs = await whole.runs({ channel: channel.id, limit: 100 });
      expect(runs.filter(({ outcome }) => outcome === 'running')).toEqual([]);
      const now = minute(passed + 1);
      const { items } = await store.blindPeriods({ dataset, from: null, to: null, now, limit: 100 });
      expect(items, JSON.stringify(given)).toEqual(findBlindPeriods(runs, [channel], now));
      expect((await store.channels({ dataset }))[0]).toMatchObject({ failures: 0, lastSuccessAt: minute(passed) });
    });
    await fc.assert(property, { numRuns: examples });
  } finally {
    await remove();
  }
}

const last: Look = { passed: 5, outcome: 'ok', writes: null, again: false };

function said({ outcome }: Look): Pick<RunResult, 'outcome' | 'message' | 'failure'> {
  return {
    outcome,
    message: outcome === 'ok' ? null : `It was ${outcome}`,
    failure: outcome === 'failed' ? 'unreachable' : null,
  };
}

async function oneLook(parts: MongoParts, look: Look, result: RunResult, startedAt: Instant): Promise<void> {
  const whole = mongoRuns(parts);
  await dies(parts, look.writes ?? 100, async (dying) => {
    const runs = mongoRuns(dying);
    await runs.startRun({ id: result.id, channel: result.channel, startedAt });
    await runs.finishRun(result);
  });
  const isThere = (await whole.runs({ channel: result.channel, limit: 100 })).some(({ id }) => id === result.id);
  if (look.again && isThere) await whole.finishRun(result);
}

/** Each call is cut short after every number of writes it has, and then made again: what is stored is what one undisturbed call stores. */
async function callsSurvive(uri: string): Promise<void> {
  const found = ['a', 'b'].map((id) => ({
    ...{ id, platform: 'feed', address: `https://one.example/${id}`, title: id, organisations: ['Z00001'], supplier: null },
    ...{ authorKind: 'practice' as const, site: 'https://one.example/', evidence: ['A link.'], doubts: [] },
  }));
  const search = { url: 'https://one.example/', state: 'done' as const, says: 'Two.', supplier: null, checkedAt: at, found };
  const money = { id: 'r', budget: 'x', period: '2024-07', limit: 1000, least: 1, most: 400, at };
  const calls: Readonly<Record<string, (parts: MongoParts) => Promise<unknown>>> = {
    finishSite: (parts) => mongoDiscovery(parts).finishSite(search),
    reserve: (parts) => mongoSpending(parts).reserve(money),
    settle: (parts) => mongoSpending(parts).settle('held', 70),
    removeDataset: (parts) => mongoRecords(parts).removeDataset('live'),
  };
  for (const [name, call] of Object.entries(calls)) {
    const expected = await stored(uri, call, null);
    for (let writes = 0; ; writes += 1) {
      const state = await stored(uri, call, writes);
      if (state === null) break;
      expect(state, `${name} after ${writes} writes`).toEqual(expected);
    }
  }
}

/** All that is stored after the call was cut short and made again; null where it needed no more writes than that. */
async function stored(uri: string, call: (parts: MongoParts) => Promise<unknown>, writes: number | null): Promise<unknown> {
  const { store, parts, remove } = await openParts(uri);
  try {
    await store.addDataset({ id: 'live', title: 'live', invented: true, createdAt: at });
    await store.saveChannel(makeChannel('c'));
    await store.startRun({ id: 'run', channel: 'c', startedAt: at });
    await store.saveBatch({ mentions: [makeMention('m')], removed: [], notices: [], channel: 'c', cursor: null });
    await store.addSites([{ url: 'https://one.example/', organisations: [] }]);
    await store.reserve({ id: 'held', budget: 'x', period: '2024-07', limit: 1000, least: 1, most: 100, at });
    const died = writes !== null && (await dies(parts, writes, call));
    if (writes !== null && !died) return null;
    await call(parts);
    return [
      ...[await store.sites(), await store.proposals(), await store.spending('x', '2024-07'), await store.datasets()],
      ...[await store.channels(), await store.runs({ limit: 9 }), await tell(store)],
    ];
  } finally {
    await remove();
  }
}

/** True where the process died in the middle; whoever waited for its turn need not wait for the clock. */
async function dies(parts: MongoParts, writes: number, work: (dying: MongoParts) => Promise<unknown>): Promise<boolean> {
  const dying = dyingAfter(parts, writes);
  try {
    await work(dying);
    return false;
  } catch (error) {
    if (!(error instanceof Died)) throw error;
    await parts.collection('turns').updateMany({}, { $set: { until: new Date(0) } });
    return true;
  }
}

function minutes(count: number): number {
  return count * 60_000;
}
