import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, chmod, constants, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StoreError } from '../../src/core/errors.ts';
import type { Mention } from '../../src/core/types.ts';
import { phases } from '../../src/core/types.ts';
import { migrations } from '../../src/store/migrations.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { explain } from '../../src/store/sqlite-errors.ts';
import { fillStore } from './fill.ts';
import { makeChannel, makeMention } from './samples.ts';

const everything = { dataset: 'live', phases };
const options = { areas: [] };

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ripplewatch-sqlite-'));
  file = join(folder, 'ripplewatch.db');
});
afterEach(() => rm(folder, { recursive: true }));

describe('a file that is kept', () => {
  it('holds what was saved when it is opened again', async () => {
    const first = await openSqlite(file, options);
    await first.saveBatch({ mentions: [makeMention('a')], removed: [], notices: [], channel: null, cursor: null });
    await first.close();
    const second = await openSqlite(file, options);
    expect(await second.mentions(everything, { limit: 5, after: null })).toEqual({
      items: [makeMention('a')],
      next: null,
      total: 1,
      deleted: 0,
    });
    await second.close();
  });

  it('written by a newer program is refused and left as it is', async () => {
    await (await openSqlite(file, options)).close();
    withDatabase((db) => db.exec(`PRAGMA user_version = ${migrations.length + 7}`));
    const message = new RegExp(
      `was written by a newer Ripplewatch \\(store version ${migrations.length + 7}, this one knows ${migrations.length}\\)`,
      'u',
    );
    await expect(openSqlite(file, options)).rejects.toThrow(message);
    await expect(openSqlite(file, options)).rejects.toThrow(StoreError);
    expect(withDatabase((db) => db.prepare('SELECT user_version AS version FROM pragma_user_version').get())).toEqual({
      version: migrations.length + 7,
    });
  });

  it('that is no database is refused and left as it is', async () => {
    const garbage = 'this is a shopping list, not a database\n'.repeat(200);
    await writeFile(file, garbage);
    await expect(openSqlite(file, options)).rejects.toThrow('is not a Ripplewatch store: it is no SQLite database');
    expect(await readFile(file, 'utf8')).toBe(garbage);
  });

  it('of another program is refused and left as it is', async () => {
    withDatabase((db) => db.exec('CREATE TABLE bookmarks (url TEXT)'));
    await expect(openSqlite(file, options)).rejects.toThrow('is a database of another program');
    expect(withDatabase((db) => db.prepare('SELECT count(*) AS tables FROM sqlite_schema').get())).toEqual({ tables: 1 });
  });

  it('in a folder that is not there is refused with a sentence', async () => {
    await expect(openSqlite(join(folder, 'no', 'such.db'), options)).rejects.toThrow('check that its folder exists');
  });

  it('in a folder that is read-only is refused with a sentence', async ({ skip }) => {
    await chmod(folder, 0o500);
    const writable = await access(folder, constants.W_OK).then(
      () => true,
      () => false,
    );
    if (writable) skip('this user may write everywhere, so no folder is read-only to it');
    await expect(openSqlite(file, options)).rejects.toThrow(StoreError);
    await chmod(folder, 0o700);
  });

  it('that cannot grow says that the disk is full and keeps nothing of the step', () => {
    const db = new DatabaseSync(file);
    db.exec('CREATE TABLE t (x); PRAGMA max_page_count = 4');
    try {
      db.exec(`INSERT INTO t VALUES ('${'x'.repeat(100_000)}')`);
      expect.unreachable();
    } catch (error) {
      const told = explain(error, file);
      expect(told).toBeInstanceOf(StoreError);
      expect(told.message).toBe(
        `There is no room left on the disk for the store ${file}. Nothing of this step was saved; free some space and try again.`,
      );
    }
    db.close();
  });

  it('that another process has locked is waited for', async () => {
    const store = await openSqlite(file, options);
    const db = new DatabaseSync(file);
    db.exec('BEGIN IMMEDIATE');
    const saving = store.saveBatch({ mentions: [makeMention('a')], removed: [], notices: [], channel: null, cursor: null });
    await wait(300);
    db.exec('ROLLBACK');
    db.close();
    expect(await saving).toMatchObject({ added: 1 });
    await store.close();
  });
});

describe('the index of words', () => {
  it('holds exactly the words that are there, whatever was edited, judged anew, removed and shown again', async () => {
    const store = await openSqlite(file, options);
    const save = (mentions: readonly Mention[], removed: readonly string[] = []) =>
      store.saveBatch({
        ...{ mentions, notices: [], channel: null, cursor: null },
        removed: removed.map((id) => ({ platform: 'feed', id, at: '2024-07-20T00:00:00.000Z' as const })),
      });
    const odd = 'Ligne\u0000 zéro \ud83d alone kiwi';
    await save(['a', 'b', 'c'].map((id) => makeMention(id, { post: { text: `${odd} ${id}` } })));
    await save([
      makeMention('a', { post: { text: `${odd} edited` } }),
      makeMention('b', { verdict: { version: 'new' }, post: { text: `${odd} b` } }),
    ]);
    await save([], ['b', 'c']);
    await save([makeMention('c', { post: { text: `${odd} again` } })]);
    await store.removeDataset('nobody');
    expect((await store.mentions({ ...everything, text: 'kiwi' }, { limit: 5, after: null })).total).toBe(2);
    await store.close();
    // SQLite compares the index with what it was made of, token by token, and fails where they differ.
    const check = "INSERT INTO mention_words (mention_words, rank) VALUES ('integrity-check', 1)";
    expect(() => withDatabase((db) => db.exec(check))).not.toThrow();
    withDatabase((db) => db.exec("UPDATE contents SET body = json_set(body, '$.post.text', 'other') WHERE mention = 1"));
    expect(() => withDatabase((db) => db.exec(check))).toThrow();
  });
});

