import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, chmod, copyFile, mkdtemp, open, readFile, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { phases } from '../../src/core/types.ts';
import type { Store } from '../../src/store/contract.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { mountSmallDisk } from '../disk.ts';
import { makeChannel, manyMention } from './samples.ts';

const everything = { dataset: 'live', phases };
/** How often a writer is killed: five at a time. */
const kills = Number(process.env['TEST_KILLS'] ?? 20);

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ripplewatch-faults-'));
  file = join(folder, 'ripplewatch.db');
});
afterEach(() => rm(folder, { recursive: true, maxRetries: 5 }));

async function start(path = file): Promise<Store> {
  const store = await openSqlite(path, { areas: [] });
  onTestFinished(() => store.close());
  return store;
}

const save = (store: Store, from: number, to: number) =>
  store.saveBatch({
    mentions: Array.from({ length: to - from }, (_, index) => manyMention(from + index)),
    ...{ removed: [], notices: [], channel: null, cursor: null },
  });

const check = (path = file): unknown => {
  const db = new DatabaseSync(path);
  try {
    // The index of words is compared with what it was made of, token by token.
    db.exec("INSERT INTO mention_words (mention_words, rank) VALUES ('integrity-check', 1)");
    return db.prepare('PRAGMA integrity_check').all();
  } finally {
    db.close();
  }
};
const sound = [{ integrity_check: 'ok' }];

describe('a damaged file', () => {
  const damaged = 'is damaged. Move it away and restore a copy, or start with an empty folder.';

  it('that was cut off is told at the start, and left as it is', async () => {
    const store = await openSqlite(file, { areas: [] });
    await save(store, 0, 500);
    await store.close();
    await truncate(file, Math.floor((await readFile(file)).length / 2 / 4096) * 4096);
    const before = await readFile(file);
    await expect(openSqlite(file, { areas: [] })).rejects.toMatchObject({
      name: 'StoreError',
      message: `The store ${file} ${damaged}`,
    });
    expect(before.equals(await readFile(file))).toBe(true);
  });

  it('with pages overwritten is told by whatever meets them, and no write makes it worse', async () => {
    const first = await openSqlite(file, { areas: [] });
    await save(first, 0, 1000);
    await first.close();
    const size = (await readFile(file)).length;
    const handle = await open(file, 'r+');
    // Every other page from the fourth on: whatever is looked for lies on one of them.
    for (let at = 4 * 4096; at < size; at += 2 * 4096) await handle.write(Buffer.alloc(4096, 0x5a), 0, 4096, at);
    await handle.close();
    const before = await readFile(file);
    const said: string[] = [];
    const store = await openSqlite(file, { areas: [] }).catch((error: unknown) => void said.push((error as Error).message));
    const tries = [
      () => store?.count({ ...everything, text: 'desk' }),
      () => store?.mentions(everything, { limit: 500, after: null }),
      () => (store ? save(store, 0, 1010) : undefined),
    ];
    for (const attempt of tries) await attempt()?.catch((error: unknown) => void said.push((error as Error).message));
    await store?.close();
    expect(said.length).toBeGreaterThan(0);
    expect(new Set(said)).toEqual(new Set([`The store ${file} ${damaged}`]));
    expect(before.equals(await readFile(file))).toBe(true);
  });

  it('whose log was cut off in the middle of a write holds every batch before that one, whole', async () => {
    const store = await start();
    for (let batch = 0; batch < 8; batch += 1) await save(store, batch * 10, batch * 10 + 10);
    const copy = join(folder, 'copy.db');
    await copyFile(file, copy);
    const log = await readFile(`${file}-wal`);
    expect(log.length).toBeGreaterThan(100_000);
    let previous = -1;
    for (const share of [0.5, 0.8, 0.95, 1]) {
      await copyFile(`${file}-wal`, `${copy}-wal`);
      await rm(`${copy}-shm`, { force: true });
      await truncate(`${copy}-wal`, Math.floor(log.length * share) - (share === 1 ? 0 : 1000));
      // Each look at the copy writes its log into the file, so each begins with the file as it was.
      await copyFile(file, copy);
      const restored = await openSqlite(copy, { areas: [] });
      const { mentions } = await restored.count(everything);
      await restored.close();
      expect(mentions % 10).toBe(0);
      expect(mentions).toBeGreaterThanOrEqual(previous);
      expect(check(copy)).toEqual(sound);
      previous = mentions;
    }
    expect(previous).toBe(80);
  });
});

