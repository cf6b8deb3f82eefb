import { DatabaseSync } from 'node:sqlite';
import { makeMention } from './samples.ts';

/** Plain inserts made inside the database: the same rows through the store would take minutes and test nothing more. */
export function fillStore(file: string, count: number): void {
  // A store that is open on the same file may be at work on it.
  const db = new DatabaseSync(file, { timeout: 60_000 });
  const { raw, ...post } = makeMention('ID').post;
  const body = JSON.stringify({ ...makeMention('ID'), post });
  db.exec(`
    PRAGMA synchronous = OFF;
    BEGIN;
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})
    INSERT INTO mentions (key, dataset, platform, id, channel, author_kind, phase, outage, posted_at, seen_at, hash)
    SELECT i, 'live', 'feed', 'm' || i, 'c', 'practice', 'disrupted', 1, 1721372400000 + i * 100, 0, '' FROM n;
    INSERT INTO mention_systems SELECT key, 'affected', 'emis-web' FROM mentions;
    -- None of them is counted yet, as in a file of an older program.
    UPDATE count_state SET goal = ${count};
    COMMIT;`);
  const insert =
    'INSERT INTO contents (mention, body, raw) SELECT key, replace(?, ?, printf(\'"id":"m%07d"\', key)), ? FROM mentions';
  db.prepare(insert).run(body, '"id":"ID"', JSON.stringify(raw));
  db.close();
}
