import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder, run } from '../cli.ts';

/** Invented posts that nobody could misread, and two that are labelled wrongly on purpose. */
const rows = [
  {
    id: 'a',
    text: 'EMIS is down at all our sites, phones are fine',
    phase: 'disrupted',
    voice: 'own',
    systems: ['emis-web'],
    systems_unaffected: ['phones'],
  },
  {
    id: 'b',
    text: 'EMIS is down again, we cannot see any records',
    phase: 'disrupted',
    voice: 'own',
    systems: ['emis-web'],
    systems_unaffected: [],
  },
  {
    id: 'c',
    text: 'Our phone lines are down this morning',
    phase: 'disrupted',
    voice: 'own',
    systems: ['phones'],
    systems_unaffected: [],
  },
  {
    id: 'd',
    text: 'EMIS back up, thank you for your patience',
    phase: 'restored',
    voice: 'own',
    systems: ['emis-web'],
    systems_unaffected: [],
  },
  { id: 'e', text: 'Flu clinic on Saturday, book now!', phase: 'none', systems: [], systems_unaffected: [] },
  { id: 'f', text: 'Lovely cakes at the coffee morning', phase: 'none', systems: [], systems_unaffected: [] },
  {
    id: 'g',
    text: 'The car park is closed for resurfacing',
    phase: 'disrupted',
    voice: 'own',
    systems: ['it-systems'],
    systems_unaffected: [],
    ambiguous: true,
  },
  { id: 'h', text: 'SystmOne is down at every surgery in town', phase: 'none', systems: [], systems_unaffected: [] },
].map((row) => ({ author_kind: 'practice', ...row }));

interface Said {
  readonly rows: {
    readonly read: number;
    readonly used: number;
    readonly refused: readonly unknown[];
    readonly labelled: Record<string, number>;
  };
  readonly ours: {
    readonly outage: Record<string, unknown>;
    readonly phase: { readonly macroF1: { readonly value: number } };
    readonly systems: {
      readonly systems: Record<string, unknown>;
      readonly systemsUnaffected: Record<string, unknown>;
      readonly systemsPlanned: unknown;
    };
  };
  readonly baselines: readonly {
    readonly name: string;
    readonly trainedOn: unknown;
    readonly evaluation: { readonly rows: number };
  }[];
  readonly worst: readonly { readonly id: string; readonly reasons: readonly unknown[] }[];
}

async function setUp() {
  const data = join(await makeFolder(), 'none');
  const folder = await makeFolder();
  const file = join(folder, 'labelled.ndjson');
  await writeFile(file, rows.map((row) => JSON.stringify(row)).join('\n'));
  return { data, folder, file };
}