describe('a disk that is full', () => {
  it('is told, keeps what was acknowledged, and is gone on with when there is room again', async ({ skip }) => {
    const disk = await mountSmallDisk(6000);
    if (disk === null) return skip('this user may not mount a small disk');
    const path = join(disk, 'ripplewatch.db');
    const ballast = join(disk, 'ballast');
    await appendFile(ballast, Buffer.alloc(2_000_000));
    const store = await start(path);
    let saved = 0;
    const full = async (): Promise<Error> => {
      for (;;) {
        try {
          saved += (await save(store, saved, saved + 50)).added;
        } catch (error) {
          return error as Error;
        }
      }
    };
    expect(await full()).toMatchObject({
      ...{ name: 'StoreError', passing: true },
      message: `There is no room left on the disk for the store ${path}. Nothing of this step was saved; free some space and try again.`,
    });
    expect(saved).toBeGreaterThan(100);
    expect((await store.count(everything)).mentions).toBe(saved);
    await rm(ballast);
    expect(await save(store, saved, saved + 50)).toMatchObject({ added: 50 });
    await store.close();
    expect(check(path)).toEqual(sound);
    const again = await start(path);
    expect((await again.count(everything)).mentions).toBe(saved + 50);
    // Closed before the disk goes.
    await again.close();
  });

  it('that is read-only is told at the start', async ({ skip }) => {
    const disk = await mountSmallDisk(6000);
    if (disk === null) return skip('this user may not mount a small disk');
    const path = join(disk, 'ripplewatch.db');
    const store = await openSqlite(path, { areas: [] });
    await save(store, 0, 10);
    await store.close();
    await promisify(execFile)('mount', ['-o', 'remount,ro', disk]);
    await expect(openSqlite(path, { areas: [] })).rejects.toMatchObject({
      name: 'StoreError',
      message: expect.stringMatching(/is read-only|check that its folder exists and that this user may write there/) as string,
    });
    await promisify(execFile)('mount', ['-o', 'remount,rw', disk]);
    expect((await (await start(path)).count(everything)).mentions).toBe(10);
  });

  it('says of a file that may not be written that it is read-only', async ({ skip }) => {
    if (process.getuid?.() === 0) return skip('this user may write everywhere, so no file is read-only to it');
    await (await openSqlite(file, { areas: [] })).close();
    await chmod(file, 0o400);
    await expect(openSqlite(file, { areas: [] })).rejects.toThrow('is read-only');
  });
});

describe('a lock', () => {
  it('that another process keeps is told after a few seconds, nothing is half done, and what is next goes through when it dies', async () => {
    const store = await start();
    await save(store, 0, 10);
    const code = `const { DatabaseSync } = require('node:sqlite'); const db = new DatabaseSync(process.argv[1]);
      db.exec('BEGIN EXCLUSIVE'); db.exec("INSERT INTO changes (at, who, what) VALUES ('', '', '')"); console.log('locked'); setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['-e', code, file], { stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => void child.kill('SIGKILL'));
    await once(child.stdout, 'data');
    await expect(save(store, 10, 20)).rejects.toMatchObject({
      ...{ name: 'StoreError', passing: true },
      message: `The store ${file} is busy: another process has been writing to it for several seconds. Try again in a moment.`,
    });
    // Who only reads is not kept waiting.
    expect((await store.count(everything)).mentions).toBe(10);
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
    expect(await save(store, 10, 20)).toMatchObject({ added: 10 });
    expect(await store.changes(5)).toEqual([]);
    await store.close();
    expect(check()).toEqual(sound);
  });
});

describe('kill -9 in the middle of writes', () => {
  it(`${kills} times leaves a sound file that holds every batch which was acknowledged, and none by half`, async () => {
    const store = await start();
    const acknowledged = new Map<string, number>();
    const env = { ...process.env, NODE_COMPILE_CACHE: join(folder, 'compiled') };
    const program = fileURLToPath(new URL('./killed.ts', import.meta.url));
    for (let round = 0; round * 5 < kills; round += 1) {
      const writers = await Promise.all(
        [0, 1, 2, 3, 4].map(async (index) => {
          const name = `w${round}-${index}`;
          await store.saveChannel(makeChannel(name));
          const child = spawn(process.execPath, [program, file, name], { stdio: ['ignore', 'pipe', 'inherit'], env });
          let said = '';
          child.stdout.on('data', (piece: Buffer) => (said += piece.toString()));
          const closed = once(child, 'close');
          const last = (): number => (said === '' ? -1 : Number(said.trimEnd().split('\n').at(-1)));
          return { name, child, closed, last };
        }),
      );
      // Once the first has something to lose, each goes at a moment of its own.
      while (writers.filter(({ last }) => last() >= 0).length < 3) await wait(5);
      await Promise.all(
        writers.map(async ({ child, closed }, index) => {
          await wait(index * 7 + ((round * 13) % 40));
          child.kill('SIGKILL');
          await closed;
        }),
      );
      for (const { name, last } of writers) if (last() >= 0) acknowledged.set(name, last());
    }
    const cursors = new Map((await claimAll(store)).map(({ channel, cursor }) => [channel.id, cursor]));
    const held = new Map<string, number>();
    for await (const chunk of store.stream(everything)) {
      for (const { post } of chunk) {
        const [name = '', batch = ''] = post.id.split('/');
        held.set(`${name}/${batch}`, (held.get(`${name}/${batch}`) ?? 0) + 1);
      }
    }
    expect(new Set(held.values())).toEqual(new Set([10]));
    expect([...acknowledged].filter(([name, last]) => !held.has(`${name}/${last}`) || Number(cursors.get(name)) < last)).toEqual(
      [],
    );
    for (const [name, cursor] of cursors) {
      if (cursor !== null)
        expect([name, held.has(`${name}/${Number(cursor)}`), held.has(`${name}/${Number(cursor) + 1}`)]).toEqual([
          name,
          true,
          false,
        ]);
    }
    expect(acknowledged.size).toBeGreaterThanOrEqual((kills / 5) * 3);
    const { mentions } = await store.count(everything);
    expect(mentions).toBe(held.size * 10);
    const hours = await store.counts(everything, { bucket: 'hour', key: null });
    expect(hours.reduce((sum, one) => sum + one.mentions, 0)).toBe(mentions);
    await store.close();
    expect(check()).toEqual(sound);
  }, 180_000);
});

const claimAll = (store: Store) =>
  store.claimDue({ now: '2030-01-01T00:00:00.000Z', holder: 'test', leaseMs: 1, limit: 10_000, force: true });
