import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { copyStore } from '../src/copy.ts';
import { clock } from '../src/core/time.ts';
import { scheduleLease } from '../src/lease.ts';
import type { Store } from '../src/store/contract.ts';
import { openSqlite } from '../src/store/sqlite.ts';
import { launch, makeFolder, run } from './cli.ts';
import { fillEverything } from './store/everything.ts';
import { makeMention, manyMention } from './store/samples.ts';

const quiet = () => ({ step: () => undefined, done: () => undefined });

async function open(folder: string): Promise<Store> {
  const store = await openSqlite(join(folder, 'ripplewatch.db'), { areas: [] });
  onTestFinished(() => store.close());
  return store;
}

const save = (store: Store, from: number, to: number) =>
  store.saveBatch({
    mentions: Array.from({ length: to - from }, (_, index) => manyMention(from + index)),
    ...{ removed: [], notices: [], channel: null, cursor: null },
  });

it('"store copy" moves everything with its keys, goes on where it was killed, and says at the end that both are equal', async () => {
  const from = await makeFolder();
  const source = await open(from);
  await fillEverything(source);
  for (let start = 0; start < 6000; start += 1000) await save(source, start, start + 1000);
  await source.close();
  await writeFile(join(from, 'seal.key'), 'not a real key\n');
  const to = join(await makeFolder(), 'new');
  const rowsOf = async (): Promise<number> => {
    const store = await openSqlite(join(to, 'ripplewatch.db'), { areas: [] });
    const { mentions } = await store.holdings();
    await store.close();
    return mentions;
  };
  const seen = [0];
  for (let turn = 0; turn < 2; turn += 1) {
    const child = launch(['store', 'copy', from, to], { data: from });
    const gone = new Promise((resolve) => child.once('close', resolve));
    const before = seen.at(-1) ?? 0;
    // Killed in the middle of writing; the file is looked at from beside, as by any other process.
    while ((await rowsOf().catch(() => 0)) < before + 1000) await wait(20);
    child.kill('SIGKILL');
    await gone;
    seen.push(await rowsOf());
  }
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  expect(seen.at(-1)).toBeLessThan(6014);

  const half = await run(['channels', 'list'], { data: to });
  expect(half).toMatchObject({
    code: 1,
    err: expect.stringContaining(`is a copy of ${join(from, 'ripplewatch.db')} that is not finished`) as string,
  });
  const other = await run(['store', 'copy', await demoFolder(), to], { data: from });
  expect(other).toMatchObject({ code: 1, err: expect.stringContaining('holds the beginning of a copy of') as string });

  const last = await run(['store', 'copy', from, to, '--json'], { data: from });
  expect(last).toMatchObject({ code: 0, err: '' });
  const report = JSON.parse(last.out) as {
    equal: boolean;
    resumed: boolean;
    rows: number;
    kinds: { kind: string; from: number; to: number }[];
  };
  expect(report).toMatchObject({ done: true, equal: true, resumed: true });
  expect(report.kinds.find(({ kind }) => kind === 'mentions')).toMatchObject({ to: 6014, same: true });
  expect(await readFile(join(to, 'seal.key'), 'utf8')).toBe('not a real key\n');
  expect((await stat(join(to, 'seal.key'))).mode & 0o777).toBe(0o600);
  expect((await run(['channels', 'list'], { data: to })).code).toBe(0);
  const again = await run(['store', 'copy', from, to], { data: from });
  expect(again.err).toContain('already holds data (3 organisations); copy into an empty store.');
}, 120_000);

async function demoFolder(): Promise<string> {
  const folder = await makeFolder();
  const store = await openSqlite(join(folder, 'ripplewatch.db'), { areas: [] });
  await save(store, 0, 3);
  await store.close();
  return folder;
}

it('"store copy" refuses what is no store, itself, a target with other keys, and a store that somebody schedules on', async () => {
  const from = await demoFolder();
  const copy = (...args: string[]) => run(['store', 'copy', ...args], { data: from });
  expect(await copy(join(from, 'nothing'), join(from, 'new'))).toMatchObject({
    code: 2,
    err: expect.stringContaining('There is no store at') as string,
  });
  expect(await copy(from, join(from, 'ripplewatch.db'))).toMatchObject({
    code: 2,
    err: expect.stringContaining('into itself') as string,
  });
  const keyed = await makeFolder();
  await writeFile(join(from, 'keys.json'), 'one');
  await writeFile(join(keyed, 'keys.json'), 'another');
  expect(await copy(from, keyed)).toMatchObject({ code: 1, err: expect.stringContaining('other pseudonyms') as string });
  const store = await open(from);
  await store.acquireLease({ name: scheduleLease, holder: `elsewhere:1:${clock()}`, now: clock(), ttlMs: 60_000 });
  const busy = await copy(from, await makeFolder());
  expect(busy).toMatchObject({ code: 1, err: expect.stringContaining('is in use (process 1 on elsewhere') as string });
  expect(busy.out).toBe('');
});

it('what is written to the source meanwhile is named, and the copy stays unfinished', async () => {
  const [from, to] = [await open(await makeFolder()), await open(await makeFolder())];
  await save(from, 0, 3);
  let once = false;
  const report = await copyStore({
    from: { name: 'there', store: from },
    to: { name: 'here', store: to },
    ...{ holder: 'test', now: clock, signal: AbortSignal.timeout(20_000) },
    progress: (title) => {
      if (title === 'Comparing' && !once) {
        once = true;
        void save(from, 3, 4);
        void from.saveBatch({ mentions: [makeMention('post-1')], removed: [], notices: [], channel: null, cursor: null });
      }
      return quiet();
    },
  });
  expect(report).toMatchObject({ done: true, equal: false });
  expect(report.kinds.filter(({ same }) => !same)).toEqual([{ kind: 'mentions', from: 4, to: 3, same: false }]);
  expect(await to.unfinishedCopy()).toMatchObject({ from: 'there' });
});

it('a copy that is asked to stop stops between two pages and goes on with the next one', async () => {
  const [from, to] = [await open(await makeFolder()), await open(await makeFolder())];
  await save(from, 0, 1200);
  const stopping = new AbortController();
  let rows = 0;
  const parts = { from: { name: 'there', store: from }, to: { name: 'here', store: to }, holder: 'test', now: clock };
  const first = await copyStore({
    ...parts,
    signal: stopping.signal,
    progress: () => ({
      ...quiet(),
      step: (by = 1) => {
        rows += by;
        if (rows >= 500) stopping.abort();
      },
    }),
  });
  expect(first).toMatchObject({ done: false, resumed: false, rows: 500 });
  const second = await copyStore({ ...parts, signal: AbortSignal.timeout(20_000), progress: quiet });
  expect(second).toMatchObject({ done: true, resumed: true, rows: 700, equal: true });
});
