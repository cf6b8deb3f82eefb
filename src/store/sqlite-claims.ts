import { addMs } from '../core/time.ts';
import type { Instant } from '../core/types.ts';
import type { Sql } from './sqlite-sql.ts';

export function renewClaims(
  sql: Sql,
  { claims, now, leaseMs }: { readonly claims: readonly string[]; readonly now: Instant; readonly leaseMs: number },
): readonly string[] {
  return sql.transaction(() => {
    const until = addMs(now, leaseMs);
    return claims.filter((claim) => sql.run('UPDATE channels SET claimed_until = ? WHERE claim = ?', until, claim).changes > 0);
  });
}

/** True where the Channel is claimed or free under another claim than this one; a Channel that was removed is nobody else's. */
export function isLost(sql: Sql, channel: string, claim: string | undefined): boolean {
  if (claim === undefined) return false;
  return sql.get('SELECT 1 FROM channels WHERE id = ? AND claim IS NOT ?', channel, claim) !== undefined;
}
