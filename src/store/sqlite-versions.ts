import { fromMs } from '../core/time.ts';
import type { Mention, Version } from '../core/types.ts';
import type { MentionKey } from './contract.ts';
import type { Row, Sql } from './sqlite-sql.ts';

/** How many a Mention keeps: the first, and the newest of the rest. A page that swaps two texts at every look must not fill the disk. */
const kept = 50;

/** Keeps what the stored Mention says beside it where the new one's words differ; verdicts that are made anew are no edit. */
export function keepVersion(sql: Sql, row: Row, stored: Mention, next: Mention): void {
  const key = Number(row['key']);
  if (sayWords(stored) === sayWords(next)) return;
  const { text, spoiler, quoted, postedAt, editedAt } = stored.post;
  const before = readVersions(sql, key).at(-1);
  const version: Version = {
    text,
    ...(spoiler === undefined ? {} : { spoiler }),
    ...(quoted === undefined ? {} : { quoted }),
    verdict: stored.verdict,
    places: stored.places,
    saidAt: editedAt ?? (before === undefined ? postedAt : null),
    seenAt: before?.replacedAt ?? fromMs(Number(row['seen_at'])),
    replacedAt: next.post.seenAt,
  };
  sql.run('INSERT INTO versions (mention, body) VALUES (?, ?)', key, JSON.stringify(version));
  sql.run(
    `DELETE FROM versions WHERE mention = ?1 AND key > (SELECT min(key) FROM versions WHERE mention = ?1)
       AND key NOT IN (SELECT key FROM versions WHERE mention = ?1 ORDER BY key DESC LIMIT ?2)`,
    key,
    kept - 1,
  );
  sql.run('UPDATE mentions SET edits = (SELECT count(*) FROM versions WHERE mention = ?1) WHERE key = ?1', key);
}

function sayWords({ post: { text, spoiler, quoted } }: Mention): string {
  return JSON.stringify([text, spoiler ?? null, quoted ?? null]);
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
