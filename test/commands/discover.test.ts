import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { areas } from '../../analysis/areas.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { launch, makeFolder, type Ran } from '../cli.ts';
import { organisation } from '../directory/organisation.ts';
import { codeOf, type Farm, startFarm } from '../discover/farm.ts';
import { runHere } from '../here.ts';

beforeEach(() => {
  vi.stubEnv('RIPPLEWATCH_ALLOW_PRIVATE', '1');
  vi.stubEnv('RIPPLEWATCH_HOST_GAP', '0');
});

const run = (args: readonly string[], { data }: { data: string }): Promise<Ran> => runHere(args, data);

interface Listed {
  readonly id: string;
  readonly platform: string;
  readonly organisations: readonly string[];
  readonly evidence: readonly string[];
  readonly doubts: readonly string[];
  readonly state: string;
}

async function farmOf(count: number, odd: Parameters<typeof startFarm>[1] = {}): Promise<Farm> {
  const farm = await startFarm(count, odd);
  onTestFinished(() => farm.close());
  return farm;
}

async function folder(practices: number): Promise<string> {
  const data = await makeFolder();
  const store = await openSqlite(join(data, 'ripplewatch.db'), { areas });
  await store.saveOrganisations(
    Array.from({ length: practices }, (_, n) => organisation({ code: codeOf(n), name: `Practice ${n} (invented)`, area: 'QYG' })),
  );
  await store.close();
  return data;
}

async function list(data: string, ...args: string[]): Promise<readonly Listed[]> {
  return JSON.parse((await run(['channels', 'proposals', 'list', '--json', ...args], { data })).out) as Listed[];
}

async function file(data: string, lines: readonly string[]): Promise<string> {
  const path = join(data, 'sites.csv');
  await writeFile(path, ['url,ods', ...lines].join('\n'));
  return path;
}

