import type { Instant } from '../core/types.ts';

/** Who may do what alone, and until when. */
export interface LeaseStore {
  /** True where processes of several computers work on one store; false where one process of one computer collects and schedules. */
  readonly shared: boolean;
  /** The time that claims and leases are measured by: the database's, whatever the process' own clock says. */
  now(): Instant;
  /** Takes or renews a lease; when somebody else holds it, says who and until when. */
  acquireLease(
    lease: Lease,
  ): Promise<{ readonly held: true } | { readonly held: false; readonly by: Lease & { readonly expiresAt: Instant } }>;
  releaseLease(name: string, holder: string): Promise<void>;
  /** True for the first that asks for this job's `due` time, or for a later one than anybody did before: it is theirs to run, once. */
  claimJob(job: { readonly name: string; readonly due: Instant; readonly holder: string }): Promise<boolean>;
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
