import type { Json, Mention, Review } from '../core/types.ts';
import type { MentionKey, ReviewFilter, SavedReviews } from './contract.ts';
import { saysNew, writeCorrection } from './review.ts';
import { inserts } from './sqlite-encode.ts';
import type { Packed } from './sqlite-pages.ts';
import { packedColumns, readPacked } from './sqlite-pages.ts';
import { replaceMention } from './sqlite-rows.ts';
import type { Sql } from './sqlite-sql.ts';
import { readSaid, readStanding } from './sqlite-standing.ts';

/** Adds reviews to the history and puts what stands now where filters and counts read it, in one transaction. */
export function saveReviews(sql: Sql, reviews: readonly Review[]): SavedReviews {
  return sql.transaction(() => {
    const tally = { saved: 0, unchanged: 0, missing: [] as MentionKey[] };
    for (const review of reviews) {
      const { platform, id, dataset } = review;
      const stored = sql.get(find, platform, id, dataset);
      if (stored === undefined || stored['removed_at'] !== null) tally.missing.push({ platform, id, dataset });
      else if (addReview(sql, Number(stored['key']), review)) {
        tally.saved += 1;
        refresh(sql, Number(stored['key']), String(stored['hash']));
      } else tally.unchanged += 1;
    }
    return tally;
  });
}

const find = 'SELECT key, hash, removed_at FROM mentions WHERE platform = ? AND id = ? AND dataset = ?';

/** One Mention as stored, or null. */
export function findMention(sql: Sql, { platform, id, dataset }: MentionKey): Packed | null {
  const stored = sql.get(find, platform, id, dataset);
  return stored === undefined ? null : readContents(sql, Number(stored['key']));
}

/** Newest first. */
export function reviews(sql: Sql, { dataset, of, limit }: ReviewFilter): readonly Review[] {
  return sql
    .all(
      `SELECT m.platform, m.id, m.dataset, r.correction, r.reviewer, r.reviewed_at FROM reviews r JOIN mentions m ON m.key = r.mention
       WHERE m.dataset = ? ${of === undefined ? '' : 'AND m.platform = ? AND m.id = ?'} ORDER BY r.reviewed_at DESC, r.key DESC LIMIT ?`,
      ...[dataset, ...(of === undefined ? [] : [of.platform, of.id]), limit],
    )
    .map((row) => ({
      platform: String(row['platform']),
      id: String(row['id']),
      dataset: String(row['dataset']),
      ...readSaid(row),
    }));
}

/** False when the same is said already, by the same person: by what stands now, or by this very entry of the history. */
function addReview(sql: Sql, key: number, { correction, reviewer, reviewedAt }: Review): boolean {
  if (!saysNew(readStanding(sql, key), { correction, reviewer })) return false;
  const said = writeCorrection(correction);
  const again = 'SELECT 1 FROM reviews WHERE mention = ? AND correction = ? AND reviewer = ? AND reviewed_at = ?';
  if (sql.get(again, key, said, reviewer, reviewedAt) !== undefined) return false;
  sql.run(inserts.reviews, key, said, reviewer, reviewedAt);
  return true;
}

/** Writes the machine's Mention again, which puts the correction over it wherever it is looked for. */
function refresh(sql: Sql, key: number, hash: string): void {
  const contents = readContents(sql, key);
  if (contents === null) return;
  const [body, raw] = contents;
  const mention = JSON.parse(body) as Mention;
  replaceMention(sql, key, { ...mention, post: { ...mention.post, raw: JSON.parse(raw) as Json } }, hash);
}

function readContents(sql: Sql, key: number): Packed | null {
  const row = sql.get(`SELECT ${packedColumns} FROM mentions m JOIN contents c ON c.mention = m.key WHERE m.key = ?`, key);
  return row === undefined ? null : readPacked(row);
}
