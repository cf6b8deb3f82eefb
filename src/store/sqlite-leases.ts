import { addMs } from '../core/time.ts';
import type { Instant } from '../core/types.ts';
import type { DigestKey, DigestRecord, Lease } from './contract.ts';
import type { Row, Sql } from './sqlite-sql.ts';

export function acquireLease(
  sql: Sql,
  { name, holder, now, ttlMs }: Lease,
): { readonly held: true } | { readonly held: false; readonly by: Lease & { readonly expiresAt: Instant } } {
  return sql.transaction(() => {
    const row = sql.get('SELECT * FROM leases WHERE name = ? AND holder <> ? AND expires_at > ?', name, holder, now);
    if (row !== undefined) {
      const by = { name, holder: String(row['holder']), now: row['taken_at'] as Instant, ttlMs: Number(row['ttl_ms']) };
      return { held: false, by: { ...by, expiresAt: row['expires_at'] as Instant } };
    }
    sql.run(
      'INSERT OR REPLACE INTO leases (name, holder, taken_at, ttl_ms, expires_at) VALUES (?, ?, ?, ?, ?)',
      name,
      holder,
      now,
      ttlMs,
      addMs(now, ttlMs),
    );
    return { held: true };
  });
}

export function releaseLease(sql: Sql, name: string, holder: string): void {
  sql.run('DELETE FROM leases WHERE name = ? AND holder = ?', name, holder);
}

export function claimJob(
  sql: Sql,
  { name, due, holder }: { readonly name: string; readonly due: Instant; readonly holder: string },
): boolean {
  const claim = `INSERT INTO jobs (name, due, holder) VALUES (?, ?, ?)
    ON CONFLICT DO UPDATE SET due = excluded.due, holder = excluded.holder WHERE jobs.due < excluded.due`;
  return sql.run(claim, name, due, holder).changes > 0;
}

export function holders(sql: Sql): readonly string[] {
  return sql
    .all('SELECT holder FROM leases UNION SELECT claimed_by FROM channels WHERE claimed_by IS NOT NULL ORDER BY 1')
    .map((row) => String(row['holder']));
}

export function releaseHolder(sql: Sql, holder: string): void {
  sql.transaction(() => {
    sql.run('DELETE FROM leases WHERE holder = ?', holder);
    sql.run('UPDATE channels SET claimed_by = NULL, claimed_until = NULL, claim = NULL WHERE claimed_by = ?', holder);
  });
}

/** `sending` blocks for good: the process may have died after the message left, and twice is worse than a gap that the list shows. */
export function claimDigest(sql: Sql, { window, dataset, target, at }: DigestKey & { readonly at: Instant }): boolean {
  const { changes } = sql.run(
    `INSERT INTO digests ("window", dataset, target, outcome, at) VALUES (?, ?, ?, 'sending', ?)
     ON CONFLICT DO UPDATE SET outcome = 'sending', at = excluded.at, message = NULL WHERE digests.outcome = 'failed'`,
    window,
    dataset,
    target,
    at,
  );
  return changes > 0;
}

export function finishDigest(
  sql: Sql,
  { window, dataset, target, at, outcome, message }: DigestKey & Pick<DigestRecord, 'at' | 'outcome' | 'message'>,
): void {
  sql.run(
    `UPDATE digests SET outcome = ?, at = ?, message = ?
     WHERE "window" = ? AND dataset = ? AND target = ? AND outcome IN ('sending', 'unsure')`,
    outcome,
    at,
    message,
    window,
    dataset,
    target,
  );
}

export function digests(sql: Sql, limit: number): readonly DigestRecord[] {
  return sql.all('SELECT * FROM digests ORDER BY at DESC, "window" DESC, dataset, target LIMIT ?', limit).map(toDigest);
}

export function toDigest(row: Row): DigestRecord {
  return {
    window: String(row['window']),
    dataset: String(row['dataset']),
    target: String(row['target']),
    outcome: row['outcome'] as DigestRecord['outcome'],
    at: row['at'] as Instant,
    message: row['message'] as string | null,
  };
}
