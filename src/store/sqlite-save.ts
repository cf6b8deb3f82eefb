import type { Instant, Mention, Notice } from '../core/types.ts';
import type { MentionKey, Saved, StoreBatch } from './contract.ts';
import { fingerprint } from './fingerprint.ts';
import { withoutReview } from './review.ts';
import type { StoredMention } from './saving.ts';
import { decide, mergeNotice } from './saving.ts';
import { makeBare } from './sqlite-bare.ts';
import { isLost } from './sqlite-claims.ts';
import { insertMention, replaceMention } from './sqlite-rows.ts';
import type { Sql } from './sqlite-sql.ts';
import { keepVersion } from './sqlite-versions.ts';
import type { NewWords } from './sqlite-words.ts';
import { wordsOf } from './sqlite-words.ts';

/** Saves a batch whole or not at all: Mentions, removals, notices, and only then the cursor. */
export function saveBatch(sql: Sql, batch: StoreBatch): Saved {
  const saved = sql.transaction(() => {
    const tally = { added: 0, changed: 0, unchanged: 0, removed: 0, outages: 0, notices: 0 };
    if (batch.channel !== null && isLost(sql, batch.channel, batch.claim)) return { ...tally, lost: true as const };
    const words = wordsOf(sql);
    let newest: Instant | null = null;
    for (const mention of batch.mentions) {
      const outcome = saveMention(sql, withoutReview(mention), batch, words);
      tally[outcome] += 1;
      if (outcome !== 'added') continue;
      if (mention.verdict.outage) tally.outages += 1;
      if (newest === null || mention.post.seenAt > newest) newest = mention.post.seenAt;
    }
    tally.removed = removePosts(sql, batch);
    for (const notice of batch.notices) if (saveNotice(sql, notice)) tally.notices += 1;
    if (batch.channel !== null) moveCursor(sql, batch.channel, batch.cursor, newest);
    if (batch.channel !== null && batch.address !== undefined) moveAddress(sql, batch.channel, batch.address);
    return tally;
  });
  // What was removed is to be found in the log no more than in the file.
  if (saved.removed > 0) sql.flush();
  return saved;
}

const known =
  'SELECT key, hash, posted_at, seen_at, channel, organisation, removed_why FROM mentions WHERE platform = ? AND id = ? AND dataset = ?';

function saveMention(
  sql: Sql,
  mention: Mention,
  { onlyStored, twins }: StoreBatch,
  words: NewWords,
): 'added' | 'changed' | 'unchanged' {
  const { post, dataset } = mention;
  const twin = twins?.get(`${post.platform} ${post.id}`);
  const hash = fingerprint(mention);
  const decision = decide({
    ...{ mention, hash, onlyStored: onlyStored === true },
    stored: readKnown(sql, post.platform, post.id, dataset),
    twin: twin === undefined ? undefined : readKnown(sql, post.platform, twin, dataset),
    isForgotten: () => isForgotten(sql, mention),
    read: (row) => readStored(sql, row),
  });
  if (decision.outcome === 'added') insertMention(sql, mention, hash, words);
  if (decision.outcome === 'changed') {
    const { row, before } = decision;
    if (before !== null) keepVersion(sql, row, before, mention);
    replaceMention(sql, row.key, decision.mention, hash, words);
  }
  return decision.outcome;
}

function readKnown(sql: Sql, platform: string, id: string, dataset: string): Known | undefined {
  const row = sql.get(known, platform, id, dataset);
  return row === undefined
    ? undefined
    : {
        key: Number(row['key']),
        hash: String(row['hash']),
        channel: String(row['channel']),
        organisation: row['organisation'] as string | null,
        postedAt: row['posted_at'] as number | null,
        seenAt: Number(row['seen_at']),
        removedWhy: row['removed_why'] as StoredMention['removedWhy'],
      };
}

interface Known extends StoredMention {
  readonly key: number;
}

function isForgotten(sql: Sql, { post }: Mention): boolean {
  return post.author.handle !== null && sql.get('SELECT 1 FROM forgotten WHERE person = ?', post.author.handle) !== undefined;
}

function readStored(sql: Sql, { key }: Known): Mention {
  const body = sql.get('SELECT body FROM contents WHERE mention = ?', key)?.['body'];
  return JSON.parse(String(body)) as Mention;
}

/** Removals come from a Channel and stay within its Dataset; without one they hold everywhere. */
function removePosts(sql: Sql, { removed, channel }: StoreBatch): number {
  if (removed.length === 0) return 0;
  const dataset = channel === null ? undefined : sql.get('SELECT dataset FROM channels WHERE id = ?', channel)?.['dataset'];
  const within = typeof dataset === 'string' ? dataset : null;
  let count = 0;
  for (const { platform, id, at } of removed) {
    const select = 'SELECT key FROM mentions WHERE platform = ?1 AND id = ?2 AND dataset = coalesce(?3, dataset)';
    for (const { key } of sql.all(select, platform, id, within)) {
      if (makeBare(sql, Number(key), { why: 'deleted', at })) count += 1;
    }
  }
  return count;
}

export function takeBack(sql: Sql, { platform, id, dataset }: MentionKey): boolean {
  const { changes } = sql.transaction(() =>
    sql.run('DELETE FROM mentions WHERE platform = ? AND id = ? AND dataset = ?', platform, id, dataset),
  );
  if (changes > 0) sql.flush();
  return changes > 0;
}

/** True when it was not there. */
function saveNotice(sql: Sql, given: Notice): boolean {
  const body = sql.get('SELECT body FROM notices WHERE channel = ? AND id = ?', given.channel, given.id)?.['body'];
  const known = typeof body === 'string' ? (JSON.parse(body) as Notice) : null;
  const notice = mergeNotice(known, given);
  sql.run(
    `INSERT INTO notices (channel, id, dataset, body, published_at, updated_at)
     VALUES (?1, ?2, (SELECT dataset FROM channels WHERE id = ?1), ?3, ?4, ?5)
     ON CONFLICT DO UPDATE SET body = ?3, published_at = ?4, updated_at = ?5`,
    notice.channel,
    notice.id,
    JSON.stringify(notice),
    notice.publishedAt,
    notice.updatedAt,
  );
  return known === null;
}

/** A null cursor leaves the old one: losing the place would collect everything again. */
function moveCursor(sql: Sql, channel: string, cursor: StoreBatch['cursor'], newest: Instant | null): void {
  sql.run(
    `UPDATE channels SET cursor = coalesce(?1, cursor), last_post_at = max(coalesce(last_post_at, ?2), coalesce(?2, last_post_at)) WHERE id = ?3`,
    cursor === null ? null : JSON.stringify(cursor),
    newest,
    channel,
  );
}

function moveAddress(sql: Sql, channel: string, address: string): void {
  sql.run("UPDATE channels SET body = json_set(body, '$.address', ?) WHERE id = ?", address, channel);
}
