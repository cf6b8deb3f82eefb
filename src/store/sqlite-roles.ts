import type { AuthorKind, Mention, Voice } from '../core/types.ts';
import { isOrigin } from './relay.ts';
import type { Row, Sql } from './sqlite-sql.ts';
import { marks } from './sqlite-sql.ts';
import type { StatementKey } from './sqlite-statements.ts';
import type { CheckedCopy, UncheckedCopy } from './statements.ts';

/**
 * Finds who was first, names the Statement by their words, and gives roles: to the posts of `keys` alone, or to all where who was first has
 * changed. Copies of a body that others pass on are marked for a look at whether they are relays.
 */
export function settle(sql: Sql, { dataset, statement }: StatementKey, keys: readonly number[]): void {
  const first = firstOf(sql, dataset, statement);
  if (first === undefined) return;
  const id = String(first['wording']);
  if (id !== statement) rename(sql, dataset, statement, id);
  const origin = isOriginRow(first) ? 1 : 0;
  const known = sql.get('SELECT first, origin FROM statements WHERE dataset = ? AND statement = ?', dataset, id);
  const isSame = id === statement && known !== undefined && known['first'] === first['key'] && known['origin'] === origin;
  sql.run(
    'INSERT OR REPLACE INTO statements (dataset, statement, first, origin) VALUES (?, ?, ?, ?)',
    dataset,
    id,
    first['key'] ?? null,
    origin,
  );
  const key = Number(first['key']);
  // Where the first one's words are gone there is nothing to compare a copy with: what was found stays.
  const mayAsk = first['removed_at'] === null;
  const isAlone = !hasOthers(sql, dataset, id, key);
  if (!isAlone && !isSame) giveRoles(sql, 'dataset = ? AND statement = ? AND grouped > 0', [dataset, id], key, origin, mayAsk);
  for (let from = 0; !isAlone && isSame && from < keys.length; from += 500) {
    const some = keys.slice(from, from + 500);
    giveRoles(sql, `key IN (${marks(some)}) AND grouped > 0`, some, key, origin, mayAsk);
  }
  giveFirst(sql, key, isAlone);
}

/** The first by date, then platform and id, which no order of arrival changes; a post without a date is first only where none has one. */
function firstOf(sql: Sql, dataset: string, statement: string): Row | undefined {
  const select = `SELECT key, wording, author_kind, voice, relayed, removed_at FROM mentions WHERE dataset = ? AND statement = ? AND posted_at IS`;
  return (
    sql.get(`${select} NOT NULL ORDER BY posted_at, platform, id LIMIT 1`, dataset, statement) ??
    sql.get(`${select} NULL ORDER BY platform, id LIMIT 1`, dataset, statement)
  );
}

function isOriginRow(first: Row): boolean {
  const { author_kind: authorKind, voice, relayed } = first;
  return isOrigin({ authorKind: authorKind as AuthorKind, voice: voice as Voice | null, relayed: relayed === 1 });
}

/** The words of the first were always part of it, so no other Statement has that name. */
function rename(sql: Sql, dataset: string, from: string, to: string): void {
  sql.run('DELETE FROM statements WHERE dataset = ? AND statement = ?', dataset, from);
  for (const table of ['wordings', 'mentions']) {
    sql.run(`UPDATE ${table} SET statement = ? WHERE dataset = ? AND statement = ?`, to, dataset, from);
  }
}

/** `grouped` is 1 for what is to be looked at as a possible relay and 2 for what is done. */
function giveRoles(
  sql: Sql,
  which: string,
  values: readonly (string | number)[],
  first: number,
  origin: number,
  mayAsk: boolean,
): void {
  sql.run(
    `UPDATE mentions SET statement_role = iif(wording = statement, 'copied', 'adapted'),
       grouped = iif(${mayAsk} AND removed_at IS NULL AND (relayed = 1 OR (${origin} AND voice = 'own')), 1, 2)
     WHERE ${which} AND key <> ?`,
    ...values,
    first,
  );
}

function hasOthers(sql: Sql, dataset: string, statement: string, first: number): boolean {
  const other = 'SELECT 1 FROM mentions WHERE dataset = ? AND statement = ? AND key <> ? LIMIT 1';
  return sql.get(other, dataset, statement, first) !== undefined;
}

/** Alone it has no role; the first of several is not a copy of anything. */
function giveFirst(sql: Sql, first: number, isAlone: boolean): void {
  sql.run(
    'UPDATE mentions SET statement_role = ?, grouped = iif(relayed = 1 AND removed_at IS NULL, 1, 2) WHERE key = ? AND grouped > 0',
    isAlone ? null : 'first',
    first,
  );
}

/** Copies that wait, each with the first post of its Statement. */
export function uncheckedCopies(sql: Sql, limit: number): readonly UncheckedCopy[] {
  return sql
    .all(
      `SELECT m.key, m.hash, m.posted_at, c.body, s.first, s.origin, f.posted_at AS first_at, d.body AS first_body FROM mentions m
       JOIN contents c ON c.mention = m.key JOIN statements s ON s.dataset = m.dataset AND s.statement = m.statement
       JOIN mentions f ON f.key = s.first JOIN contents d ON d.mention = f.key
       WHERE m.grouped = 1 AND m.wording IS NOT NULL AND m.removed_at IS NULL AND f.removed_at IS NULL ORDER BY m.key LIMIT ?`,
      limit,
    )
    .map((row) => {
      const { text, author, organisation } = readAuthor(row['body']);
      const isLater = row['posted_at'] !== null && row['first_at'] !== null && Number(row['posted_at']) > Number(row['first_at']);
      return {
        ...{ key: Number(row['key']), hash: String(row['hash']), text, author, organisation },
        mayBeRelay: row['origin'] === 1 && isLater && row['key'] !== row['first'],
        first: { key: Number(row['first']), ...readAuthor(row['first_body']) },
      };
    });
}

function readAuthor(body: unknown): Pick<UncheckedCopy, 'text' | 'author' | 'organisation'> {
  const { post, organisation } = JSON.parse(String(body)) as Mention;
  return { text: post.text, author: post.author, organisation };
}

/** What a person says of the voice stays; nothing is written where the post or who was first has changed meanwhile. */
export function saveRelays(sql: Sql, copies: readonly CheckedCopy[]): void {
  sql.transaction(() => {
    for (const { key, hash, first, relayed } of copies) {
      sql.run(
        `UPDATE mentions SET relayed = ?1, grouped = 2, voice = CASE
           WHEN EXISTS (${correctedVoice}) THEN voice
           WHEN ?1 = 1 AND voice = 'own' THEN 'relayed'
           WHEN ?1 = 0 AND relayed = 1 AND voice = 'relayed' THEN 'own'
           ELSE voice END
         WHERE key = ?2 AND hash = ?3 AND grouped = 1
           AND ?4 = (SELECT s.first FROM statements s WHERE s.dataset = mentions.dataset AND s.statement = mentions.statement)`,
        relayed ? 1 : 0,
        key,
        hash,
        first,
      );
    }
  });
}

const correctedVoice =
  "SELECT 1 FROM contents c WHERE c.mention = mentions.key AND json_extract(c.review, '$.correction.voice') IS NOT NULL";

/** A Mention that is written again has the machine's voice; what its Statement makes of it holds until it is looked at anew. */
export function keepRelay(sql: Sql, key: number): void {
  sql.run(
    `UPDATE mentions SET voice = 'relayed' WHERE key = ? AND relayed = 1 AND voice = 'own' AND NOT EXISTS (${correctedVoice})`,
    key,
  );
}
