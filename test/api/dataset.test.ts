import { afterEach, beforeEach, expect, it } from 'vitest';
import { areas } from '../../analysis/areas.ts';
import { chooseDataset, lastWindow } from '../../src/api/dataset.ts';
import type { Store } from '../../src/store/contract.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { makeChannel, makeMention, saveMentions, startedAt } from './world.ts';

let store: Store;

beforeEach(async () => {
  store = await openSqlite(':memory:', { areas });
  await store.addDataset({ id: 'live', title: 'Collected posts', invented: false, createdAt: startedAt });
});
afterEach(() => store.close());

const loadDemo = (): Promise<void> =>
  store.addDataset({ id: 'demo', title: 'Demonstration', invented: true, createdAt: startedAt });
const chosen = async (): Promise<string> => (await chooseDataset(store)).id;

it('shows what was collected where there is no demonstration, even if that is nothing', async () => {
  expect(await chosen()).toBe('live');
});

it('shows the demonstration while nothing has been collected', async () => {
  await loadDemo();
  expect(await chosen()).toBe('demo');
});

it('leaves the demonstration as soon as there is a channel', async () => {
  await loadDemo();
  await store.saveChannel(makeChannel());
  expect(await chosen()).toBe('live');
});

it('leaves the demonstration as soon as there is any post, undated and about something else included', async () => {
  await loadDemo();
  await saveMentions(store, [makeMention(1, {}, { phase: 'none' }, { postedAt: null })]);
  expect(await chosen()).toBe('live');
});

const now = '2024-07-21T12:00:00.000Z';

it('opens on the 48 hours that end with the hour of the newest outage post', async () => {
  expect(await lastWindow(store, 'live', now)).toBeNull();
  const outage = makeMention(1, {}, {}, { postedAt: '2024-07-19T07:12:30.000Z' });
  const later = makeMention(2, {}, { phase: 'none' }, { postedAt: '2024-07-21T00:00:00.000Z' });
  await saveMentions(store, [outage, later]);
  expect(await lastWindow(store, 'live', now)).toEqual({ from: '2024-07-17T08:00:00.000Z', to: '2024-07-19T08:00:00.000Z' });
  expect(await lastWindow(store, 'demo', now)).toBeNull();
});

it('is not led away by a post that is dated ahead of the clock', async () => {
  const outage = makeMention(1, {}, {}, { postedAt: '2024-07-19T07:12:30.000Z' });
  const ahead = makeMention(2, {}, {}, { postedAt: '9999-12-31T23:59:59.000Z' });
  await saveMentions(store, [outage, ahead]);
  expect(await lastWindow(store, 'live', now)).toEqual({ from: '2024-07-17T08:00:00.000Z', to: '2024-07-19T08:00:00.000Z' });
});
