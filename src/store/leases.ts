import type { Instant } from '../core/types.ts';

/** Who may do what alone, and until when. */
export interface LeaseStore {
  /** Takes or renews a lease; when somebody else holds it, says who and until when. */
  acquireLease(
    lease: Lease,
  ): Promise<{ readonly held: true } | { readonly held: false; readonly by: Lease & { readonly expiresAt: Instant } }>;
  releaseLease(name: string, holder: string): Promise<void>;
  /** Everybody who holds a lease or has claimed a Channel that is not finished, expired or not. */
  holders(): Promise<readonly string[]>;
  /** Frees every lease and every claimed Channel of a holder that is known to be dead, so that nobody waits for the expiry. */
  releaseHolder(holder: string): Promise<void>;
}

export interface Lease {
  readonly name: string;
  readonly holder: string;
  readonly now: Instant;
  readonly ttlMs: number;
}
