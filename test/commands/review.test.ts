import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { Review } from '../../src/core/types.ts';
import type { Ran } from '../cli.ts';
import { makeFolder } from '../cli.ts';
import { runHere } from '../here.ts';

const posts = [
  { id: 'p1', text: 'EMIS is down at our surgery, please bear with us', authorKind: 'practice' },
  { id: 'p2', text: 'Flu clinics start on Saturday in Wilmslow', authorKind: 'practice' },
  { id: 'p3', text: 'My surgery has no computers today', authorKind: 'patient' },
];

interface Summary {
  readonly read: number;
  readonly good: number;
  readonly saved: number;
  readonly unchanged: number;
  readonly disagreeing: number;
  readonly bad: readonly { readonly line: number; readonly column: string | null; readonly message: string }[];
}

/** A data folder that holds the three posts; `review` runs one of the commands on it. */
async function makeWorld() {
  const data = await makeFolder();
  const file = join(data, 'posts.ndjson');
  await writeFile(file, posts.map((post) => JSON.stringify({ ...post, postedAt: '2024-07-19T08:00:00Z' })).join('\n'));
  expect((await runHere(['replay', file], data)).code).toBe(0);
  vi.stubEnv('RIPPLEWATCH_SHOW_HANDLES', '1');
  const exported = await runHere(['export', '--format', 'ndjson', '--phase', 'all'], data);
  vi.unstubAllEnvs();
  const stored = exported.out
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { post: { id: string; text: string } }).post);
  const id = (given: string): string =>
    stored.find(({ text }) => text === posts.find((post) => post.id === given)?.text)?.id ?? '';
  const review = (...args: string[]): Promise<Ran> => runHere(['review', ...args], data);
  const importing = async (csv: string, ...args: string[]): Promise<Ran & { summary: Summary }> => {
    await writeFile(join(data, 'corrections.csv'), csv);
    const ran = await review('import', join(data, 'corrections.csv'), '--json', ...args);
    return { ...ran, summary: (ran.out === '' ? null : JSON.parse(ran.out)) as Summary };
  };
  const list = async (): Promise<readonly Review[]> => JSON.parse((await review('list', '--json')).out) as Review[];
  return { data, id, review, importing, list };
}

