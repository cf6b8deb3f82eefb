import type { Area } from '../core/types.ts';
import type { ChannelStore } from './channels.ts';
import type { CopyStore } from './copying.ts';
import type { DiscoveryStore } from './discovery.ts';
import type { LeaseStore } from './leases.ts';
import type { MentionStore } from './mentions.ts';
import type { PrivacyStore } from './privacy.ts';
import type { RecordStore } from './records.ts';
import type { ReviewStore } from './reviews.ts';
import type { RevisionStore } from './revisions.ts';
import type { RunStore } from './runs.ts';
import type { SpendingStore } from './spending.ts';
import type { StatementStore } from './statements.ts';
import type { UpkeepStore } from './upkeep.ts';

export type { OrganisationUpdate } from '../core/types.ts';
export type { ChannelFilter, Claim, ClaimedChannel } from './channels.ts';
export type { Lease } from './leases.ts';
export type { CountBy, MentionKey, Saved, StoreBatch, Totals } from './mentions.ts';
export type { ForgetRequest, Retention } from './privacy.ts';
export type { Change, DigestKey, DigestRecord, NoticeFilter } from './records.ts';
export type { ReviewFilter, SavedReviews } from './reviews.ts';
export type { Revision } from './revisions.ts';
export type { BlindFilter, ChannelScope, RunFilter, RunResult, SightFilter } from './runs.ts';

/**
 * What Ripplewatch asks of a database; two engines, one contract suite. Each part is described in a file of its own.
 * No call holds the event loop, no engine's language leaks through, every write is idempotent, and time comes in as an argument.
 */
export interface Store
  extends MentionStore,
    ReviewStore,
    StatementStore,
    ChannelStore,
    RunStore,
    LeaseStore,
    PrivacyStore,
    RecordStore,
    DiscoveryStore,
    SpendingStore,
    RevisionStore,
    UpkeepStore,
    CopyStore {
  /** Frees file, threads and connections; calls after it are refused with StoreError. */
  close(): Promise<void>;
}

export interface StoreOptions {
  /** Needed to roll filters up: a region means its ICBs, an ICB its predecessors. */
  readonly areas: readonly Area[];
}
