import type { Governance, GovernanceEntry, Instant, Mention, Post } from '../core/types.ts';
import type { MentionKey } from './contract.ts';
import { fingerprint } from './fingerprint.ts';
import type { Packed } from './sqlite-pages.ts';
import { packedColumns, readPacked } from './sqlite-pages.ts';
import { replaceMention } from './sqlite-rows.ts';
import type { Sql } from './sqlite-sql.ts';

export function recordGovernance(sql: Sql, { at, who, decided }: GovernanceEntry): void {
  sql.run('INSERT INTO governance (at, who, decided) VALUES (?, ?, ?)', at, who, JSON.stringify(decided));
}

/** Newest first. */
export function governanceHistory(sql: Sql): readonly GovernanceEntry[] {
  return sql.all('SELECT at, who, decided FROM governance ORDER BY key DESC').map((row) => ({
    at: row['at'] as Instant,
    who: String(row['who']),
    decided: JSON.parse(String(row['decided'])) as Governance | null,
  }));
}

export function governance(sql: Sql): Governance | null {
  return governanceHistory(sql)[0]?.decided ?? null;
}

/** Whether private people's Channels may be collected now: a condition without values. */
export const governed = "coalesce((SELECT decided FROM governance ORDER BY key DESC LIMIT 1), 'null') <> 'null'";

export function unsealed(sql: Sql, limit: number): readonly Packed[] {
  return sql
    .all(
      `SELECT ${packedColumns} FROM mentions m JOIN contents c ON c.mention = m.key WHERE m.sealed = 0 AND m.removed_at IS NULL ORDER BY m.key LIMIT ?`,
      limit,
    )
    .map(readPacked);
}

/** The same rows with what named somebody gone; the index of words never held names of private people. */
export function saveSealed(sql: Sql, posts: readonly (MentionKey & { readonly post: Post })[]): void {
  sql.transaction(() => {
    for (const { platform, id, dataset, post } of posts) {
      const row = sql.get(
        `SELECT m.key, c.body FROM mentions m JOIN contents c ON c.mention = m.key WHERE ${known}`,
        platform,
        id,
        dataset,
      );
      if (row === undefined) continue;
      const key = Number(row['key']);
      // Stored sealed by somebody else meanwhile: the same post twice.
      const twin = id === post.id ? undefined : sql.get(`SELECT 1 FROM mentions m WHERE ${known}`, platform, post.id, dataset);
      if (twin !== undefined) sql.run('DELETE FROM mentions WHERE key = ?', key);
      else {
        const mention = { ...(JSON.parse(String(row['body'])) as Mention), post };
        replaceMention(sql, key, mention, fingerprint(mention));
      }
    }
  });
  sql.flush();
}

const known = 'm.platform = ? AND m.id = ? AND m.dataset = ?';
