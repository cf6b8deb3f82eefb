import type { Governance, GovernanceEntry, Instant, Mention, Post } from '../core/types.ts';
import type { MentionKey } from './mentions.ts';

/** What the store does for people's privacy: retention, wishes to be forgotten, seals, and what an operator decided. */
export interface PrivacyStore {
  /**
   * Takes the words out of Mentions first seen before an instant, and removes Runs begun before one, in chunks; says how many Mentions lost
   * theirs. Retention counts from `seenAt`.
   */
  retain(limits: Retention): Promise<number>;
  /** Takes the words out of everything that these people posted, at their request, and never stores a post of theirs again; says of how many. */
  forget(request: ForgetRequest): Promise<number>;
  /** Mentions of private people that a version stored which did not seal them yet, oldest first. */
  unsealed(limit: number): Promise<readonly Mention[]>;
  /** Puts sealed Posts in the place of those; one that is stored sealed already takes its place for good. */
  saveSealed(posts: readonly (MentionKey & { readonly post: Post })[]): Promise<void>;
  /** Records what an operator decided about private people's posts; null withdraws it. */
  recordGovernance(entry: GovernanceEntry): Promise<void>;
  /** Everything that was ever recorded, newest first. */
  governanceHistory(): Promise<readonly GovernanceEntry[]>;
  /** What stands; null where nothing was recorded, or was withdrawn. */
  governance(): Promise<Governance | null>;
}

/** Posts of a Dataset that is invented have no such time: they are nobody's words. */
export interface Retention {
  /** Private people's posts seen before it lose their words. */
  readonly people: Instant;
  /** Everybody else's. */
  readonly organisations: Instant;
  /** Runs begun before it are removed. */
  readonly runs: Instant;
  /** Now: what the rows say afterwards. */
  readonly at: Instant;
}

export interface ForgetRequest {
  readonly at: Instant;
  /** Handles as they are stored: private people's as their hashes. */
  readonly people: readonly string[];
  /** Posts by platform and id as they are stored: these alone, and whoever wrote them stays known. */
  readonly posts: readonly { readonly platform: string; readonly id: string }[];
}
