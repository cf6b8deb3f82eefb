import type { Mention, Version } from '../core/types.ts';
import type { MentionKey } from './contract.ts';
import { inserts } from './sqlite-encode.ts';
import type { Sql } from './sqlite-sql.ts';
import { keptVersions, makeVersion } from './versions.ts';

/** Keeps what the stored Mention says beside it where the new one's words differ. */
export function keepVersion(sql: Sql, row: { key: number; seenAt: number }, stored: Mention, next: Mention): void {
  const { key, seenAt } = row;
  const version = makeVersion(stored, next, { last: readVersions(sql, key).at(-1), seenAt });
  if (version === null) return;
  sql.run(inserts.versions, key, JSON.stringify(version));
  sql.run(
    `DELETE FROM versions WHERE mention = ?1 AND key > (SELECT min(key) FROM versions WHERE mention = ?1)
       AND key NOT IN (SELECT key FROM versions WHERE mention = ?1 ORDER BY key DESC LIMIT ?2)`,
    key,
    keptVersions - 1,
  );
  sql.run('UPDATE mentions SET edits = (SELECT count(*) FROM versions WHERE mention = ?1) WHERE key = ?1', key);
}

export function versions(sql: Sql, { platform, id, dataset }: MentionKey): readonly Version[] {
  const row = sql.get('SELECT key FROM mentions WHERE platform = ? AND id = ? AND dataset = ?', platform, id, dataset);
  return row === undefined ? [] : readVersions(sql, Number(row['key']));
}

function readVersions(sql: Sql, key: number): readonly Version[] {
  return sql
    .all('SELECT body FROM versions WHERE mention = ? ORDER BY key', key)
    .map((row) => JSON.parse(String(row['body'])) as Version);
}
