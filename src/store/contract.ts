import type {
  Area,
  AuthorKind,
  BlindPeriod,
  Channel,
  ChannelState,
  Count,
  Dataset,
  FailureKind,
  Governance,
  GovernanceEntry,
  Instant,
  Json,
  Mention,
  Notice,
  Organisation,
  OrganisationUpdate,
  Post,
  Review,
  Run,
  RunOutcome,
  Sight,
  Version,
  Warning,
} from '../core/types.ts';
import type { DiscoveryStore } from './discovery.ts';
import type { MentionQuery } from './filters.ts';
import type { SpendingStore } from './spending.ts';
import type { StatementStore } from './statements.ts';
import type { WarningChange } from './warnings.ts';

/**
 * What Ripplewatch asks of a database; two engines, one contract suite.
 * No call holds the event loop, no engine's language leaks through, every write is idempotent, and time comes in as an argument.
 */
export interface Store extends StatementStore, DiscoveryStore, SpendingStore {
  /** Frees file, threads and connections; calls after it are refused with StoreError. */
  close(): Promise<void>;

  /** Adds a Dataset, or finds the one of that id. */
  addDataset(dataset: Dataset): Promise<void>;
  datasets(): Promise<readonly Dataset[]>;
  /** Removes a Dataset with its Channels, Mentions, Runs and Notices, in one transaction; says how many Mentions went. */
  removeDataset(id: string): Promise<number>;

  /** Adds a Channel due at once, or updates title, organisation, author kind, selector and interval of the one of that id; once private people's, always. */
  saveChannel(channel: Channel): Promise<'added' | 'updated' | 'unchanged'>;
  channels(filter?: ChannelFilter): Promise<readonly ChannelState[]>;
  /** Forgets a Channel and its cursor; its Mentions stay. False when there was none. */
  removeChannel(id: string): Promise<boolean>;

  /**
   * Hands out Channels that are due and that nobody else is working on, the longest overdue first, at most `limit`.
   * Each is the caller's until `leaseMs` have passed. `ids` narrows it; `force` takes what is not due yet as well. Channels of private people
   * are handed out, forced or not, only while a Governance stands.
   */
  claimDue(claim: Claim): Promise<readonly ClaimedChannel[]>;
  /** Opens a Run; one that this Channel still had open is closed as interrupted. */
  startRun(run: { readonly id: string; readonly channel: string; readonly startedAt: Instant }): Promise<void>;
  /** Closes a Run, frees the Channel and says when it is due again, in one transaction. */
  finishRun(result: RunResult): Promise<void>;
  runs(filter: RunFilter): Promise<readonly Run[]>;
  /**
   * Spans in which Channels could not be seen, from the last good look before trouble to the next good one, that overlap what is asked for,
   * earliest first. Kept up to date as Runs end, so that a year of them need not be read. `total` counts all of them.
   */
  blindPeriods(filter: BlindFilter): Promise<{ readonly items: readonly BlindPeriod[]; readonly total: number }>;
  /** How many Channels, and how many of their Organisations, there were before `to` and gave an answer in the span; by key. */
  sight(filter: SightFilter): Promise<readonly Sight[]>;
  /**
   * Compares what fails now with what was warned of and says what is new and what is over, each once: a Channel after three failures in a
   * row, and a platform of which half cannot be read in place of its Channels.
   */
  reviewWarnings(review: { readonly dataset: string; readonly now: Instant }): Promise<WarningChange>;
  /** What is warned of now, whole platforms first. */
  warnings(dataset: string): Promise<readonly Warning[]>;
  /** Where a platform's stream goes on; null before its first step. */
  streamCursor(platform: string): Promise<Json | null>;
  saveStreamCursor(platform: string, cursor: Json): Promise<void>;

