import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { areas } from '../../analysis/areas.ts';
import { loadStore, makeStore } from '../../bench/load.ts';
import { makeMentions } from '../../bench/mentions.ts';
import { phases } from '../../src/core/types.ts';
import type { MentionQuery } from '../../src/store/filters.ts';
import { writePosition } from '../../src/store/position.ts';
import { outagePhases } from '../../src/store/query.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import type { Engine } from '../../src/store/sqlite-engine.ts';
import { openEngine } from '../../src/store/sqlite-engine.ts';

const count = 6000;
const seed = 20_240_719;
/** Small, so that there are several sets of bits. */
const chunkRows = 1600;
const queries: readonly MentionQuery[] = [
  { dataset: 'live', phases },
  { dataset: 'live', phases: outagePhases, systems: ['emis-web'] },
  { dataset: 'live', phases, areas: ['GB-ENG'], platforms: ['feed'] },
  { dataset: 'live', phases, reviewed: 'yes' },
  { dataset: 'live', phases, text: 'patience' },
];
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
    expect(await makeStore(quick, count, seed, { chunkRows })).toBe(count);
    fillPlainly(plain);
    const [left, right] = [readTables(quick), readTables(plain)];
    expect(Object.keys(left)).toEqual(Object.keys(right));
    for (const [name, rows] of Object.entries(left)) expect(rows, name).toEqual(right[name]);
    const [asked, answered] = [openEngine({ file: quick, areas, chunkRows }), openEngine({ file: plain, areas, chunkRows })];
    const ask = ({ calls }: Engine, query: MentionQuery) => {
      const { next, ...page } = calls.newestFirst(query, { limit: 50, after: null });
      return { ...page, next: next === null ? null : writePosition(next), counted: calls.count(query) };
    };
    for (const query of queries) expect(ask(asked, query)).toEqual(ask(answered, query));
    asked.close();
    answered.close();
  }, 120_000);

  it('lie in a sound file, with counts that agree with them', async () => {
    const file = join(folder, 'sound.db');
    const steps = new Set<string>();
    await loadStore(file, makeMentions(count, seed), { onProgress: (step) => steps.add(step) });
    expect([...steps]).toEqual(['rows', 'indexes', 'sets', 'counts']);
    const db = new DatabaseSync(file);
    expect(db.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
    expect(db.prepare('PRAGMA foreign_key_check').all()).toEqual([]);
    // What SQLite finds wrong with the words in their index.
    expect(() => db.exec("INSERT INTO mention_words (mention_words, rank) VALUES ('integrity-check', 1)")).not.toThrow();
    db.close();
    const store = await openSqlite(file, { areas });
    for await (const { differences } of store.verifyCounts({ repair: false })) expect(differences).toEqual([]);
    await store.close();
  }, 120_000);

  it('leave no file behind where making them fails', async () => {
    const file = join(folder, 'broken.db');
    const [first] = makeMentions(count, seed);
    const stranger = {
      platform: 'feed',
      id: 'nobody',
      at: first?.mentions[0]?.post.seenAt ?? '2024-07-19T00:00:00.000Z',
    } as const;
    const loads = [{ mentions: first?.mentions ?? [], removed: [stranger], reviews: [] }];
    await expect(loadStore(file, loads)).rejects.toThrow('cannot be changed');
    expect(readdirSync(folder).filter((name) => name.startsWith('broken'))).toEqual([]);
  });
});

/** Through the engine, with all indexes; only that Statements are not to be compared is said afterwards. */
function fillPlainly(file: string): void {
  const engine = openEngine({ file, areas, chunkRows });
  for (const { mentions, removed, reviews } of makeMentions(count, seed)) {
    engine.calls.saveBatch({ mentions, removed, notices: [], channel: null, cursor: null });
    if (reviews.length > 0) engine.calls.saveReviews(reviews);
  }
  while (engine.calls.tidySome(1000));
  while (engine.upkeep());
  engine.close();
  const db = new DatabaseSync(file);
  db.exec('UPDATE mentions SET grouped = 2; DELETE FROM statement_checks');
  db.close();
}

/**
 * Every row of every table. Three depend on when something was written and are compared by what they hold or answer: pages of the index of
 * words, numbers in the counts, and sets of bits, beside which a store that lived lists what changed since.
 */
function readTables(file: string): Readonly<Record<string, unknown>> {
  const db = new DatabaseSync(file);
  const all = (sql: string): unknown => db.prepare(sql).all();
  const names = db
    .prepare(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB 'mention_words*' AND name NOT GLOB 'count_*'
         AND name NOT GLOB 'chunk*' AND name NOT GLOB 'sqlite_*' ORDER BY 1`,
    )
    .all();
  const tables = Object.fromEntries(
    names.map(({ name }): [string, unknown] => [String(name), all(`SELECT * FROM ${String(name)}`)]),
  );
  const cells = ['totals', 'systems', 'areas', 'both'].map((table): [string, unknown] => [
    `cells of ${table}`,
    all(
      `SELECT dataset, undated, level, start, count(*) FROM count_${table} JOIN count_scopes ON id = scope GROUP BY 1, 2, 3, 4`,
    ),
  ]);
  const found = {
    words: all("SELECT rowid FROM mention_words WHERE mention_words MATCH 'patience'"),
    periods: all(
      'SELECT dataset, undated, level, start, ends, sealed FROM count_periods JOIN count_scopes ON id = scope ORDER BY 1, 2, 3, 4',
    ),
    organisations: all('SELECT code FROM count_organisations ORDER BY 1'),
    statements: all('SELECT statement, dataset FROM count_statements JOIN count_scopes s ON s.id = scope ORDER BY 1, 2'),
    chunks: all('SELECT first, last FROM chunks'),
    schema: all("SELECT name, sql FROM sqlite_schema WHERE type IN ('index', 'trigger', 'view') ORDER BY 1"),
    ...Object.fromEntries(cells),
  };
  db.close();
  return { ...tables, ...found };
}
