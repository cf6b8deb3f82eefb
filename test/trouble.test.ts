import { expect, it, onTestFinished } from 'vitest';
import { addMs } from '../src/core/time.ts';
import type { Count, Instant } from '../src/core/types.ts';
import { findTrouble, isNear, readTrouble } from '../src/trouble.ts';
import { organisation } from './directory/organisation.ts';
import { makeMention, placeIn } from './store/samples.ts';
import { openWorld } from './world.ts';

const now: Instant = '2024-07-19T09:00:00.000Z';
const count = (key: string | null, organisations: number): Count => ({ bucket: null, key, mentions: 99, organisations });

it('trouble is on in an area that three organisations reported from, and on a system that five did', () => {
  const trouble = findTrouble([count('QYG', 3), count('QWO', 2), count(null, 9)], [count('emis-web', 5), count('systmone', 4)]);
  expect([...trouble.areas, ...trouble.systems]).toEqual(['QYG', 'emis-web']);
});

it('an organisation is near it by its area or by the system it runs, and nobody’s channel is near nothing', () => {
  const trouble = findTrouble([count('QYG', 3)], [count('emis-web', 5)]);
  const near = (area: string | null, system: string | null) =>
    isNear(organisation({ code: 'Z99001', name: 'Invented Surgery', area, system }), trouble);
  expect([near('QYG', null), near('QWO', 'emis-web'), near('QWO', 'systmone'), near(null, null)]).toEqual([
    true,
    true,
    false,
    false,
  ]);
  expect(isNear(null, trouble)).toBe(false);
});

it('the last hours of the store decide: own words, current, distinct organisations', async () => {
  const { store } = await openWorld();
  onTestFinished(() => store.close());
  const said = (id: string, by: string, minutesAgo: number, verdict = {}) =>
    makeMention(id, {
      post: { postedAt: addMs(now, -minutesAgo * 60_000) },
      verdict,
      organisation: by,
      places: [placeIn('QYG', 'icb')],
    });
  const save = (mentions: ReturnType<typeof said>[]) =>
    store.saveBatch({ mentions, removed: [], notices: [], channel: null, cursor: null });
  await save([said('1', 'Z1', 10), said('2', 'Z2', 20), said('3', 'Z2', 30), said('4', 'Z3', 200)]);
  await save([said('5', 'Z4', 5, { voice: 'relayed' }), said('6', 'Z5', 5, { phase: 'restored' })]);
  expect((await readTrouble(store, 'live', now)).areas.size).toBe(0);
  await save([said('7', 'Z6', 170)]);
  expect([...(await readTrouble(store, 'live', now)).areas]).toEqual(['QYG']);
  expect((await readTrouble(store, 'live', addMs(now, 3_600_000))).areas.size).toBe(0);
});
