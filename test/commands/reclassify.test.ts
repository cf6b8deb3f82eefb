import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { areas } from '../../analysis/areas.ts';
import { version } from '../../analysis/version.ts';
import type { Mention, Verdict } from '../../src/core/types.ts';
import { phases } from '../../src/core/types.ts';
import type { ReclassifySummary } from '../../src/reclassify.ts';
import type { Store } from '../../src/store/contract.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { launch, makeFolder } from '../cli.ts';
import { runHere } from '../here.ts';

const old: Partial<Verdict> = {
  version: 'older-1',
  phase: 'none',
  outage: false,
  current: false,
  voice: null,
  systems: ['systmone'],
  reasons: [],
};
const texts = ['EMIS is down at our surgery, please bear with us', 'Flu clinics start on Saturday'];

type Change = (mention: Mention, index: number) => Mention;
const age: Change = (mention) => ({ ...mention, verdict: { ...mention.verdict, ...old } });

/** A folder with posts whose stored Verdicts are changed as if an older version had made them; `within` looks into its store. */
async function makeAged(count: number, change: Change = age) {
  const data = await makeFolder();
  const lines = Array.from({ length: count }, (_, id) =>
    JSON.stringify({ id, text: `${texts[id % 2] ?? ''} ${id}`, authorKind: 'practice', postedAt: '2024-07-19T08:00:00Z' }),
  );
  await writeFile(join(data, 'posts.ndjson'), lines.join('\n'));
  expect((await runHere(['replay', join(data, 'posts.ndjson')], data)).code).toBe(0);
  const within = async <T>(look: (store: Store) => Promise<T>): Promise<T> => {
    const store = await openSqlite(join(data, 'ripplewatch.db'), { areas });
    try {
      return await look(store);
    } finally {
      await store.close();
    }
  };
  const read = (store: Store): Promise<readonly Mention[]> =>
    Array.fromAsync(store.stream({ dataset: 'live', phases })).then((chunks) => chunks.flat());
  const fresh = await within(async (store) => {
    const mentions = await read(store);
    const batch = { removed: [], notices: [], channel: null, cursor: null };
    await store.saveBatch({ ...batch, mentions: mentions.map(change) });
    return mentions;
  });
  return { data, within, fresh, all: () => within(read) };
}

async function judge(data: string, ...args: string[]): Promise<ReclassifySummary & { code: number | null; dryRun: boolean }> {
  const { code, out } = await runHere(['reclassify', '--json', ...args], data);
  return { code, ...(JSON.parse(out) as ReclassifySummary & { dryRun: boolean }) };
}

describe('ripplewatch reclassify', () => {
  it('makes the Verdicts of older versions anew, says what changed, and then has nothing to do', async () => {
    const { data, fresh, all } = await makeAged(30);
    const dry = await judge(data, '--dry-run');
    expect(dry).toMatchObject({
      code: 0,
      version,
      looked: 30,
      judged: 30,
      saved: 0,
      changed: 30,
      outages: { gained: 15, lost: 0 },
    });
    expect((await all()).every(({ verdict }) => verdict.version === 'older-1')).toBe(true);
    const summary = await judge(data);
    expect(summary).toMatchObject({ ...dry, dryRun: false, saved: 30, phases: { none: { disrupted: 15 } } });
    expect(summary.systems).toEqual([
      { system: 'systmone', gained: 0, lost: 30 },
      { system: 'emis-web', gained: 15, lost: 0 },
    ]);
    expect(summary.examples).toHaveLength(10);
    expect(summary.examples.every(({ before, after }) => before.phase === 'none' && after.phase === 'disrupted')).toBe(true);
    expect(await all()).toEqual(fresh);
    expect(await judge(data)).toMatchObject({ looked: 30, judged: 0, saved: 0, changed: 0 });
    expect(await judge(data, '--all')).toMatchObject({ looked: 30, judged: 30, saved: 0, changed: 0 });
  }, 60_000);

  it('takes the filters of an export, and speaks to people in lines', async () => {
    const { data, all } = await makeAged(4);
    const { code, out } = await runHere(['reclassify', '--q', 'EMIS'], data);
    expect(code).toBe(0);
    expect(out).toContain(
      `2 posts judged with ${version}: 2 verdicts say something else. 2 posts saved. (with the words "EMIS", posts of every phase)`,
    );
    expect(out).toContain('Outages: 2 gained, 0 lost.');
    expect(out).toMatch(/none +2\n/);
    expect(out).toMatch(/emis-web +\+2 -0/);
    expect(out).toMatch(/file \S+: none systmone -> disrupted own emis-web\n {4}EMIS is down/);
    expect((await all()).map(({ verdict }) => verdict.version === version)).toEqual([true, false, true, false]);
  }, 30_000);

  it('leaves people’s corrections standing and renews what lies under them', async () => {
    const { data, within, all } = await makeAged(1);
    const key = { platform: 'file', id: (await all())[0]?.post.id ?? '', dataset: 'live' };
    const review = { ...key, correction: { phase: 'planned' }, reviewer: 'Sam', reviewedAt: '2024-07-20T08:00:00.000Z' } as const;
    await within((store) => store.saveReviews([review]));
    expect(await judge(data)).toMatchObject({ saved: 1, corrected: 1, outages: { gained: 1, lost: 0 } });
    expect((await all())[0]).toMatchObject({
      verdict: { phase: 'planned' },
      review: { correction: { phase: 'planned' }, machine: { verdict: { phase: 'disrupted', version } } },
    });
  }, 30_000);

  it('killed in the middle, does the rest the next time', async () => {
    const { data, fresh, all } = await makeAged(6000);
    const child = launch(['reclassify'], { data });
    const ended = new Promise((resolve) => child.once('close', resolve));
    await expect
      .poll(async () => (await all()).filter(({ verdict }) => verdict.version === version).length, {
        timeout: 30_000,
        interval: 20,
      })
      .toBeGreaterThan(0);
    child.kill('SIGKILL');
    await ended;
    const left = (await all()).filter(({ verdict }) => verdict.version !== version).length;
    expect(left).toBeGreaterThan(0);
    expect(await judge(data)).toMatchObject({ code: 0, looked: 6000, judged: left, saved: left });
    expect(await all()).toEqual(fresh);
  }, 90_000);

  it('knows the invented practices of the demonstration', async () => {
    const data = await makeFolder();
    await runHere(['demo'], data);
    expect(await judge(data, '--all', '--dataset', 'demo')).toMatchObject({ saved: 0, changed: 0, places: 0, left: 0 });
  }, 30_000);
});
