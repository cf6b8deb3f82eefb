import type { DatabaseSync } from 'node:sqlite';
import { areas } from '../analysis/areas.ts';
import { openSqlite } from '../src/store/sqlite.ts';
import { openDatabase } from '../src/store/sqlite-open.ts';

/** An empty store, open for one writer alone, without a log that a crash would need: whoever dies here begins anew. */
export async function makeEmpty(file: string, { cacheKb }: { readonly cacheKb: number }): Promise<DatabaseSync> {
  await (await openSqlite(file, { areas })).close();
  const db = openDatabase(file);
  // From the log that readers need there is no way to none at all but through the plain journal.
  db.exec('PRAGMA journal_mode = MEMORY; PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = OFF; PRAGMA secure_delete = OFF');
  db.exec(`PRAGMA journal_mode = OFF; PRAGMA foreign_keys = OFF; PRAGMA cache_size = -${cacheKb}`);
  return db;
}
