import { toMs } from '../core/time.ts';
import type { Instant, Mention, Removal } from '../core/types.ts';
import { toBare } from './bare.ts';
import type { ForgetRequest, Retention } from './contract.ts';
import { dayOf } from './day.ts';
import type { Value } from './sqlite-encode.ts';
import type { Sql } from './sqlite-sql.ts';
import { marks } from './sqlite-sql.ts';
import { removeWords } from './sqlite-words.ts';

/** Takes the words out of one Mention and leaves the row that is counted; false where they had gone before. Part of the caller's transaction. */
export function makeBare(sql: Sql, key: number, removed: Removal): boolean {
  const row = sql.get(
    'SELECT m.form, c.body FROM mentions m JOIN contents c ON c.mention = m.key WHERE m.key = ? AND m.removed_at IS NULL',
    key,
  );
  if (row === undefined) return false;
  removeWords(sql, key);
  const { body, raw, columns } = bareOf(JSON.parse(String(row['body'])) as Mention, removed);
  sql.run(
    `UPDATE contents SET body = ?, raw = ?, review = json_remove(review, '$.correction.note') WHERE mention = ?`,
    ...[body, raw, key],
  );
  // A note may quote what the post said; what the person decided goes on counting.
  sql.run(`UPDATE reviews SET correction = json_remove(correction, '$.note') WHERE mention = ?`, key);
  sql.run('DELETE FROM versions WHERE mention = ?', key);
  const set = Object.keys(columns).map((column) => `${column} = ?`);
  sql.run(`UPDATE mentions SET ${set.join(', ')} WHERE key = ?`, ...Object.values(columns), key);
  leaveStatement(sql, key, row['form'] as number | null);
  return true;
}

/** What stays of a Mention's texts, and the columns of its row that are other ones then. */
export function bareOf(
  mention: Mention,
  removed: Removal,
): { readonly body: string; readonly raw: string; readonly columns: Readonly<Record<string, Value>> } {
  const { post, ...rest } = toBare(mention, removed);
  const { raw, ...body } = post;
  return {
    body: JSON.stringify({ ...rest, post: body }),
    raw: JSON.stringify(raw),
    columns: {
      ...{ hash: '', organisation: rest.organisation, channel: post.channel, edits: 0 },
      ...{ posted_at: ms(post.postedAt), london_day: post.postedAt === null ? null : dayOf(post.postedAt) },
      ...{ seen_at: toMs(post.seenAt), removed_at: removed.at, removed_why: removed.why },
    },
  };
}

/** Its place in the Statement stays as history says, so that a copy goes on being a copy; what was derived from its words goes. */
function leaveStatement(sql: Sql, key: number, form: number | null): void {
  sql.run('UPDATE mentions SET form = NULL, grouped = 2 WHERE key = ?', key);
  if (form === null || sql.get('SELECT 1 FROM mentions WHERE form = ? LIMIT 1', form) !== undefined) return;
  const wording = sql.get('SELECT dataset, bands FROM wordings WHERE key = ?', form);
  if (wording === undefined) return;
  for (const band of JSON.parse(String(wording['bands'])) as readonly number[]) {
    sql.run('DELETE FROM wording_bands WHERE band = ? AND dataset = ? AND wording = ?', band, String(wording['dataset']), form);
  }
  sql.run('DELETE FROM wordings WHERE key = ?', form);
}

/** At most `limit` Mentions whose time is over, and as many Runs; zeroes mean nothing is left. Invented posts are nobody's words and stay. */
export function retainSome(
  sql: Sql,
  { people, organisations, runs, at }: Retention,
  limit: number,
): { readonly mentions: number; readonly runs: number } {
  return sql.transaction(() => {
    const select = `SELECT key FROM mentions WHERE private = ? AND seen_at < ? AND removed_at IS NULL
      AND dataset NOT IN (SELECT id FROM datasets WHERE invented = 1) LIMIT ?`;
    const keys = [...sql.all(select, 1, toMs(people), limit), ...sql.all(select, 0, toMs(organisations), limit)];
    for (const { key } of keys) makeBare(sql, Number(key), { why: 'retention', at });
    const gone = sql.run('DELETE FROM runs WHERE rowid IN (SELECT rowid FROM runs WHERE started_at < ? LIMIT ?)', runs, limit);
    return { mentions: keys.length, runs: gone.changes };
  });
}

export function forget(sql: Sql, { at, people, posts }: ForgetRequest): number {
  const count = sql.transaction(() => {
    for (const person of people) sql.run('INSERT OR IGNORE INTO forgotten (person, at) VALUES (?, ?)', person, at);
    const keys = [...keysOf(sql, people), ...posts.flatMap(({ platform, id }) => sql.all(byId, platform, id))];
    return keys.filter(({ key }) => makeBare(sql, Number(key), { why: 'request', at })).length;
  });
  sql.flush();
  return count;
}

const byId = 'SELECT key FROM mentions WHERE platform = ? AND id = ?';

/** Handles lie in the contents: private people's posts are few, since they go soon. */
function keysOf(sql: Sql, people: readonly string[]) {
  return sql.all(
    `SELECT m.key FROM mentions m JOIN contents c ON c.mention = m.key
     WHERE m.removed_at IS NULL AND json_extract(c.body, '$.post.author.handle') IN (${marks(people)})`,
    ...people,
  );
}

function ms(at: Instant | null): number | null {
  return at === null ? null : toMs(at);
}
