import type { Mention } from '../core/types.ts';
import { hubs, pickCandidates, rankOf } from './candidates.ts';
import type { Sql } from './sqlite-sql.ts';
import { marks } from './sqlite-sql.ts';
import { settleChecks } from './sqlite-statements.ts';
import type { FiledPost, FiledWording, UngroupedPost } from './statements.ts';

/** Posts that wait, after whatever removals left behind has been put in order. */
export function ungrouped(sql: Sql, limit: number): readonly UngroupedPost[] {
  settleChecks(sql);
  return sql
    .all(
      `SELECT m.key, m.hash, c.body FROM mentions m JOIN contents c ON c.mention = m.key
       WHERE m.grouped = 0 AND m.wording IS NOT NULL ORDER BY m.key LIMIT ?`,
      limit,
    )
    .map((row) => ({ key: Number(row['key']), hash: String(row['hash']), text: textOf(row['body']) }));
}

/** All are filed before candidates are looked for, so that posts of one batch, and of two processes, find each other. */
export function fileWordings(sql: Sql, posts: readonly FiledPost[]): readonly FiledWording[] {
  return sql.transaction(() => {
    const open = new Map<number, { readonly post: FiledPost; readonly dataset: string }>();
    for (const post of posts) {
      const row = sql.get('SELECT dataset, form, wording FROM mentions WHERE key = ? AND hash = ?', post.key, post.hash);
      if (row === undefined) continue;
      const dataset = String(row['dataset']);
      if (post.signature === null) {
        sql.run('UPDATE mentions SET wording = NULL WHERE key = ?', post.key);
        continue;
      }
      const { key, isCompared } = fileWording(sql, dataset, { ...post, signature: post.signature });
      if (row['wording'] !== post.signature) sql.run('UPDATE mentions SET wording = ? WHERE key = ?', post.signature, post.key);
      if (row['form'] !== key) moveForm(sql, post.key, key, row['form'] !== null);
      if (!isCompared) open.set(key, { post, dataset });
    }
    return [...open].map(([wording, { post, dataset }]) => ({
      wording,
      dataset,
      form: post.form,
      statement: statementOf(sql, wording),
      candidates: findCandidates(sql, dataset, wording, post),
    }));
  });
}

const checkForm = `INSERT OR IGNORE INTO statement_checks
  SELECT w.dataset, w.statement FROM mentions m JOIN wordings w ON w.key = m.form WHERE m.key = ?`;

/** The form it had may have no post any more, so its Statement is looked at again. */
function moveForm(sql: Sql, post: number, form: number, hadOne: boolean): void {
  if (hadOne) sql.run(checkForm, post);
  sql.run('UPDATE mentions SET form = ? WHERE key = ?', form, post);
}

function fileWording(
  sql: Sql,
  dataset: string,
  post: FiledPost & { readonly signature: string },
): { readonly key: number; readonly isCompared: boolean } {
  const known = sql.get('SELECT key, compared FROM wordings WHERE dataset = ? AND form = ?', dataset, post.form);
  if (known !== undefined) return { key: Number(known['key']), isCompared: known['compared'] === 1 };
  const bands = JSON.stringify(post.bands);
  const { key } = sql.run(
    'INSERT INTO wordings (dataset, form, signature, statement, bands, size) VALUES (?, ?, ?, ?, ?, ?)',
    ...[dataset, post.form, post.signature, homeOf(sql, dataset, post.signature), bands, post.bands.length],
  );
  sql.run(
    'INSERT OR IGNORE INTO wording_bands (dataset, band, rank, wording) SELECT ?, value, ?, ? FROM json_each(?)',
    ...[dataset, rankOf(post.form), key, bands],
  );
  return { key, isCompared: false };
}

/** The Statement that the same words, their sentences ending otherwise, belong to already. */
function homeOf(sql: Sql, dataset: string, signature: string): string {
  const row = sql.get('SELECT statement FROM wordings WHERE dataset = ? AND signature = ? LIMIT 1', dataset, signature);
  return String(row?.['statement'] ?? signature);
}

function findCandidates(sql: Sql, dataset: string, wording: number, { form, bands }: FiledPost): FiledWording['candidates'] {
  const shared = new Map<number, number>();
  for (const members of readBands(sql, dataset, bands, rankOf(form))) {
    for (const other of members) if (other !== wording) shared.set(other, (shared.get(other) ?? 0) + 1);
  }
  const about = readWordings(sql, [...shared.keys()]);
  return pickCandidates(bands.length, shared, (other) => about.get(other));
}

/** Members read in one go; with more of them, and of a band that has hubs, each band is read by itself. */
const mostMembers = 2000;

function readBands(sql: Sql, dataset: string, bands: readonly number[], rank: number): readonly (readonly number[])[] {
  const rows = sql.lists(
    `SELECT b.key, w.wording FROM json_each(?) b CROSS JOIN wording_bands w WHERE w.band = b.value AND w.dataset = ? LIMIT ${mostMembers}`,
    ...[JSON.stringify(bands), dataset],
  );
  const found: number[][] = bands.map(() => []);
  for (const [index, member] of rows) found[Number(index)]?.push(Number(member));
  return found.map((members, index) =>
    members.length < hubs && rows.length < mostMembers ? members : readBand(sql, dataset, bands[index] ?? 0, rank),
  );
}

function readBand(sql: Sql, dataset: string, band: number, rank: number): readonly number[] {
  const select = 'SELECT wording, rank FROM wording_bands WHERE dataset = ? AND band = ? ORDER BY rank, wording LIMIT ?';
  const first = sql.all(select, dataset, band, hubs);
  const isHub = first.length === hubs && rank <= Number(first.at(-1)?.['rank']);
  const members = isHub ? sql.all(select, dataset, band, -1) : first;
  return members.map((row) => Number(row['wording']));
}

function readWordings(sql: Sql, keys: readonly number[]) {
  const select = 'SELECT key, statement, size FROM wordings WHERE key IN (SELECT value FROM json_each(?))';
  const rows = keys.length === 0 ? [] : sql.lists(select, JSON.stringify(keys));
  return new Map(rows.map(([key, statement, size]) => [Number(key), { statement: String(statement), size: Number(size) }]));
}

function statementOf(sql: Sql, wording: number): string {
  return String(sql.get('SELECT statement FROM wordings WHERE key = ?', wording)?.['statement']);
}

/** A text of each; any post of a wording will do, since all that is compared follows from its form. */
export function wordingTexts(sql: Sql, wordings: readonly number[]): readonly (readonly [number, string])[] {
  return sql
    .all(
      `SELECT m.form, c.body FROM mentions m JOIN contents c ON c.mention = m.key
       WHERE m.key IN (SELECT min(key) FROM mentions WHERE form IN (${marks(wordings)}) GROUP BY form)`,
      ...wordings,
    )
    .map((row) => [Number(row['form']), textOf(row['body'])] as const);
}

function textOf(body: unknown): string {
  return (JSON.parse(String(body)) as Mention).post.text;
}
