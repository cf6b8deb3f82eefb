import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { residenceOf } from '../../analysis/locate/residence.ts';
import type { Locate } from '../../analysis/locate.ts';
import { createLocator } from '../../analysis/locate.ts';
import { outcodeShares } from '../../analysis/outcodes.ts';
import type { Instant, Organisation, OrganisationUpdate } from '../../src/core/types.ts';
import type { ImportReport } from '../../src/directory/counters.ts';
import { createDirectory } from '../../src/directory/directory.ts';
import { importDirectory } from '../../src/directory/import.ts';
import { organisation } from '../directory/organisation.ts';

// Measures against the whole official files; they lie in the reference folder beside the repository and are no part of it.
const reference = process.env['RIPPLEWATCH_SHARED'] ?? join(import.meta.dirname, '../../../shared');
const files = ['epraccur.csv.gz', 'edispensary.csv.gz', 'gp-reg-pat-prac-map_2026-08.csv'].map((name) =>
  join(reference, 'data/ods', name),
);
const posts = join(reference, 'data/posts/dev.ndjson');

const at: Instant = '2026-09-01T09:00:00.000Z';
const day = '2026-09-01';

describe.skipIf(![...files, posts].every(existsSync))('with the official files of the reference folder', () => {
  const reports: ImportReport[] = [];
  let practices: readonly Organisation[] = [];
  let locate: Locate;
  let locateAlone: Locate;
  let buildMs = 0;

  beforeAll(async () => {
    const all = new Map<string, Organisation>();
    const sink = {
      saveOrganisations(rows: readonly OrganisationUpdate[]) {
        for (const row of rows)
          all.set(row.code, { ...(all.get(row.code) ?? organisation({ code: row.code, name: '' })), ...row });
        return Promise.resolve();
      },
    };
    for (const file of files) reports.push(await importDirectory(file, sink));
    practices = [...all.values()].filter(({ kind, status }) => kind === 'practice' && status === 'active');
    const startedAt = performance.now();
    locate = createLocator({ directory: await createDirectory([[...all.values()]]) });
    buildMs = performance.now() - startedAt;
    locateAlone = createLocator({ directory: await createDirectory([]) });
  });

  test('every row is read and kept', () => {
    expect(reports.map(({ kind, read, kept }) => [kind, read, kept])).toEqual([
      ['epraccur', 16_685, 16_685],
      ['edispensary', 20_932, 20_932],
      ['gp-reg-pat-prac-map', 6129, 6129],
    ]);
  });

  test('the index of 37,000 organisations stands within a few seconds, however busy the machine', () => {
    expect(buildMs).toBeLessThan(5000);
  });

  test('of posts that name a practice by a name of its own, 97 in 100 are placed in its area and next to none elsewhere', () => {
    const times = new Map<string, number>();
    for (const { name } of practices) times.set(name, (times.get(name) ?? 0) + 1);
    const result = measure(
      practices.filter(({ name }) => times.get(name) === 1),
      ({ name }) => locate({ text: `Morning all, ${titleCase(name)} here, EMIS is down.`, postedAt: at }, null),
    );
    expect(result.right / result.asked).toBeGreaterThan(0.97);
    expect(result.wrong / result.asked).toBeLessThan(0.005);
  });

  test('a town is right in 97 of 100 posts for which it gives one area', () => {
    const result = measure(practices, ({ town }) =>
      locateAlone({ text: `EMIS is down in ${town ?? ''} this morning`, postedAt: at }, null),
    );
    expect(result.right / (result.right + result.wrong)).toBeGreaterThan(0.97);
    expect(result.right / result.asked).toBeGreaterThan(0.75);
  });

  test('an outcode is right in 99 of 100 posts for which it gives one area', () => {
    const result = measure(practices, ({ postcode }) =>
      locateAlone({ text: `Outage in the ${postcode?.split(' ')[0] ?? ''} area`, postedAt: at }, null),
    );
    expect(result.right / (result.right + result.wrong)).toBeGreaterThan(0.99);
    expect(result.right / result.asked).toBeGreaterThan(0.94);
  });

  test('an outcode that lies in one ICB gives it in 98 of 100 posts', () => {
    const inOne = practices.filter(({ postcode }) => outcodeShares(postcode?.split(' ')[0] ?? '', day).length === 1);
    expect(inOne.length).toBeGreaterThan(5000);
    const result = measure(inOne, ({ postcode }) =>
      locateAlone({ text: `Outage in the ${postcode?.split(' ')[0] ?? ''} area`, postedAt: at }, null),
    );
    expect(result.right / result.asked).toBeGreaterThan(0.98);
  });

  test('a practice whose name lacks a letter is mostly still found, and 98 of 100 given areas are right', () => {
    const result = measure(
      practices.filter(({ name }) => /^(THE )?[A-Z]{8,} (SURGERY|MEDICAL (CENTRE|PRACTICE)|HEALTH CENTRE)$/.test(name)),
      ({ name }) =>
        locate({ text: `${titleCase(name.replace(/([A-Z]{4})[A-Z]([A-Z]{3})/, '$1$2'))} has no EMIS today`, postedAt: at }, null),
    );
    expect(result.asked).toBeGreaterThan(1000);
    expect(result.right / result.asked).toBeGreaterThan(0.6);
    expect(result.right / (result.right + result.wrong)).toBeGreaterThan(0.98);
  });

  test('of the posts for development that name no place, at most 3 in 100 are given one', async () => {
    const rows = (await readFile(posts, 'utf8')).trim().split('\n');
    const silent = rows
      .map((row) => JSON.parse(row) as { readonly text: string; readonly places: readonly string[] })
      .filter(({ places }) => places.length === 0);
    expect(silent.length).toBeGreaterThan(100);
    const placed = silent.filter(({ text }) => locateAlone({ text, postedAt: at }, null).length > 0);
    expect(placed.length / silent.length).toBeLessThanOrEqual(0.03);
  });
});

interface Measured {
  readonly asked: number;
  readonly right: number;
  readonly wrong: number;
}

// Only areas given with some confidence count; regions and countries say less than was asked.
function measure(asked: readonly Organisation[], ask: (practice: Organisation) => ReturnType<Locate>): Measured {
  let [right, wrong] = [0, 0];
  for (const practice of asked) {
    const home = residenceOf(practice, day)[0]?.code;
    const given = ask(practice).filter(({ kind, confidence }) => (kind === 'icb' || kind === 'board') && confidence > 0.5);
    if (given.some(({ code }) => code === home)) right += 1;
    else if (given.length > 0) wrong += 1;
  }
  return { asked: asked.length, right, wrong };
}

function titleCase(name: string): string {
  return name.toLowerCase().replace(/(?<![\p{L}'’])\p{L}/gu, (letter) => letter.toUpperCase());
}
