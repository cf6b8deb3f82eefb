import type { Dataset, Instant, Notice, Organisation } from '../core/types.ts';
import type { Change, NoticeFilter, OrganisationUpdate } from './contract.ts';
import { addTold } from './organisation.ts';
import type { Sql } from './sqlite-sql.ts';
import { forgetCounts } from './sqlite-tally.ts';

export function addDataset(sql: Sql, { id, title, invented, createdAt }: Dataset): void {
  sql.run(
    'INSERT OR IGNORE INTO datasets (id, title, invented, created_at) VALUES (?, ?, ?, ?)',
    id,
    title,
    invented ? 1 : 0,
    createdAt,
  );
}

export function datasets(sql: Sql): readonly Dataset[] {
  return sql.all('SELECT * FROM datasets ORDER BY created_at, id').map((row) => ({
    id: String(row['id']),
    title: String(row['title']),
    invented: row['invented'] === 1,
    createdAt: row['created_at'] as Instant,
  }));
}

export function removeDataset(sql: Sql, id: string): number {
  return sql.transaction(() => {
    for (const table of ['runs', 'blinds', 'warnings', 'notices', 'channels'])
      sql.run(`DELETE FROM ${table} WHERE dataset = ?`, id);
    sql.run('DELETE FROM datasets WHERE id = ?', id);
    const { changes } = sql.run('DELETE FROM mentions WHERE dataset = ?', id);
    for (const table of ['statement_checks', 'statements', 'wording_bands', 'wordings']) {
      sql.run(`DELETE FROM ${table} WHERE dataset = ?`, id);
    }
    forgetCounts(sql, id);
    return changes;
  });
}

/** Those published or updated in the half-open span, oldest first. */
export function notices(sql: Sql, { from, to, dataset }: NoticeFilter): readonly Notice[] {
  return sql
    .all(
      `SELECT body FROM notices
       WHERE ((published_at >= ?1 AND published_at < ?2) OR (updated_at >= ?1 AND updated_at < ?2)) AND (?3 IS NULL OR dataset = ?3)
       ORDER BY coalesce(published_at, updated_at), channel, id`,
      from,
      to,
      dataset ?? null,
    )
    .map((row) => JSON.parse(String(row['body'])) as Notice);
}

export function saveOrganisations(sql: Sql, rows: readonly OrganisationUpdate[]): void {
  sql.transaction(() => {
    for (const row of rows) {
      const stored = sql.get('SELECT body FROM organisations WHERE code = ?', row.code)?.['body'];
      const known = typeof stored === 'string' ? (JSON.parse(stored) as Organisation) : null;
      const after = JSON.stringify(addTold(known, row));
      if (after !== stored) sql.run('INSERT OR REPLACE INTO organisations (code, body) VALUES (?, ?)', row.code, after);
    }
  });
}

/** The next chunk by code, as stored. */
export function organisationsAfter(sql: Sql, after: string, limit: number): readonly string[] {
  return sql
    .all('SELECT body FROM organisations WHERE code > ? ORDER BY code LIMIT ?', after, limit)
    .map((row) => String(row['body']));
}

export function organisationCount(sql: Sql): number {
  return Number(sql.get('SELECT count(*) AS count FROM organisations')?.['count']);
}

export function recordChange(sql: Sql, { at, who, what }: Change): void {
  sql.run('INSERT INTO changes (at, who, what) VALUES (?, ?, ?)', at, who, what);
}

/** Newest first. */
export function changes(sql: Sql, limit: number): readonly Change[] {
  return sql.all('SELECT * FROM changes ORDER BY at DESC, key DESC LIMIT ?', limit).map((row) => ({
    at: row['at'] as Instant,
    who: String(row['who']),
    what: String(row['what']),
  }));
}