  /**
   * Saves Mentions, then removals, then the cursor, in one transaction. A Mention is known by platform and id within its Dataset: the same
   * one again changes nothing; one whose content differs replaces text, Verdict and Places and keeps the first `seenAt` and `postedAt`
   * (a date that comes later for an undated one is taken); where its words differ, the earlier ones become a Version. The same words through
   * another Channel never take an Organisation away. A removal takes words, author, address, original, reasons and Versions out of the file
   * and leaves the bare row, which is counted as before: only a platform that shows a `deleted` one again fills it again.
   */
  saveBatch(batch: StoreBatch): Promise<Saved>;
  /** What a Mention said before it was edited, oldest first. */
  versions(key: MentionKey): Promise<readonly Version[]>;
  /** Removes a Mention with everything that was said of it, as if it had never been: it was a person's mistake. False when there is none. */
  takeBack(key: MentionKey): Promise<boolean>;
  /** One Mention as a person sees it; null where there is none. */
  mention(key: MentionKey): Promise<Mention | null>;
  /**
   * Puts a person's corrections beside the machine's Verdicts, all in one transaction. The newest review of a Mention stands and decides what
   * filters, counts and readers get; older ones stay in the history, and all go when the Mention goes. One that says what stands already
   * changes nothing.
   */
  saveReviews(reviews: readonly Review[]): Promise<SavedReviews>;
  /** What people said, newest first: overruled and withdrawn ones included. */
  reviews(filter: ReviewFilter): Promise<readonly Review[]>;
  /**
   * One page, newest first, undated last; `next` is null on the last. `total` counts what all pages hold together: those of the query, without
   * the ones that their platform has deleted unless `deleted` asks for them.
   */
  mentions(
    query: MentionQuery,
    page: { readonly limit: number; readonly after: string | null; readonly deleted?: true },
  ): Promise<MentionPage>;
  /** Every Mention of the query, oldest first, undated last, in chunks: flat memory however many there are. */
  stream(query: MentionQuery): AsyncIterable<readonly Mention[]>;
  count(query: MentionQuery): Promise<Totals>;
  /**
   * Earliest bucket first, then the key with most Mentions. Days are London's. A Mention with several keys counts under each; one without
   * the key, or without a date where there are buckets, is left out. `system` counts the role the query asks for, `area` what is stored.
   */
  counts(query: MentionQuery, by: CountBy): Promise<readonly Count[]>;
  /** The newest `postedAt` the query holds; null when it holds none. */
  latest(query: MentionQuery): Promise<Instant | null>;
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
  /** Those published or updated in the span, oldest first. */
  notices(filter: NoticeFilter): Promise<readonly Notice[]>;

  /** Adds or updates Organisations by code, field by field: what a file does not say (undefined) keeps what another file said. */
  saveOrganisations(rows: readonly OrganisationUpdate[]): Promise<void>;
  organisations(): AsyncIterable<readonly Organisation[]>;
  organisationCount(): Promise<number>;

  /** Takes or renews a lease; when somebody else holds it, says who and until when. */
  acquireLease(
    lease: Lease,
  ): Promise<{ readonly held: true } | { readonly held: false; readonly by: Lease & { readonly expiresAt: Instant } }>;
  releaseLease(name: string, holder: string): Promise<void>;
  /** Everybody who holds a lease or has claimed a Channel that is not finished, expired or not. */
  holders(): Promise<readonly string[]>;
  /** Frees every lease and every claimed Channel of a holder that is known to be dead, so that nobody waits for the expiry. */
  releaseHolder(holder: string): Promise<void>;

  /** Opens the sending of one Digest window to one target; false when it has been sent, or may have been. */
  claimDigest(claim: DigestKey & { readonly at: Instant }): Promise<boolean>;
  /** Closes it: `sent`, or `failed` with a sentence, which leaves it open for another try. */
  finishDigest(
    result: DigestKey & { readonly at: Instant; readonly outcome: 'sent' | 'failed'; readonly message: string | null },
  ): Promise<void>;
  digests(limit: number): Promise<readonly DigestRecord[]>;

  /** Records what an operator decided about private people's posts; null withdraws it. */
  recordGovernance(entry: GovernanceEntry): Promise<void>;
  /** Everything that was ever recorded, newest first. */
  governanceHistory(): Promise<readonly GovernanceEntry[]>;
  /** What stands; null where nothing was recorded, or was withdrawn. */
  governance(): Promise<Governance | null>;

  /** Records a change made by a person. */
  recordChange(change: Change): Promise<void>;
  changes(limit: number): Promise<readonly Change[]>;
}

export interface ChannelFilter {
  readonly dataset?: string;
  readonly ids?: readonly string[];
  /** Those that are collected from this very address. */
  readonly address?: string;
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
  readonly cursor: Json | null;
  readonly failures: number;
  /** When a new post last came. */
  readonly lastPostAt: Instant | null;
}

export interface RunResult {
  readonly id: string;
  readonly channel: string;
  readonly finishedAt: Instant;
  readonly outcome: Exclude<RunOutcome, 'running'>;
  readonly failure: FailureKind | null;
  readonly message: string | null;
  readonly postsSeen: number;
  readonly postsNew: number;
  readonly postsChanged: number;
  readonly postsRemoved: number;
  readonly mentionsNew: number;
  readonly noticesNew: number;
  readonly bytes: number;
  readonly status: number | null;
  /** null: nothing was read anew, so what was noted of the Channel before still stands. */
  readonly notes: readonly string[] | null;
  /** null: never again by itself. */
  readonly nextAt: Instant | null;
  readonly state: ChannelState['state'];
}