describe('ripplewatch channels discover', () => {
  it('goes on where it stopped after kill -9, asks no website twice, and doubles nothing', async () => {
    const data = await folder(30);
    const farm = await farmOf(30);
    const sites = await file(
      data,
      farm.urls.map((url, n) => `${url},${codeOf(n)}`),
    );
    // Eight answer at first; then the rest keep us waiting until the process is killed.
    const child = launch(['channels', 'discover', '--from', sites, '--json'], { data, env: { RIPPLEWATCH_HOST_GAP: '0.3' } });
    let done = 0;
    child.stdout?.on('data', (piece: Buffer) => {
      done += piece.toString().split('"state":"done"').length - 1;
      if (done >= 8) farm.hold(true);
    });
    const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
    await expect.poll(() => done, { timeout: 30_000 }).toBeGreaterThanOrEqual(8);
    child.kill('SIGKILL');
    await ended;
    farm.hold(false);
    const askedBefore = farm.asked.map((requests) => requests.length);
    const store = await openSqlite(join(data, 'ripplewatch.db'), { areas });
    const finished = (await store.sites({ states: ['done'] })).map(({ url }) => url);
    await store.close();
    expect(finished.length).toBeGreaterThanOrEqual(8);
    expect(finished.length).toBeLessThan(30);

    const again = await run(['channels', 'discover', '--from', sites], { data });
    expect(again.code).toBe(0);
    expect(again.err).toContain(`${finished.length} websites searched before; --again searches them again.`);
    expect(again.out).toContain('30 websites read');
    for (const [n, url] of farm.urls.entries()) {
      if (finished.includes(url)) expect(farm.asked[n]?.length).toBe(askedBefore[n]);
    }
    const found = await list(data);
    expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
    expect(found.filter(({ platform }) => platform === 'web')).toHaveLength(30);
    // A third time there is nothing to do.
    expect((await run(['channels', 'discover', '--from', sites], { data })).out).toContain('0 websites searched now');
  }, 90_000);

  it('leaves open whose it is where two organisations have one website, until a person says so', async () => {
    const data = await folder(3);
    const farm = await farmOf(1);
    const sites = await file(data, [`${farm.urls[0] ?? ''},${codeOf(0)}`, `${farm.urls[0] ?? ''},${codeOf(1)}`]);
    await run(['channels', 'discover', '--from', sites], { data });
    const [page] = await list(data, '--platform', 'web');
    expect(page).toMatchObject({ organisations: [codeOf(0), codeOf(1)] });
    expect(page?.doubts[0]).toContain('The websites of 2 organisations lead to it');
    const bulk = await run(['channels', 'proposals', 'accept', '--all'], { data });
    expect(bulk.out).toMatch(/^0 channels accepted/);
    expect(bulk.out).toContain('with a doubt left open');
    const id = page?.id ?? '';
    const wrong = await run(['channels', 'proposals', 'accept', id, '--ods', 'Z12345'], { data });
    expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('Z12345 is not in the directory')]);
    const chosen = await run(['channels', 'proposals', 'accept', id, '--ods', codeOf(1)], { data });
    expect(chosen.out).toMatch(/^1 channel accepted\. 0 of 3 practices in the directory visible\. 1 more has a channel/);
    const channels = JSON.parse((await run(['channels', 'list', '--json'], { data })).out) as {
      channel: { organisation: string };
    }[];
    expect(channels).toMatchObject([{ channel: { organisation: codeOf(1), authorKind: 'practice' } }]);
  });

  it('knows the practice by the ODS code in its pages, doubts a title alone, and does not propose what was rejected again', async () => {
    const data = await folder(5);
    const farm = await farmOf(5);
    // Number 2 is of My Surgery Website, number 3 has its name in its title and nothing else.
    const sites = await file(data, [`${farm.urls[2] ?? ''},`, `${farm.urls[3] ?? ''},`]);
    await run(['channels', 'discover', '--from', sites], { data });
    const found = await list(data);
    expect(found.map(({ organisations, doubts }) => [organisations, doubts.length])).toEqual(
      expect.arrayContaining([
        [[codeOf(2)], 0],
        [[codeOf(3)], 1],
      ]),
    );
    expect(found.find(({ organisations }) => organisations[0] === codeOf(3))?.doubts[0]).toContain(
      'Its title alone says whose it is',
    );
    const ids = found.map(({ id }) => id);
    expect((await run(['channels', 'proposals', 'reject', ...ids], { data })).out).toBe('2 proposals rejected.\n');
    await run(['channels', 'discover', '--from', sites, '--again'], { data });
    expect(await list(data)).toEqual([]);
    expect(await list(data, '--state', 'rejected')).toHaveLength(2);
  });

  it('says what is wrong with the file, the area or the words, and does nothing', async () => {
    const data = await folder(1);
    const empty = await file(data, [',Z99001']);
    for (const [args, message] of [
      [['--from', empty], 'names no website to search: 1 line without a web address'],
      [['--from', empty, '--area', 'nowhere'], 'is no area’s code'.replace('’', "'")],
      [['--from', 'cqc'], '--from takes one CSV file, or "cqc" and one file'],
      [['--from', empty, '--kind', 'wizard'], 'is no author kind'],
      [['--from', empty, '--kind', 'patient'], 'Websites of patients are not searched'],
    ] as const) {
      const { code, err } = await run(['channels', 'discover', ...args], { data });
      expect([code, err]).toEqual([2, expect.stringContaining(message)]);
    }
    const none = await run(['channels', 'proposals', 'accept'], { data });
    expect([none.code, none.err]).toEqual([2, expect.stringContaining('Give the ids of proposals, or --all')]);
    expect((await run(['channels', 'proposals', 'list'], { data })).out).toContain('No open proposals here');
  });

  it('needs the directory where an area is asked for', async () => {
    const data = await makeFolder();
    const sites = await file(data, ['http://a.invalid,Z99001']);
    const { code, err } = await run(['channels', 'discover', '--from', sites, '--area', 'QYG'], { data });
    expect([code, err]).toEqual([2, expect.stringContaining('first "ripplewatch directory import epraccur.csv"')]);
  });
});