describe('several processes on one file', () => {
  it('may all start it at once, lose nothing, double nothing and never share a Channel', async () => {
    const names = ['one', 'two', 'three'];
    const fresh = await Promise.all(names.map((name) => finished(startWriter(name, 0))));
    expect(fresh.map(({ added }) => added)).toEqual([0, 0, 0]);

    const store = await openSqlite(file, options);
    for (let index = 0; index < 40; index += 1) await store.saveChannel(makeChannel(`c${index}`));
    const told = await Promise.all(names.map((name) => finished(startWriter(name, 12))));
    const claimed = told.flatMap((one) => one.claimed);
    expect(claimed.length).toBe(40);
    expect(new Set(claimed).size).toBe(40);
    // 12 batches: 50 shared ids each, and 50 of its own for each of the three.
    expect(told.reduce((sum, { added }) => sum + added, 0)).toBe(12 * 200);
    expect((await store.count(everything)).mentions).toBe(12 * 200);
    await store.close();
  });

  it('keep whole batches with their place, and nothing twice, when one is killed in the middle of writing', async () => {
    const store = await openSqlite(file, options);
    await store.saveChannel(makeChannel('writer:victim', { addedAt: '2099-01-01T00:00:00.000Z' }));
    const savedBatches = async (): Promise<number> => {
      const [due] = await store.claimDue({ now: '2024-07-19T08:00:00.000Z', holder: 'test', leaseMs: 0, limit: 1, force: true });
      return ((due?.cursor ?? { batches: 0 }) as { batches: number }).batches;
    };
    let batches = 0;
    for (const pauseMs of [5, 37, 120]) {
      const before = batches;
      const victim = startWriter('victim', 100_000);
      const gone = once(victim, 'exit');
      // It begins at its first batch again, as after a crash; until it is past the last one, nothing new appears.
      while ((batches = await savedBatches()) <= before) await wait(5);
      await wait(pauseMs);
      victim.kill('SIGKILL');
      await gone;
      batches = await savedBatches();
      expect(await store.count(everything)).toMatchObject({ mentions: batches * 100 });
    }
    const last = await finished(startWriter('victim', batches + 2));
    expect(last.added).toBe(200);
    expect(await store.count(everything)).toMatchObject({ mentions: (batches + 2) * 100 });
    await store.close();
    expect(withDatabase((db) => db.prepare('PRAGMA integrity_check').get())).toEqual({ integrity_check: 'ok' });
  });
});

describe('a large store', () => {
  it('streams and counts 300,000 Mentions while timers and other calls go on', async () => {
    const store = await openSqlite(file, options);
    fillStore(file, 300_000);
    const gaps = watchGaps();
    const counting = store.counts(everything, { bucket: 'hour', key: 'system' });
    let seen = 0;
    let previous = '';
    for await (const chunk of store.stream(everything)) {
      seen += chunk.length;
      const first = chunk[0]?.post.id ?? '';
      expect(first > previous).toBe(true);
      previous = first;
      if (seen === 100_000)
        await store.recordChange({ at: '2024-07-19T08:00:00.000Z', who: 'test', what: 'wrote during a stream' });
    }
    expect(seen).toBe(300_000);
    expect((await counting).reduce((sum, { mentions }) => sum + mentions, 0)).toBe(300_000);
    expect(await store.changes(1)).toHaveLength(1);
    // Done on this thread it would be several seconds; on a busy machine a second can pass without any fault of ours.
    expect(gaps.stop()).toBeLessThan(1000);
    await store.close();
  }, 120_000);
});

function startWriter(name: string, batches: number): ChildProcess {
  const program = fileURLToPath(new URL('./writer.ts', import.meta.url));
  return spawn(process.execPath, [program, file, name, String(batches)], { stdio: ['ignore', 'pipe', 'inherit'] });
}

async function finished(child: ChildProcess): Promise<{ readonly claimed: readonly string[]; readonly added: number }> {
  const [printed] = await Promise.all([child.stdout === null ? '' : text(child.stdout), once(child, 'exit')]);
  const line = printed.trim().split('\n').at(-1) ?? '';
  return JSON.parse(line) as { claimed: string[]; added: number };
}

function withDatabase<Result>(use: (db: DatabaseSync) => Result): Result {
  const db = new DatabaseSync(file);
  try {
    return use(db);
  } finally {
    db.close();
  }
}

/** The longest time in which this thread could not answer anybody, in milliseconds. */
function watchGaps(): { stop(): number } {
  let last = performance.now();
  let longest = 0;
  const timer = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  }, 10);
  return {
    stop: () => {
      clearInterval(timer);
      return Math.max(longest, performance.now() - last);
    },
  };
}
