import { fromMs } from '../core/time.ts';
import type { Instant, Mention, Notice } from '../core/types.ts';
import type { MentionKey, Saved, StoreBatch } from './contract.ts';
import { fingerprint } from './fingerprint.ts';
import { withoutReview } from './review.ts';
import { makeBare } from './sqlite-bare.ts';
import { insertMention, replaceMention } from './sqlite-rows.ts';
import type { Row, Sql } from './sqlite-sql.ts';
import { keepVersion } from './sqlite-versions.ts';

/** Saves a batch whole or not at all: Mentions, removals, notices, and only then the cursor. */
export function saveBatch(sql: Sql, batch: StoreBatch): Saved {
  const saved = sql.transaction(() => {
    const tally = { added: 0, changed: 0, unchanged: 0, removed: 0, outages: 0, notices: 0 };
    let newest: Instant | null = null;
    for (const mention of batch.mentions) {
      const outcome = saveMention(sql, withoutReview(mention), batch);
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

function saveMention(sql: Sql, mention: Mention, { onlyStored, twins }: StoreBatch): 'added' | 'changed' | 'unchanged' {
  const { post, dataset } = mention;
  const twin = twins?.get(`${post.platform} ${post.id}`);
  const other = twin === undefined ? undefined : sql.get(known, post.platform, twin, dataset);
  // What is known of an organisation is not stored a second time as a private person's.
  if (post.author.private && (other !== undefined || isForgotten(sql, mention))) return 'unchanged';
  const stored = sql.get(known, post.platform, post.id, dataset) ?? (other?.['removed_why'] === null ? other : undefined);
  const hash = fingerprint(mention);
  if (onlyStored === true && (stored === undefined || !saysSame(sql, mention, stored))) return 'unchanged';
  if (stored === undefined) {
    insertMention(sql, mention, hash);
    return 'added';
  }
  const { removed_why: removed } = stored;
  // What was kept long enough, or was to be forgotten, does not come back because somebody still shows it.
  if (removed === 'retention' || removed === 'request') return 'unchanged';
  const dated = stored['posted_at'] === null && post.postedAt !== null;
  if (!dated && (stored['hash'] === hash || knowsLess(sql, mention, stored))) return 'unchanged';
  if (removed === null) {
    const before = readStored(sql, stored);
    if (isOlder(mention, before)) return 'unchanged';
    keepVersion(sql, stored, before, mention);
  }
  replaceMention(sql, Number(stored['key']), keepFirst(mention, stored), hash);
  return 'changed';
}

/** Words that are gone meanwhile are no words. */
function saysSame(sql: Sql, { post }: Mention, stored: Row): boolean {
  return stored['removed_why'] === null && readStored(sql, stored).post.text === post.text;
}

function isForgotten(sql: Sql, { post }: Mention): boolean {
  return post.author.handle !== null && sql.get('SELECT 1 FROM forgotten WHERE person = ?', post.author.handle) !== undefined;
}

/** A copy that some server kept of what the author has edited since. */
function isOlder({ post }: Mention, stored: Mention): boolean {
  return post.editedAt !== null && stored.post.editedAt !== null && post.editedAt < stored.post.editedAt;
}

/**
 * The same post found a second time through another Channel (a search beside the account itself) must not take its Organisation away,
 * or the two would overwrite each other at every visit.
 */
function knowsLess(sql: Sql, mention: Mention, stored: Row): boolean {
  if (stored['channel'] === mention.post.channel || stored['organisation'] === null || mention.organisation !== null)
    return false;
  const old = readStored(sql, stored);
  return old.post.text === mention.post.text && old.verdict.version === mention.verdict.version;
}

function readStored(sql: Sql, { key }: Row): Mention {
  const body = sql.get('SELECT body FROM contents WHERE mention = ?', Number(key))?.['body'];
  return JSON.parse(String(body)) as Mention;
}

/** A platform that moves a post's date, or our seeing it again, does not change when it happened. */
function keepFirst(mention: Mention, stored: Row): Mention {
  const seenAt = fromMs(Number(stored['seen_at']));
  const postedAt = stored['posted_at'] === null ? mention.post.postedAt : fromMs(Number(stored['posted_at']));
  return { ...mention, post: { ...mention.post, seenAt, postedAt } };
}

/** Removals come from a Channel and stay within its Dataset; without one they hold everywhere. */
function removePosts(sql: Sql, { removed, channel }: StoreBatch): number {
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
  const { changes } = sql.run('DELETE FROM mentions WHERE platform = ? AND id = ? AND dataset = ?', platform, id, dataset);
  if (changes > 0) sql.flush();
  return changes > 0;
}

/** True when it was not there. A page that moves an entry's date, or our seeing it again, does not change when it was first said. */
function saveNotice(sql: Sql, given: Notice): boolean {
  const body = sql.get('SELECT body FROM notices WHERE channel = ? AND id = ?', given.channel, given.id)?.['body'];
  const known = typeof body === 'string' ? (JSON.parse(body) as Notice) : null;
  const notice = known === null ? given : { ...given, seenAt: known.seenAt, publishedAt: earlier(known, given) };
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

function earlier({ publishedAt: known }: Notice, { publishedAt: given }: Notice): Instant | null {
  if (known === null || given === null) return known ?? given;
  return known < given ? known : given;
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
