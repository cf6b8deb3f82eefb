import { settle } from './sqlite-roles.ts';
import type { Sql } from './sqlite-sql.ts';
import type { Grouping } from './statements.ts';

/** A Statement of one Dataset. */
export interface StatementKey {
  readonly dataset: string;
  readonly statement: string;
}

/** Merges what is near, gives each post its Statement, then settles every Statement that gained a post: all of it or nothing. */
export function groupPosts(sql: Sql, { posts, pairs, compared }: Grouping): void {
  sql.transaction(() => {
    for (const wording of compared) sql.run('UPDATE wordings SET compared = 1 WHERE key = ?', wording);
    const joined = new Set<number>();
    for (const [one, other] of pairs) for (const key of merge(sql, one, other)) joined.add(key);
    for (const { key, hash } of posts) {
      const home = sql.get(waiting, key, hash);
      if (home === undefined) continue;
      sql.run('UPDATE mentions SET statement = ?, grouped = 1 WHERE key = ?', String(home['statement']), key);
      joined.add(key);
    }
    for (const [home, keys] of byStatement(sql, joined)) settle(sql, home, keys);
  });
}

/** The Statement that a post's words belong to by now, where the post waits and says what it said. */
const waiting =
  'SELECT w.statement FROM mentions m JOIN wordings w ON w.key = m.form WHERE m.key = ? AND m.hash = ? AND m.grouped = 0';

/** Moves everything of one Statement into the other, which is the one that was first; says which posts moved. */
function merge(sql: Sql, one: number, other: number): readonly number[] {
  const [left, right] = [statementOf(sql, one), statementOf(sql, other)];
  if (left === null || right === null || left.dataset !== right.dataset || left.statement === right.statement) return [];
  const [into, from] = isLarger(sql, left, right) ? [left, right] : [right, left];
  const moved = sql.all('SELECT key FROM mentions WHERE dataset = ? AND statement = ?', from.dataset, from.statement);
  for (const table of ['wordings', 'mentions']) {
    sql.run(
      `UPDATE ${table} SET statement = ? WHERE dataset = ? AND statement = ?`,
      into.statement,
      from.dataset,
      from.statement,
    );
  }
  sql.run('DELETE FROM statements WHERE dataset = ? AND statement = ?', from.dataset, from.statement);
  return moved.map((row) => Number(row['key']));
}

/** The smaller one moves, so that a Statement of thousands is not written again for each newcomer; its id is settled afterwards. */
function isLarger(sql: Sql, left: StatementKey, right: StatementKey): boolean {
  const count = 'SELECT count(*) AS posts FROM (SELECT 1 FROM mentions WHERE dataset = ? AND statement = ? LIMIT 1000)';
  const [one, other] = [left, right].map(({ dataset, statement }) => Number(sql.get(count, dataset, statement)?.['posts']));
  return (one ?? 0) >= (other ?? 0);
}

function statementOf(sql: Sql, wording: number): StatementKey | null {
  const row = sql.get('SELECT dataset, statement FROM wordings WHERE key = ?', wording);
  return row === undefined ? null : { dataset: String(row['dataset']), statement: String(row['statement']) };
}

function byStatement(sql: Sql, keys: ReadonlySet<number>): Iterable<readonly [StatementKey, readonly number[]]> {
  const found = new Map<string, [StatementKey, number[]]>();
  for (const key of keys) {
    const row = sql.get('SELECT dataset, statement FROM mentions WHERE key = ?', key);
    if (row === undefined) continue;
    const home = { dataset: String(row['dataset']), statement: String(row['statement']) };
    const id = `${home.dataset} ${home.statement}`;
    const entry = found.get(id) ?? [home, []];
    entry[1].push(key);
    found.set(id, entry);
  }
  return found.values();
}

/** Statements put in order in one transaction, so that other writers get a turn in between. */
const checksAtOnce = 200;

/** Puts in order what removals and edits left behind. */
export function settleChecks(sql: Sql): void {
  const select = 'SELECT dataset, statement FROM statement_checks LIMIT ?';
  while (sql.get(select, 1) !== undefined) {
    sql.transaction(() => {
      for (const row of sql.all(select, checksAtOnce)) {
        const key = { dataset: String(row['dataset']), statement: String(row['statement']) };
        sql.run('DELETE FROM statement_checks WHERE dataset = ? AND statement = ?', key.dataset, key.statement);
        if (dropUnused(sql, key) && hasWords(sql, key)) split(sql, key);
        else settle(sql, key, []);
      }
    });
  }
}

/** Forgets wordings that no post has any more; says whether there were any. */
function dropUnused(sql: Sql, { dataset, statement }: StatementKey): boolean {
  const unused = sql.all(
    `SELECT key, bands FROM wordings w WHERE dataset = ? AND statement = ? AND NOT EXISTS (SELECT 1 FROM mentions m WHERE m.form = w.key)`,
    dataset,
    statement,
  );
  for (const { key, bands } of unused) {
    for (const band of JSON.parse(String(bands)) as readonly number[]) {
      sql.run('DELETE FROM wording_bands WHERE band = ? AND dataset = ? AND wording = ?', band, dataset, Number(key));
    }
    sql.run('DELETE FROM wordings WHERE key = ?', Number(key));
  }
  return unused.length > 0;
}

/** False where the words of the first one are gone: a copy of them could not be told from anything else any more. */
function hasWords(sql: Sql, { dataset, statement }: StatementKey): boolean {
  const first =
    'SELECT 1 FROM statements s JOIN mentions m ON m.key = s.first WHERE s.dataset = ? AND s.statement = ? AND m.removed_at IS NOT NULL';
  return sql.get(first, dataset, statement) === undefined;
}

/** The wording that is gone may have been the bridge between the rest, so the rest is compared anew. */
function split(sql: Sql, { dataset, statement }: StatementKey): void {
  for (const change of [
    'UPDATE wordings SET compared = 0, statement = signature WHERE dataset = ? AND statement = ?',
    'UPDATE mentions SET grouped = iif(removed_at IS NULL, 0, 2), statement = wording, statement_role = NULL WHERE dataset = ? AND statement = ?',
    'DELETE FROM statements WHERE dataset = ? AND statement = ?',
  ]) {
    sql.run(change, dataset, statement);
  }
}
