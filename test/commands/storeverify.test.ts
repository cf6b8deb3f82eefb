import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { fromMs } from '../../src/core/time.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { makeFolder, run } from '../cli.ts';
import { makeMention, placeIn } from '../store/samples.ts';

const query = { dataset: 'live', phases: ['disrupted'] } as const;

it('store verify says which cells differ from the Mentions, puts them right, and its exit code says so', async () => {
  const data = await makeFolder();
  await fill(data);
  const good = await run(['store', 'verify'], { data });
  expect(good.out).toMatch(/^Equal: 40 mentions counted anew, \d+ cells compared\.\n$/u);
  expect(good.code).toBe(0);

  change(data, 'DELETE FROM count_systems WHERE level = 0 AND start = (SELECT min(start) FROM count_systems WHERE level = 0)');
  change(
    data,
    'UPDATE count_totals SET tally = (SELECT tally FROM count_totals WHERE level = 0 ORDER BY start LIMIT 1) WHERE level = 1',
  );
  const bad = await run(['store', 'verify'], { data });
  expect(bad.code).toBe(1);
  expect(bad.out).toContain(
    'live, hour from 2024-07-19T07:00:00.000Z, emis-web: nothing in the table, 10 mentions by 5 organisations in 0 statements counted.',
  );
  expect(bad.out).toMatch(
    /live, day from 2024-07-18T23:00:00\.000Z, all: 10 mentions by 5 organisations .+, 20 mentions by 5 organisations/u,
  );
  expect(bad.out).toContain('"ripplewatch store verify --repair" puts that right.');

  const repaired = await run(['store', 'verify', '--repair', '--json'], { data });
  expect(JSON.parse(repaired.out)).toMatchObject({ mentions: 40, repaired: true, stopped: false });
  expect(repaired.code).toBe(1);
  expect((await run(['store', 'verify'], { data })).code).toBe(0);
}, 120_000);

it('Mentions of an older store are counted afterwards, and until then from their own rows', async () => {
  const data = await makeFolder();
  await fill(data);
  const file = join(data, 'ripplewatch.db');
  change(data, 'UPDATE count_state SET built_to = 0, goal = 30');
  for (const table of ['totals', 'systems', 'areas', 'both', 'periods']) change(data, `DELETE FROM count_${table}`);
  const store = await openSqlite(file, { areas: [] });
  const expected = [{ bucket: null, key: 'emis-web', mentions: 40, organisations: 5 }];
  expect(await store.counts(query, { bucket: null, key: 'system' })).toEqual(expected);
  const heard: number[] = [];
  await store.tidyCounts({ onStep: ({ uncounted }) => heard.push(uncounted) });
  expect(heard[0]).toBe(30);
  expect(heard.at(-1)).toBe(0);
  await store.close();
  // Those after the thirtieth were in the cells that were deleted here, which the older store would have had.
  const verified = await run(['store', 'verify', '--repair'], { data });
  expect(verified.code).toBe(1);
  expect((await run(['store', 'verify'], { data })).out).toContain('Equal: 40 mentions');
}, 120_000);

/** Four days of ten, the cells of the first ones made. */
async function fill(data: string): Promise<void> {
  const store = await openSqlite(join(data, 'ripplewatch.db'), { areas: [] });
  await store.addDataset({ id: 'live', title: 'x', invented: true, createdAt: '2024-07-19T07:00:00.000Z' });
  const mentions = Array.from({ length: 40 }, (_, index) =>
    makeMention(`m${index}`, {
      post: { postedAt: fromMs(Date.UTC(2024, 6, 19, 7 + (index % 2)) + Math.floor(index / 20) * 2 * 86_400_000) },
      organisation: `Z${index % 5}`,
      places: [placeIn('QYG', 'icb')],
    }),
  );
  await store.saveBatch({ mentions, removed: [], notices: [], channel: null, cursor: null });
  await store.tidyCounts();
  await store.close();
}

function change(data: string, sql: string): void {
  const db = new DatabaseSync(join(data, 'ripplewatch.db'));
  db.exec(sql);
  db.close();
}
