import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { areas } from '../../analysis/areas.ts';
import { loadStore } from '../../bench/load.ts';
import { makeMentions } from '../../bench/mentions.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { openEngine } from '../../src/store/sqlite-engine.ts';

const count = 4000;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ripplewatch-load-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('the mentions of the bench', () => {
  it('are the same for the same seed and others for another', () => {
    const digest = (seed: number) => {
      const hash = createHash('sha256');
      for (const load of makeMentions(count, seed)) hash.update(JSON.stringify(load));
      return hash.digest('hex');
    };
    expect(digest(1)).toBe(digest(1));
    expect(digest(1)).not.toBe(digest(2));
  });

  it('hold what real ones hold: copies, edits, removals, corrections, private people, posts without a date', () => {
    const loads = [...makeMentions(count)];
    const mentions = loads.flatMap((load) => load.mentions);
    expect(new Set(mentions.map(({ post }) => `${post.platform} ${post.id}`)).size).toBe(count);
    expect(mentions.every(({ invented, organisation }) => invented && (organisation ?? 'BENCH-').startsWith('BENCH-'))).toBe(
      true,
    );
    const statements = Map.groupBy(mentions, ({ statement }) => statement);
    expect([...statements].some(([statement, copies]) => statement !== null && copies.length > 3)).toBe(true);
    expect(mentions.some(({ post }) => post.author.private)).toBe(true);
    expect(mentions.some(({ post }) => post.postedAt === null)).toBe(true);
    expect(mentions.some(({ post }) => post.editedAt !== null)).toBe(true);
    expect(loads.some(({ removed }) => removed.length > 0)).toBe(true);
    expect(loads.some(({ reviews }) => reviews.length > 0)).toBe(true);
  });

  it('lie in a store that was filled quickly as the store itself writes them, row by row', async () => {
    const [quick, plain] = [join(folder, 'quick.db'), join(folder, 'plain.db')];
    await loadStore(quick, makeMentions(count), () => {});
    await (await openSqlite(plain, { areas })).close();
    fillPlainly(plain);
    const [left, right] = [readTables(quick), readTables(plain)];
    expect(Object.keys(left)).toEqual(Object.keys(right));
    for (const [name, rows] of Object.entries(left)) expect(rows, name).toEqual(right[name]);
    // What SQLite itself finds wrong with an index, or with the words in one.
    const db = new DatabaseSync(quick);
    expect(db.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
    expect(() => db.exec("INSERT INTO mention_words (mention_words, rank) VALUES ('integrity-check', 1)")).not.toThrow();
    db.close();
    const store = await openSqlite(quick, { areas });
    for await (const { differences } of store.verifyCounts({ repair: false })) expect(differences).toEqual([]);
    await store.close();
  }, 120_000);
});

/** Through the engine, with all indexes; only that Statements are not to be compared is said afterwards. */
function fillPlainly(file: string): void {
  const engine = openEngine({ file, areas });
  for (const { mentions, removed, reviews } of makeMentions(count)) {
    engine.calls.saveBatch({ mentions, removed, notices: [], channel: null, cursor: null });
    if (reviews.length > 0) engine.calls.saveReviews(reviews);
  }
  engine.close();
  const db = new DatabaseSync(file);
  db.exec('UPDATE mentions SET grouped = 2; DELETE FROM statement_checks');
  db.close();
}

/** Every row of every table; of the index of words, whose pages depend on when they were written, what it finds. Counts prove themselves. */
function readTables(file: string): Readonly<Record<string, unknown>> {
  const db = new DatabaseSync(file);
  const names = db
    .prepare(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB 'mention_words*' AND name NOT GLOB 'count_*' AND name NOT GLOB 'sqlite_*' ORDER BY 1",
    )
    .all();
  const tables = Object.fromEntries(
    names.map(({ name }): [string, unknown] => [String(name), db.prepare(`SELECT * FROM ${String(name)}`).all()]),
  );
  const indexes = db.prepare("SELECT name, sql FROM sqlite_schema WHERE type IN ('index', 'trigger') ORDER BY 1").all();
  const found = db.prepare("SELECT rowid FROM mention_words WHERE mention_words MATCH 'patience'").all();
  db.close();
  return { ...tables, indexes, found };
}