export interface NoticeFilter {
  readonly from: Instant;
  readonly to: Instant;
  readonly dataset?: string;
}

export interface RunFilter {
  readonly channel?: string;
  readonly from?: Instant;
  readonly to?: Instant;
  /** Newest first. */
  readonly limit: number;
}

/** Which Channels: those of a platform, and those whose Organisation lies in an area (rolled up), runs a system, is of a kind. */
export interface ChannelScope {
  readonly dataset: string;
  readonly platform?: string;
  readonly areas?: readonly string[];
  readonly system?: string;
  readonly organisationKind?: AuthorKind;
}

export interface BlindFilter extends ChannelScope {
  /** Half-open; null is open-ended. */
  readonly from: Instant | null;
  readonly to: Instant | null;
  readonly now: Instant;
  readonly limit: number;
}

export interface SightFilter extends ChannelScope {
  /** null: of each Channel its own last two intervals before `to`. */
  readonly from: Instant | null;
  readonly to: Instant;
  readonly by: 'platform' | 'area' | 'system' | null;
}

export interface StoreBatch {
  readonly mentions: readonly Mention[];
  /** Posts that are gone, and when we heard of it. */
  readonly removed: readonly { readonly platform: string; readonly id: string; readonly at: Instant }[];
  readonly notices: readonly Notice[];
  /** The Channel whose cursor moves; null for a replay, which has none. */
  readonly channel: string | null;
  readonly cursor: Json | null;
  /** The Channel's address from now on; it keeps its id, and its Mentions theirs. */
  readonly address?: string;
  /** Judged anew: only what is still stored with the same words is replaced, since a post may be edited or removed meanwhile. */
  readonly onlyStored?: true;
  /**
   * By platform and id, a space between, the other id under which a post may be stored: a private person's through a search, and the same
   * through its organisation's own Channel, which knows more.
   */
  readonly twins?: ReadonlyMap<string, string>;
}

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

export interface Saved {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly removed: number;
  /** Added Mentions with `outage = true`. */
  readonly outages: number;
  /** Notices that were not there before. */
  readonly notices: number;
}

export type MentionKey = Pick<Review, 'platform' | 'id' | 'dataset'>;

export interface SavedReviews {
  readonly saved: number;
  readonly unchanged: number;
  /** Reviews of Mentions that are not stored, or have no words any more. */
  readonly missing: readonly MentionKey[];
}

export interface ReviewFilter {
  readonly dataset: string;
  /** Of this Mention alone. */
  readonly of?: Pick<Review, 'platform' | 'id'>;
  readonly limit: number;
}

export interface MentionPage {
  readonly items: readonly Mention[];
  readonly next: string | null;
  readonly total: number;
  /** Mentions of the query that their platform has deleted: counted everywhere, and in `items` only where they were asked for. */
  readonly deleted: number;
}

export interface Totals {
  readonly mentions: number;
  readonly organisations: number;
  /** Mentions without a date, which no timeline can show. */
  readonly undated: number;
  readonly statements: number;
}

export interface CountBy {
  readonly bucket: 'hour' | 'day' | null;
  readonly key: 'system' | 'area' | 'phase' | 'platform' | 'authorKind' | 'voice' | 'channel' | 'cause' | 'service' | null;
}

export type { OrganisationUpdate };

export interface Lease {
  readonly name: string;
  readonly holder: string;
  readonly now: Instant;
  readonly ttlMs: number;
}

export interface DigestKey {
  /** The London day it reports, `YYYY-MM-DD`. */
  readonly window: string;
  readonly dataset: string;
  /** `folder` or `email`. */
  readonly target: string;
}

export interface DigestRecord extends DigestKey {
  readonly outcome: 'sending' | 'sent' | 'failed';
  readonly at: Instant;
  readonly message: string | null;
}

/** What a person changed: kept for good. */
export interface Change {
  readonly at: Instant;
  /** `command line (user)` or the name the dashboard knows. */
  readonly who: string;
  /** "added channel feed:…". */
  readonly what: string;
}

export interface StoreOptions {
  /** Needed to roll filters up: a region means its ICBs, an ICB its predecessors. */
  readonly areas: readonly Area[];
}
