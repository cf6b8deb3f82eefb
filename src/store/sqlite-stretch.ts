import type { Period } from './count-cells.ts';
import { hourMs, levels, periodsOf } from './count-cells.ts';
import { cellTables } from './countable.ts';
import type { Sql } from './sqlite-sql.ts';

/** Where a check goes on: a dataset's London day, those without a date, or its months. */
export type Stretch = { readonly dataset: string; readonly part: 'day' | 'undated' | 'month'; readonly start: number };

/** The first stretch after one; null after the last. */
export function nextStretch(sql: Sql, after: Stretch | null): Stretch | null {
  if (after?.part === 'day') {
    const next = nextDay(sql, after.dataset, after.start);
    return next ?? { dataset: after.dataset, part: 'undated', start: 0 };
  }
  if (after?.part === 'undated') return { dataset: after.dataset, part: 'month', start: 0 };
  const row = sql.get(
    `SELECT min(dataset) AS dataset FROM (
       SELECT min(dataset) AS dataset FROM mentions WHERE dataset > ?1
       UNION ALL SELECT min(dataset) FROM count_scopes s WHERE dataset > ?1 AND (${held}))`,
    after?.dataset ?? '',
  );
  if (row?.['dataset'] == null) return null;
  const dataset = String(row['dataset']);
  return nextDay(sql, dataset, null) ?? { dataset, part: 'undated', start: 0 };
}

/** What a dataset that was removed leaves behind is its number alone, and there is nothing in it to look at. */
const held = [...cellTables.map((table) => `count_${table}`), 'count_periods']
  .map((table) => `EXISTS (SELECT 1 FROM ${table} t WHERE t.scope = s.id)`)
  .join(' OR ');

/** The next London day that has a Mention or a cell. */
function nextDay(sql: Sql, dataset: string, after: number | null): Stretch | null {
  const reached = after === null ? -9e8 : (dayOf(after)?.ends ?? after + 1);
  const row = sql.get(
    `SELECT min(hour) AS hour FROM (
       SELECT min(posted_at) / ${hourMs} - (min(posted_at) % ${hourMs} < 0) AS hour FROM mentions
       WHERE dataset = ?1 AND posted_at >= ?2 * ${hourMs}
       UNION ALL SELECT min(start) FROM count_totals WHERE level = 0 AND start >= ?2
         AND scope = (SELECT id FROM count_scopes WHERE dataset = ?1 AND undated = 0))`,
    dataset,
    reached,
  );
  return row?.['hour'] == null ? null : { dataset, part: 'day', start: Number(row['hour']) };
}

export function dayOf(hour: number): Period | undefined {
  return periodsOf(hour).find(({ level }) => level === levels.day);
}