describe('ripplewatch evaluate', () => {
  it('reports as JSON how right the analysis and the baselines are', async () => {
    const { data, folder, file } = await setUp();
    const train = join(folder, 'train.ndjson');
    await writeFile(
      train,
      ['records', 'phones', 'email']
        .flatMap((thing) => [
          { text: `the ${thing} are down again today`, phase: 'disrupted' },
          { text: `book a clinic on saturday and bring ${thing}`, phase: 'none' },
        ])
        .map((row) => JSON.stringify(row))
        .join('\n'),
    );
    const { code, out, err } = await run(['evaluate', file, '--json', '--worst', '1', '--train', train], { data });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const report = JSON.parse(out) as Said;
    expect(report.rows).toMatchObject({
      read: 8,
      used: 8,
      refused: [],
      labelled: { outage: 8, phase: 8, voice: 5, systems: 8, services: 0 },
    });
    // Right: a, b, c, d found, e and f left alone. Labelled wrongly: g is missed, h is found.
    expect(report.ours.outage).toMatchObject({
      truePositive: 4,
      falsePositive: 1,
      falseNegative: 1,
      trueNegative: 2,
      f1: { value: 0.8 },
    });
    expect(report.ours.systems.systems).toMatchObject({ hits: 4, extra: 1, missed: 1 });
    expect(report.ours.systems.systemsUnaffected).toMatchObject({ hits: 1, extra: 0, missed: 0 });
    expect(report.ours.systems.systemsPlanned).toBeNull();
    expect(report.baselines.map(({ name, trainedOn, evaluation }) => [name, trainedOn, evaluation.rows])).toEqual([
      ['bayes', { texts: 6, of: 6 }, 8],
      ['logistic', { texts: 6, of: 6 }, 8],
      ['phrases', null, 8],
    ]);
    expect(report.worst).toHaveLength(1);
    expect(['g', 'h']).toContain(report.worst[0]?.id);
    expect(existsSync(data)).toBe(false);
  });

  it('says the same in sentences and even columns', async () => {
    const { data, file } = await setUp();
    const { code, out } = await run(['evaluate', file, '--baselines', 'phrases'], { data });
    expect(code).toBe(0);
    expect(out).toContain('8 rows used of 8; 0 could not be read.');
    expect(out).toContain('Of 5 posts that report an outage 4 were found; of 5 that were called an outage 1 report none.');
    expect(out).toMatch(/^this analysis +0\.80 \(/m);
    expect(out).toMatch(/^a plain list of outage phrases +/m);
    expect(out).toMatch(/^disrupted +4 +4 +0\.75 +0\.75 +0\.75$/m);
    expect(out).toContain('SystmOne is down at every surgery in town');
    expect(out).toMatch(/because of .*“SystmOne” \(system\.systmone\)/);
  });

  it('measures ambiguous and unambiguous rows apart, and writes to a file', async () => {
    const { data, folder, file } = await setUp();
    const target = join(folder, 'report.json');
    const { code, out } = await run(
      ['evaluate', file, '--baselines', 'none', '--only', 'unambiguous', '--json', '--out', target],
      { data },
    );
    expect({ code, out }).toEqual({ code: 0, out: '' });
    const report = JSON.parse(await readFile(target, 'utf8')) as Said;
    expect(report.rows.used).toBe(7);
    expect(report.ours.outage).toMatchObject({ truePositive: 4, falsePositive: 1, falseNegative: 0, trueNegative: 2 });
    expect(report.baselines).toEqual([]);
  });

  it("reads somebody else's table with a column of yes and no", async () => {
    const { data, folder } = await setUp();
    const table = join(folder, 'theirs.csv');
    await writeFile(
      table,
      'Message;x,IsIt\n"EMIS is down at all our sites",y\n"Flu clinic on Saturday",n\n"Lovely cakes",who knows\n',
    );
    const args = ['evaluate', table, '--map', 'text=Message;x,outage=IsIt', '--baselines', 'phrases', '--json'];
    const { code, out, err } = await run(args, { data });
    expect(code).toBe(0);
    expect(err).toContain('Line 4: "outage" is "who knows"; it takes true or false; left out.');
    const report = JSON.parse(out) as Said;
    expect(report.ours.outage).toMatchObject({ truePositive: 1, trueNegative: 1, falsePositive: 0, falseNegative: 0 });
    expect(report.ours.phase).toBeNull();
    const meant = await run([...args, '--value', 'outage:who knows=no'], { data });
    expect((JSON.parse(meant.out) as Said).rows).toMatchObject({ used: 3, refused: [] });
  });

  it('fails when no row can be used, and names each', async () => {
    const { data, folder } = await setUp();
    const file = join(folder, 'bad.ndjson');
    await writeFile(file, '{"text":"a"}\nnonsense\n');
    const { code, err } = await run(['evaluate', file, '--baselines', 'phrases'], { data });
    expect(code).toBe(1);
    expect(err).toContain('Line 1: "phase" and "outage" are both missing');
    expect(err).toContain('Line 2: is not valid JSON');
    expect(err).toContain('nothing was measured');
  });

  it('says so where there is nothing to learn from', async () => {
    const { data, folder, file } = await setUp();
    const { code, out, err } = await run(['evaluate', file, '--train', 'nowhere.ndjson'], { data });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('There is no file nowhere.ndjson');
    const empty = join(folder, 'empty.ndjson');
    await writeFile(empty, '');
    const without = await run(['evaluate', file, '--train', empty, '--json'], { data });
    expect(without.err).toContain("natural's classifiers are left out");
    expect((JSON.parse(without.out) as Said).baselines.map(({ name }) => name)).toEqual(['phrases']);
  });
});
