import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isPassing } from '../../src/core/errors.ts';
import { phases } from '../../src/core/types.ts';
import type { Store } from '../../src/store/contract.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { createSql } from '../../src/store/sqlite-sql.ts';
import type { Call } from '../../src/store/sqlite-together.ts';
import { doTogether } from '../../src/store/sqlite-together.ts';
import { makeMention, quietRun } from './samples.ts';

const everything = { dataset: 'live', phases };
const batch = { removed: [], notices: [], channel: null, cursor: null };

describe('calls that come together', () => {
  const db = new DatabaseSync(':memory:');
  const sql = createSql(db);
  db.exec('CREATE TABLE written (name TEXT)');
  const run = ({ args: [name] }: Call): string => {
    sql.run('INSERT INTO written VALUES (?)', String(name));
    if (name === 'bad') throw new Error('refused');
    return `${String(name)} ${sql.isOpen() ? 'with others' : 'alone'}`;
  };
  const names = () => db.prepare('SELECT name FROM written').all();
  const call = (name: string, method = 'startRun'): Call => ({ method, args: [name] });
  beforeEach(() => db.exec('DELETE FROM written'));

  it('are done in one transaction as far as all of them are short, in their order', () => {
    const calls = [call('a'), call('b'), call('c', 'counts'), call('d')];
    expect(doTogether(sql, calls, run)).toEqual([{ value: 'a with others' }, { value: 'b with others' }]);
    expect(doTogether(sql, calls.slice(2), run)).toEqual([{ value: 'c alone' }]);
    expect(doTogether(sql, calls.slice(3), run)).toEqual([{ value: 'd alone' }]);
    expect(names()).toEqual([{ name: 'a' }, { name: 'b' }, { name: 'c' }, { name: 'd' }]);
  });

  it('are each done alone where one of them fails, and only that one is told so', () => {
    const outcomes = doTogether(sql, [call('a'), call('bad'), call('b')], (one) => sql.transaction(() => run(one)));
    expect(outcomes).toEqual([{ value: 'a with others' }, { error: new Error('refused') }, { value: 'b with others' }]);
    expect(names()).toEqual([{ name: 'a' }, { name: 'b' }]);
  });

  it('leave a batch with removals to itself, since the log is emptied after it', () => {
    const removing = { method: 'saveBatch', args: [{ removed: [{}], toString: () => 'r' }] };
    expect(doTogether(sql, [call('a'), removing], run)).toEqual([{ value: 'a alone' }]);
    expect(doTogether(sql, [removing, call('a')], run)).toEqual([{ value: 'r alone' }]);
  });
});

describe('a store that is asked for much at once', () => {
  let folder: string;
  let file: string;
  let store: Store;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ripplewatch-together-'));
    file = join(folder, 'ripplewatch.db');
    store = await openSqlite(file, { areas: [] });
  });
  afterEach(async () => {
    await store.close();
    await rm(folder, { recursive: true });
  });
  const save = (id: string, text: string, editedAt: string | null = null) =>
    store.saveBatch({ ...batch, mentions: [makeMention(id, { post: { text, editedAt: editedAt as null } })] });

  it('waits once for whoever has the file locked, not once for each that asks', async () => {
    const other = new DatabaseSync(file);
    other.exec('BEGIN IMMEDIATE');
    const begun = performance.now();
    const saves = await Promise.allSettled(Array.from({ length: 20 }, (_, index) => save(`p${index}`, 'Words')));
    expect(performance.now() - begun).toBeLessThan(20_000);
    expect(saves.every((one) => one.status === 'rejected' && isPassing(one.reason))).toBe(true);
    other.exec('ROLLBACK');
    other.close();
    await expect(save('p1', 'Words')).resolves.toMatchObject({ added: 1 });
  }, 120_000);

  it('has written what it has answered, and refuses one without the others', async () => {
    const other = new DatabaseSync(file);
    const count = (): unknown => other.prepare('SELECT count(*) AS posts FROM mentions').get()?.['posts'];
    const seen: unknown[] = [];
    const saves = Array.from({ length: 60 }, (_, index) => save(`p${index}`, `Words ${index}`).then(() => seen.push(count())));
    const unknown = store.finishRun({ ...quietRun, id: 'none', channel: 'feed:one', finishedAt: '2024-07-19T08:00:00.000Z' });
    const refused = expect(unknown).rejects.toThrow('was never started');
    const late = save('late', 'Words that come last');
    await Promise.all([...saves, refused, late]);
    expect(seen.every((posts, index) => Number(posts) > index)).toBe(true);
    expect(count()).toBe(61);
    other.close();
  });

  it('finds the words of an edit that came with the post, and none that were replaced, under the right counts', async () => {
    await Promise.all([
      save('a', 'The telephones are down'),
      save('b', 'Another post'),
      save('a', 'The printers are down', '2024-07-19T08:00:00.000Z'),
    ]);
    const found = async (words: string) =>
      (await store.mentions({ ...everything, text: words }, { limit: 9, after: null })).items.map(({ post }) => post.id);
    expect([await found('telephones'), await found('printers'), await found('another')]).toEqual([[], ['a'], ['b']]);
    expect((await store.count(everything)).mentions).toBe(2);
    for await (const checked of store.verifyCounts({ repair: false })) expect(checked).toMatchObject({ differences: [] });
    await store.close();
    const db = new DatabaseSync(file);
    expect(() => db.exec("INSERT INTO mention_words (mention_words, rank) VALUES ('integrity-check', 1)")).not.toThrow();
    db.close();
  });
});
