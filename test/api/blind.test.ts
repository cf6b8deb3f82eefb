import { afterEach, beforeEach, expect, it } from 'vitest';
import { areas } from '../../analysis/areas.ts';
import { readBlindPeriods } from '../../src/api/blind.ts';
import { addMs, londonDay } from '../../src/core/time.ts';
import type { BlindPeriod, Instant } from '../../src/core/types.ts';
import type { Store } from '../../src/store/contract.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { quietRun } from '../store/samples.ts';
import { makeChannel, startedAt } from './world.ts';

const hourMs = 3_600_000;
const channel = makeChannel();
let store: Store;

beforeEach(async () => {
  store = await openSqlite(':memory:', { areas });
  await store.addDataset({ id: 'live', title: 'Collected posts', invented: false, createdAt: startedAt });
  await store.saveChannel(channel);
  // Every quarter of an hour for ten days; between the hours 30 and 34 the site did not answer.
  for (let quarter = 0; quarter < 10 * 24 * 4; quarter += 1) await run(quarter, quarter >= 120 && quarter < 136);
});
afterEach(() => store.close());

const atHour = (hour: number): Instant => addMs(startedAt, hour * hourMs);
const find = async (from: Instant | null, to: Instant | null, now = atHour(240)): Promise<readonly BlindPeriod[]> =>
  (await readBlindPeriods(store, { dataset: 'live' }, { from, to }, now)).items;

async function run(quarter: number, failed: boolean): Promise<void> {
  const at = addMs(startedAt, quarter * 15 * 60_000);
  const id = `run-${quarter}`;
  await store.startRun({ id, channel: channel.id, startedAt: at });
  await store.finishRun({
    ...quietRun,
    id,
    channel: channel.id,
    finishedAt: at,
    outcome: failed ? 'failed' : 'ok',
    failure: failed ? 'unreachable' : null,
    message: failed ? 'It did not answer.' : null,
    nextAt: at,
  });
}

const gap = { channel: channel.id, from: addMs(startedAt, 119 * 15 * 60_000), to: atHour(34), why: 'It did not answer.' };

it('finds a gap from the last good look to the next one, whatever part of it is asked for', async () => {
  expect(await find(null, null)).toEqual([gap]);
  expect(await find(atHour(29), atHour(35))).toEqual([gap]);
  expect(await find(atHour(31), atHour(32))).toEqual([gap]);
});

it('leaves out what lies outside the span', async () => {
  expect(await find(atHour(34), atHour(40))).toEqual([]);
  expect(await find(atHour(2), atHour(20))).toEqual([]);
  expect(await find(atHour(-48), atHour(-24))).toEqual([]);
});

it('does not call the present blind for a span that is long over', async () => {
  const day = londonDay('2024-07-22');
  expect(await find(day?.from ?? null, day?.to ?? null)).toEqual([]);
});

it('leaves open what lasts, and says so when the schedule stopped', async () => {
  const [lasting] = await find(atHour(240), null, atHour(260));
  expect(lasting).toMatchObject({ from: addMs(atHour(240), -15 * 60_000), to: null });
  expect(lasting?.why).toContain('schedule');
});

it('keeps datasets apart', async () => {
  expect(await readBlindPeriods(store, { dataset: 'demo' }, { from: null, to: null }, atHour(240))).toEqual({
    items: [],
    total: 0,
  });
});
