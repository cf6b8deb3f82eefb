import { toMs } from '../core/time.ts';
import type { Mention } from '../core/types.ts';
import { dayOf } from './day.ts';
import type { Role } from './query.ts';
import { roles } from './query.ts';
import { applyReview, withoutReview } from './review.ts';
import { keepRelay } from './sqlite-roles.ts';
import type { Sql } from './sqlite-sql.ts';
import { packReview, readStanding } from './sqlite-standing.ts';
import { countNew, noteBefore } from './sqlite-tally.ts';
import type { NewWords } from './sqlite-words.ts';
import { forgetWords, readWords, wordsOf } from './sqlite-words.ts';

const fields =
  'organisation, author_kind, wording, phase, outage, voice, cause, channel, posted_at, london_day, seen_at, hash, dataset, platform, id, reviewed, private, sealed, removed_at, removed_why';

// A newcomer's Statement is its own words until they have been compared.
const insert = `INSERT INTO mentions (${fields}, statement, key) VALUES (${fields.replace(/\w+/g, '?')}, ?, ?)`;
const update = `UPDATE mentions SET ${fields.replace(/\w+/g, '$& = ?')} WHERE key = ?`;

/** Under the next key, or one of its own where it had one elsewhere. */
export function insertMention(sql: Sql, mention: Mention, hash: string, words: NewWords, given: number | null = null): void {
  const { key } = sql.run(insert, ...columns(mention, hash), mention.statement, given);
  addContents(sql, key, mention);
  words.add(key, mention);
  countNew(sql, key, mention);
}

/**
 * Keeps the key, so that a page or stream that is under way neither loses nor doubles it. Where a person has corrected the Mention, the
 * columns go on saying what that person said.
 */
export function replaceMention(sql: Sql, key: number, mention: Mention, hash: string, words: NewWords = wordsOf(sql)): void {
  const standing = readStanding(sql, key);
  const shown = standing === null ? mention : applyReview(mention, standing, []);
  const before = words.has(key) ? null : readWords(sql, key);
  noteBefore(sql, key);
  sql.run(update, ...columns(shown, hash), key);
  for (const table of ['contents', 'mention_systems', 'mention_areas', 'mention_services']) {
    sql.run(`DELETE FROM ${table} WHERE mention = ?`, key);
  }
  addContents(sql, key, shown);
  // Taking words out of the index costs far more than reading them, and a Verdict made anew leaves them as they were.
  if (before !== readWords(sql, key)) {
    if (before !== null) forgetWords(sql, key, before);
    words.add(key, shown);
  }
  keepRelay(sql, key);
}

function columns({ post, verdict, organisation, statement, dataset, review }: Mention, hash: string): (string | number | null)[] {
  const postedAt = post.postedAt === null ? null : toMs(post.postedAt);
  return [
    organisation,
    post.author.kind,
    statement,
    verdict.phase,
    verdict.outage ? 1 : 0,
    verdict.voice,
    verdict.cause,
    post.channel,
    postedAt,
    post.postedAt === null ? null : dayOf(post.postedAt),
    toMs(post.seenAt),
    hash,
    dataset,
    post.platform,
    post.id,
    review === undefined ? 0 : 1,
    post.author.private ? 1 : 0,
    1,
    null,
    null,
  ];
}

function addContents(sql: Sql, key: number, mention: Mention): void {
  const { raw, ...post } = mention.post;
  sql.run(
    'INSERT INTO contents (mention, body, raw, review) VALUES (?, ?, ?, ?)',
    key,
    JSON.stringify({ ...withoutHistory(withoutReview(mention)), post }),
    JSON.stringify(raw),
    packReview(mention),
  );
  for (const role of roles) {
    for (const system of mention.verdict[systemsOf[role]]) {
      sql.run('INSERT OR IGNORE INTO mention_systems (mention, role, system) VALUES (?, ?, ?)', key, role, system);
    }
  }
  for (const { kind, code } of mention.places) {
    if (kind !== 'organisation') sql.run('INSERT OR IGNORE INTO mention_areas (mention, area) VALUES (?, ?)', key, code);
  }
  for (const service of mention.verdict.services) {
    sql.run('INSERT OR IGNORE INTO mention_services (mention, service) VALUES (?, ?)', key, service);
  }
}

/** Versions lie in a table of their own, and what is written anew has its words again. */
function withoutHistory({ versions: _versions, removed: _removed, ...mention }: Mention): Mention {
  return mention;
}

const systemsOf = {
  affected: 'systems',
  unaffected: 'systemsUnaffected',
  cause: 'systemsCause',
  planned: 'systemsPlanned',
  'switched-off': 'systemsSwitchedOff',
} as const satisfies Readonly<Record<Role, keyof Mention['verdict']>>;
