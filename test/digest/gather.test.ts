import { afterEach, beforeEach, expect, test } from 'vitest';
import { InputError } from '../../src/core/errors.ts';
import { phases } from '../../src/core/types.ts';
import type { DigestRequest } from '../../src/digest/gather.ts';
import { gatherFacts } from '../../src/digest/gather.ts';
import type { Store } from '../../src/store/contract.ts';
import { channelOf, day, leadTimesOf, morningAfter, openStore, query, runHourly, save, vocabulary, wholeDay } from './day.ts';

let store: Store;
beforeEach(async () => {
  store = await openStore();
});
afterEach(() => store.close());

const request: DigestRequest = {
  day,
  query,
  vocabulary,
  now: morningAfter,
  dashboardUrl: null,
  leadTimes: (reports, span) => leadTimesOf(store)(reports, span),
};

test('the numbers are those of the store for the same query and day', async () => {
  await save(store, wholeDay());
  const facts = await gatherFacts(store, request);
  const span = { from: '2024-07-18T23:00:00.000Z', to: '2024-07-19T23:00:00.000Z' } as const;
  expect(facts.window).toEqual(span);
  expect(facts.totals).toEqual(await store.count({ ...query, ...span }));
  expect(facts.totals.mentions).toBe(213);
});

test('filters narrow every number, are said in words and lead to the same rows on the dashboard', async () => {
  await save(store, wholeDay());
  const filtered = { ...query, authorKinds: ['pharmacy'] as const };
  const facts = await gatherFacts(store, { ...request, query: filtered, dashboardUrl: 'https://watch.example/' });
  expect(facts.totals.organisations).toBe(30);
  expect(facts.filters).toContain('Pharmacy');
  const url = new URL(facts.url!);
  expect(url.pathname).toBe('/mentions');
  expect(url.searchParams.get('author')).toBe('pharmacy');
  expect(url.searchParams.get('from')).toBe(day);
});

test('without filters there is nothing to say of them', async () => {
  expect((await gatherFacts(store, request)).filters).toBeNull();
});

test.each([
  ['19/07/2024', /write it like 2024-07-19/],
  ['2024-02-30', /write it like/],
  ['2024-07-21', /has not begun; the latest day is 2024-07-20/],
])('the day %j is refused with what would be right', async (wrong, says) => {
  await expect(gatherFacts(store, { ...request, day: wrong })).rejects.toThrow(InputError);
  await expect(gatherFacts(store, { ...request, day: wrong })).rejects.toThrow(says);
});

test('a dataset that is not there is refused by name', async () => {
  await expect(gatherFacts(store, { ...request, query: { ...query, dataset: 'nothing' } })).rejects.toThrow(
    'no dataset "nothing"',
  );
});

test('a channel added after the day is not said to have been blind on it', async () => {
  await runHourly(store, channelOf('feed:a', 'Alder Lane', '2024-07-25T00:00:00.000Z'));
  expect((await gatherFacts(store, request)).watch).toMatchObject({ channels: 0, collected: 0, blind: [] });
});

test('a channel whose collection stopped in the middle of the day is blind from then on', async () => {
  await runHourly(store, channelOf('feed:a', 'Alder Lane'), [], 12);
  const { watch } = await gatherFacts(store, request);
  expect(watch).toMatchObject({ channels: 1, collected: 1 });
  expect(watch.blind).toEqual([
    {
      channel: 'feed:a',
      title: 'Alder Lane',
      from: '2024-07-19T10:05:00.000Z',
      to: null,
      why: 'not collected: the schedule was not running',
    },
  ]);
});

test('all phases asked for still count disruptions alone, and no outage phase at all is refused', async () => {
  await save(store, wholeDay());
  const everything = await gatherFacts(store, { ...request, query: { ...query, phases } });
  expect(everything.totals.mentions).toBe(213);
  const none = { ...request, query: { ...query, phases: ['unaffected'] as const } };
  await expect(gatherFacts(store, none)).rejects.toThrow(/at least one of the phases/);
});

test('a platform that is down as a whole is one line under what needs attention, and other troubles stay', async () => {
  const failing = Array.from({ length: 24 }, (_, hour) => hour).slice(20);
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f'])
    await runHourly(store, channelOf(`feed:${name}`, `Surgery ${name}`), failing);
  await store.reviewWarnings({ dataset: 'live', now: morningAfter });
  const { troubled } = (await gatherFacts(store, request)).watch;
  expect(troubled).toEqual([{ title: 'Feeds', says: '6 of 6 channels cannot be read' }]);
});
