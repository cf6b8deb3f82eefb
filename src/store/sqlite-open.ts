import { DatabaseSync } from 'node:sqlite';
import { StoreError } from '../core/errors.ts';
import { migrations } from './migrations.ts';
import { isBusy } from './sqlite-errors.ts';

const busyTimeoutMs = 5000;
const patienceMs = 20_000;
/** "RPLW" in SQLite's header, so that another program's database is never taken for ours. */
const applicationId = 0x52504c57;

/** Opens or creates the file and brings it to this program's version. Throws StoreError, or SQLite's own error. */
export function openDatabase(file: string): DatabaseSync {
  const db = new DatabaseSync(file, { timeout: busyTimeoutMs });
  try {
    retryBusy(() => {
      checkOwner(db, file);
      db.exec(
        'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA journal_size_limit = 67108864; PRAGMA wal_autocheckpoint = 4000',
      );
      // What is deleted is overwritten, in the index of words as well: a removed post must not be found in the file by whoever copies it.
      db.exec('PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY; PRAGMA secure_delete = ON');
      migrate(db, file);
    });
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** The version is read inside the write transaction: of two processes that start at once, the second finds the work done. */
function migrate(db: DatabaseSync, file: string): void {
  if (version(db) === migrations.length) return;
  db.exec('BEGIN IMMEDIATE');
  let leftovers = false;
  try {
    checkOwner(db, file);
    // Versions before the one with this view deleted without overwriting: what they left in free pages goes now.
    leftovers = version(db) > 0 && number(db, "SELECT count(*) AS value FROM sqlite_schema WHERE name = 'mention_texts'") === 0;
    for (const step of migrations.slice(version(db))) db.exec(step);
    db.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${migrations.length}`);
    db.exec('COMMIT');
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
  if (leftovers) db.exec('VACUUM');
}

function checkOwner(db: DatabaseSync, file: string): void {
  const tables = number(db, 'SELECT count(*) AS value FROM sqlite_schema');
  const owner = number(db, 'SELECT application_id AS value FROM pragma_application_id');
  if (tables > 0 && owner !== applicationId) {
    throw new StoreError(
      `${file} is a database of another program, not a Ripplewatch store. Move it away, or choose another folder.`,
    );
  }
  if (version(db) > migrations.length) {
    throw new StoreError(
      `The store ${file} was written by a newer Ripplewatch (store version ${version(db)}, this one knows ${migrations.length}). ` +
        'Update this program, or choose another folder.',
    );
  }
}

function version(db: DatabaseSync): number {
  return number(db, 'SELECT user_version AS value FROM pragma_user_version');
}

function number(db: DatabaseSync, sql: string): number {
  return Number(db.prepare(sql).get()?.['value'] ?? 0);
}

/** Turning WAL on does not wait for other processes as ordinary statements do, so we wait for them. */
function retryBusy(step: () => void): void {
  for (let waitedMs = 0; ; waitedMs += 50) {
    try {
      step();
      return;
    } catch (error) {
      if (!isBusy(error) || waitedMs >= patienceMs) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
    }
  }
}
