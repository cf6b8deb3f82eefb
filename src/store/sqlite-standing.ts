import type { Correction, Instant, Mention } from '../core/types.ts';
import type { Said } from './review.ts';
import type { Row, Sql } from './sqlite-sql.ts';

/** What a person last said of the Mention of that key; null where nobody did, or where it was withdrawn. */
export function readStanding(sql: Sql, key: number): Said | null {
  const row = sql.get(
    'SELECT correction, reviewer, reviewed_at FROM reviews WHERE mention = ? ORDER BY reviewed_at DESC, key DESC LIMIT 1',
    key,
  );
  if (row === undefined) return null;
  const { correction, ...rest } = readSaid(row);
  return correction === null ? null : { correction, ...rest };
}

/** One row of the history. */
export function readSaid(row: Row): Omit<Said, 'correction'> & { readonly correction: Correction | null } {
  return {
    correction: JSON.parse(String(row['correction'])) as Correction | null,
    reviewer: String(row['reviewer']),
    reviewedAt: row['reviewed_at'] as Instant,
  };
}

/** What stands, as it lies beside the Mention's text, so that reading many needs no look at the history. */
export function packReview({ review }: Mention): string | null {
  if (review === undefined) return null;
  const { correction, reviewer, reviewedAt } = review;
  return JSON.stringify({ correction, reviewer, reviewedAt });
}