describe('ripplewatch review', () => {
  it('imports the good lines, names each bad one with its column and what would be right, and ends with 1', async () => {
    const { id, importing, list } = await makeWorld();
    const { code, err, summary } = await importing(
      [
        '\ufeffPlatform,ID,Phase,Voice,Systems,systemsUnaffected,Note,Reviewer',
        `file,${id('p1')},recovering,relayed,emis-web;phones,none,"two\nlines",Sam Taylor`,
        `file,${id('p2')},broken,,,,,Sam Taylor`,
        `file,${id('p2')},none,own,,,,Sam Taylor`,
        `file,${id('p2')},,,emis,,,Sam Taylor`,
        'file,never,none,,,,,Sam Taylor',
        `file,${id('p2')},none,,,,,`,
        `file,${id('p1')},none,,,,,Jo Bloggs`,
        'file,private-0123456789abcdef,none,,,,,Sam Taylor',
        'file,too,few',
        `file,${id('p3')},none,,,,,Sam Taylor`,
      ].join('\r\n'),
    );
    expect(code).toBe(1);
    expect(summary).toMatchObject({ read: 10, good: 2, saved: 2, unchanged: 0, disagreeing: 2 });
    expect(summary.bad.map(({ line, column, message }) => [line, column, message.slice(0, 42)])).toEqual([
      [4, 'phase', 'phase "broken" is not known; it takes disr'],
      [5, 'voice', 'voice "own" does not go with the phase non'],
      [6, 'systems', 'systems "emis" is not known; did you mean '],
      [7, 'id', 'there is no post "never" of the platform "'],
      [8, 'reviewer', 'Say who checked it: a name of 1 to 80 prin'],
      [9, 'id', 'this post was corrected in line 3 already;'],
      [10, 'id', '"private-0123456789abcdef" stands for a pr'],
      [11, null, expect.stringContaining('this record is no CSV') as string],
    ]);
    expect(err).toContain('Line 4, column phase: phase "broken" is not known; it takes disrupted');
    expect((await list()).map(({ correction, reviewer }) => [correction, reviewer])).toEqual(
      expect.arrayContaining([
        [
          {
            phase: 'recovering',
            voice: 'relayed',
            systems: ['emis-web', 'phones'],
            systemsUnaffected: [],
            note: 'two\nlines',
          },
          'Sam Taylor',
        ],
        [{ phase: 'none' }, 'Sam Taylor'],
      ]),
    );
  });

  it('stores nothing with --dry-run, nor with --strict and a bad line, and the same twice as once', async () => {
    const { id, importing, list } = await makeWorld();
    const csv = `platform,id,phase\nfile,${id('p1')},none\nfile,never,none\n`;
    const sam = ['--reviewer', 'Sam Taylor'];
    const dry = await importing(csv, '--dry-run', ...sam);
    expect(dry.summary).toMatchObject({ good: 1, saved: 0, disagreeing: 1 });
    expect((await importing(csv, '--strict', ...sam)).summary).toMatchObject({ good: 1, saved: 0 });
    expect(await list()).toEqual([]);
    expect(await importing(csv, ...sam)).toMatchObject({ code: 1, summary: { saved: 1, unchanged: 0 } });
    expect((await importing(csv, ...sam)).summary).toMatchObject({ saved: 0, unchanged: 1 });
    expect(await list()).toHaveLength(1);
  });

  it('reads back an export that was corrected in a spreadsheet, whatever else it holds', async () => {
    const { data, id, importing, review } = await makeWorld();
    const file = join(data, 'all.csv');
    await runHere(['export', '--phase', 'all', '--output', file], data);
    const csv = (await readFile(file, 'utf8'))
      .replace(/,recovering,|,disrupted,/g, ',planned,')
      .replace(/,(?:own|relayed),[a-z-]+/g, ',,none');
    const { code, summary } = await importing(csv, '--reviewer', 'Sam Taylor');
    expect({ code, bad: summary.bad }).toEqual({ code: 0, bad: [] });
    const after = await runHere(['export', '--phase', 'all', '--reviewed', 'yes', '--format', 'ndjson'], data);
    const lines = after.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { post: { id: string }; verdict: { phase: string } });
    expect(lines.find(({ post }) => post.id === id('p1'))?.verdict.phase).toBe('planned');
    expect((await review('list')).out).toMatch(/Sam Taylor: .*phase planned/);
  });

  it.each([
    ['id,phase\nx,none\n', 'has no column "platform" in its first line; it has id, phase'],
    ['platform,id,phsae\nfile,x,none\n', 'column "phsae" is not known; did you mean phase'],
    ['platform,id,phase,Phase\nfile,x,none,none\n', 'has the column "phase" twice'],
  ])('refuses a file that begins with %j', async (csv, words) => {
    const data = await makeFolder();
    await writeFile(join(data, 'corrections.csv'), csv);
    const { code, err, out } = await runHere(['review', 'import', join(data, 'corrections.csv')], data);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(words);
  });

  it('refuses a moment to come, which would outrank every later word', async () => {
    const { id, importing } = await makeWorld();
    const { summary } = await importing(`platform,id,phase,reviewer,reviewed_at\nfile,${id('p1')},none,Sam,2999-01-01T00:00Z\n`);
    expect(summary.bad).toEqual([
      { line: 2, column: 'reviewed_at', message: expect.stringContaining('lies in the future') as string },
    ]);
  });

  it('exports checked posts as training rows, private people’s words only when asked for', async () => {
    const { id, importing, review, data } = await makeWorld();
    await importing(
      `platform,id,phase,voice,systems,places,reviewer\nfile,${id('p1')},recovering,own,emis-web,QYG,Sam\nfile,${id('p2')},none,,,,Sam\nfile,${id('p3')},disrupted,own,,,Sam\n`,
    );
    const { code, out, err } = await review('export');
    expect({ code, err }).toEqual({
      code: 0,
      err: '2 rows. 1 post by private people left out; --include-private brings their words.\n',
    });
    const rows = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(rows).toEqual([
      expect.objectContaining({
        authorKind: 'practice',
        phase: 'recovering',
        voice: 'own',
        systems: ['emis-web'],
        places: ['QYG'],
      }),
      { text: posts[1]?.text, authorKind: 'practice', phase: 'none', places: ['Wilmslow'] },
    ]);
    const file = join(data, 'rows.ndjson');
    await review('export', '--include-private', '--phase', 'disrupted', '--output', file);
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ text: posts[2]?.text, authorKind: 'patient' });
  });

  it('lists newest first, one line each, and says so when there is nothing', async () => {
    const { id, importing, review } = await makeWorld();
    expect((await review('list')).out).toContain('Nobody has corrected anything yet');
    await importing(`platform,id,phase,note,reviewer\nfile,${id('p1')},none,"a\nb",Sam\n`);
    await importing(`platform,id,cause,reviewer\nfile,${id('p1')},none,Jo\n`);
    const lines = (await review('list')).out.trim().split('\n');
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/ file \S+ {2}Jo: cause none$/);
    expect(lines[1]).toMatch(/ file \S+ {2}Sam: note "a b", phase none$/);
    expect(await review('list', '--limit', 'many')).toMatchObject({ code: 2 });
  });
});
