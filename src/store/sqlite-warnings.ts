import type { Instant, Warning } from '../core/types.ts';
import type { Row, Sql } from './sqlite-sql.ts';
import type { WarningChange } from './warnings.ts';
import { countAfter, decideWarnings, warnAfter } from './warnings.ts';

/** Longest standing first, whole platforms before single Channels. */
export function warnings(sql: Sql, dataset: string): readonly Warning[] {
  return sql
    .all("SELECT * FROM warnings WHERE dataset = ? ORDER BY kind = 'platform' DESC, since, title, subject", dataset)
    .map(toWarning);
}

/** Compares what fails now with what was warned of, and keeps the difference, all in one transaction: of two processes one gets to say it. */
export function reviewWarnings(sql: Sql, { dataset, now }: { readonly dataset: string; readonly now: Instant }): WarningChange {
  return sql.transaction(() => {
    const platforms = sql
      .all(
        `SELECT platform, count(*) AS channels, sum(failures >= ?) AS failing FROM channels
         WHERE dataset = ? AND state = 'active' GROUP BY platform`,
        countAfter,
        dataset,
      )
      .map((row) => ({ platform: String(row['platform']), channels: Number(row['channels']), failing: Number(row['failing']) }));
    const failing = sql
      .all(
        `SELECT id, platform, json_extract(body, '$.title') AS title, coalesce(message, 'It cannot be read') AS says FROM channels
         WHERE dataset = ? AND (failures >= ? OR state <> 'active') ORDER BY title, id`,
        dataset,
        warnAfter,
      )
      .map((row) => ({
        id: String(row['id']),
        platform: String(row['platform']),
        title: String(row['title']),
        says: String(row['says']),
      }));
    const change = decideWarnings(warnings(sql, dataset), platforms, failing, now);
    for (const { kind, subject } of change.cleared) {
      sql.run('DELETE FROM warnings WHERE dataset = ? AND kind = ? AND subject = ?', dataset, kind, subject);
    }
    for (const { kind, subject, platform, title, says, since } of change.raised) {
      const values = [dataset, kind, subject, platform, title, says, since];
      sql.run(
        'INSERT INTO warnings (dataset, kind, subject, platform, title, says, since) VALUES (?, ?, ?, ?, ?, ?, ?)',
        ...values,
      );
    }
    return change;
  });
}

export function toWarning(row: Row): Warning {
  return {
    kind: row['kind'] as Warning['kind'],
    subject: String(row['subject']),
    platform: String(row['platform']),
    title: String(row['title']),
    says: String(row['says']),
    since: row['since'] as Instant,
  };
}
