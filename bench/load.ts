import type { DatabaseSync } from 'node:sqlite';
import { areas } from '../analysis/areas.ts';
import { openSqlite } from '../src/store/sqlite.ts';
import { chunkOptions, keepChunks } from '../src/store/sqlite-chunks.ts';
import { bindCalls } from '../src/store/sqlite-engine.ts';
import { openDatabase } from '../src/store/sqlite-open.ts';
import { createSql } from '../src/store/sqlite-sql.ts';
import type { Load } from './mentions.ts';

/**
 * Fills a new store faster than a server could: the product's own writer on this thread, without a log that a crash would need, and with the
 * indexes of Mentions made at the end. What is in the tables afterwards is what the store itself would have written.
 */
export async function loadStore(file: string, loads: Iterable<Load>, onSaved: (mentions: number) => void): Promise<void> {
  await (await openSqlite(file, { areas })).close();
  const db = openDatabase(file);
  // From the log that readers need there is no way to none at all but through the plain journal.
  db.exec('PRAGMA journal_mode = MEMORY; PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = OFF; PRAGMA secure_delete = OFF');
  db.exec('PRAGMA cache_size = -3000000');
  const indexes = dropIndexes(db);
  // Words are gathered in memory longer, and what is removed is only struck out: the file holds nothing that anybody posted.
  setWords(db, { hashsize: 67_108_864, 'secure-delete': 0 });
  const sql = { ...createSql(db), flush: () => {} };
  const chunks = chunkOptions(areas);
  const calls = bindCalls(sql, chunks);
  db.exec(isGrouped);
  // Counted at the end, all together.
  db.exec('UPDATE count_state SET goal = 9007199254740991');
  const save = ({ mentions, removed, reviews }: Load): void => {
    const { added } = calls.saveBatch({ mentions, removed, notices: [], channel: null, cursor: null });
    if (reviews.length > 0) calls.saveReviews(reviews);
    onSaved(added);
  };
  let together: Load[] = [];
  const saveAll = (): void => {
    sql.transaction(() => together.forEach(save));
    while (keepChunks(sql, chunks));
  };
  for (const load of loads) {
    together.push(load);
    if (together.length < batchesTogether) continue;
    saveAll();
    together = [];
  }
  saveAll();
  db.exec('DELETE FROM count_changes; UPDATE count_state SET goal = (SELECT max(key) FROM mentions)');
  db.exec('DROP TRIGGER bench_grouped; UPDATE mentions SET grouped = 2 WHERE grouped = 0; DELETE FROM statement_checks');
  for (const index of indexes) db.exec(index);
  const plain = bindCalls(createSql(db), chunkOptions(areas));
  while (plain.tidySome(countedTogether));
  setWords(db, { hashsize: 1_048_576, 'secure-delete': 1 });
  db.exec('PRAGMA locking_mode = NORMAL; PRAGMA journal_mode = WAL');
  db.close();
}

const batchesTogether = 50;
const countedTogether = 50_000;

function setWords(db: DatabaseSync, settings: Readonly<Record<string, number>>): void {
  const set = db.prepare('INSERT INTO mention_words (mention_words, rank) VALUES (?, ?)');
  for (const [name, value] of Object.entries(settings)) set.run(name, BigInt(value));
}

/** The generator names Statements itself: nothing waits to be compared. */
const isGrouped = `CREATE TEMP TRIGGER bench_grouped AFTER INSERT ON main.mentions
  BEGIN UPDATE mentions SET grouped = 2 WHERE key = new.key; END`;

function dropIndexes(db: DatabaseSync): readonly string[] {
  const rows = db
    .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND tbl_name GLOB 'mention*'")
    .all();
  for (const { name } of rows) db.exec(`DROP INDEX ${String(name)}`);
  return rows.map(({ sql }) => String(sql));
}
