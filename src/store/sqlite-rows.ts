import type { Mention } from '../core/types.ts';
import { applyReview } from './review.ts';
import { columnsOf, contentsOf, inserts, listsOf, mentionColumns } from './sqlite-encode.ts';
import { keepRelay } from './sqlite-roles.ts';
import type { Sql } from './sqlite-sql.ts';
import { readStanding } from './sqlite-standing.ts';
import { countNew, noteBefore } from './sqlite-tally.ts';
import type { NewWords } from './sqlite-words.ts';
import { forgetWords, readWords, wordsOf } from './sqlite-words.ts';

// A newcomer's Statement is its own words until they have been compared.
const insert = `INSERT INTO mentions (${mentionColumns.join(', ')}, statement, key) VALUES (${mentionColumns.map(() => '?').join(', ')}, ?, ?)`;
const update = `UPDATE mentions SET ${mentionColumns.map((column) => `${column} = ?`).join(', ')} WHERE key = ?`;

/** Under the next key, or one of its own where it had one elsewhere. */
export function insertMention(sql: Sql, mention: Mention, hash: string, words: NewWords, given: number | null = null): void {
  const { key } = sql.run(insert, ...columnsOf(mention, hash), mention.statement, given);
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
  sql.run(update, ...columnsOf(shown, hash), key);
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

function addContents(sql: Sql, key: number, mention: Mention): void {
  const { systems, areas, services } = listsOf(mention);
  sql.run(inserts.contents, key, ...contentsOf(mention));
  for (const named of systems) sql.run(inserts.systems, key, ...named);
  for (const area of areas) sql.run(inserts.areas, key, area);
  for (const service of services) sql.run(inserts.services, key, service);
}
