import type { Channel, ChannelState, Instant, Json } from '../core/types.ts';

/** What the store keeps of the places where posts appear, and who is looking at each just now. */
export interface ChannelStore {
  /** Adds a Channel due at once, or updates title, organisation, author kind, selector and interval of the one of that id; once private people's, always. */
  saveChannel(channel: Channel): Promise<'added' | 'updated' | 'unchanged'>;
  channels(filter?: ChannelFilter): Promise<readonly ChannelState[]>;
  /** Forgets a Channel and its cursor; its Mentions stay. False when there was none. */
  removeChannel(id: string): Promise<boolean>;
  /**
   * Hands out Channels that are due and that nobody else is working on, the longest overdue first, at most `limit`.
   * Each is the caller's until `leaseMs` have passed, and longer while nobody else has claimed it since: whatever is then told of the Channel
   * under an older claim changes nothing. `ids` narrows it; `force` takes what is not due yet as well. Channels of private people are handed
   * out, forced or not, only while a Governance stands.
   */
  claimDue(claim: Claim): Promise<readonly ClaimedChannel[]>;
  /** Claims go on for `leaseMs` from `now`; says which of them still hold. */
  renewClaims(renewal: {
    readonly claims: readonly string[];
    readonly now: Instant;
    readonly leaseMs: number;
  }): Promise<readonly string[]>;
  /** Where a platform's stream goes on; null before its first step. */
  streamCursor(platform: string): Promise<Json | null>;
  saveStreamCursor(platform: string, cursor: Json): Promise<void>;
}

/** What a person may change of a Channel; platform, address and Dataset make it the one it is. */
export const changeable = ['title', 'organisation', 'authorKind', 'selector', 'everyMinutes', 'people'] as const;

export interface ChannelFilter {
  readonly dataset?: string;
  readonly ids?: readonly string[];
  /** Those that are collected from this very address. */
  readonly address?: string;
  /** False: not how many Mentions each has, which takes long where there are millions. */
  readonly counted?: false;
}

export interface Claim {
  readonly now: Instant;
  readonly holder: string;
  readonly leaseMs: number;
  readonly limit: number;
  /** At most one Channel of each host, and none of a host that somebody has claimed a Channel of: it would only wait for its turn there. */
  readonly oneAHost?: true;
  /** Channels of this Dataset only. */
  readonly dataset?: string;
  readonly ids?: readonly string[];
  readonly force?: boolean;
}

export interface ClaimedChannel {
  readonly channel: Channel;
  /** Names this claim and no other: to be given with everything that is told of the Channel. */
  readonly claim: string;
  readonly cursor: Json | null;
  readonly failures: number;
  /** When a new post last came. */
  readonly lastPostAt: Instant | null;
}
