import type { Count, Instant, Json, Mention, Notice, Review, Version } from '../core/types.ts';
import type { MentionQuery } from './filters.ts';

/** The heart of the store: Mentions are saved, asked for and counted. */
export interface MentionStore {
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
}

export interface StoreBatch {
  readonly mentions: readonly Mention[];
  /** Posts that are gone, and when we heard of it. */
  readonly removed: readonly { readonly platform: string; readonly id: string; readonly at: Instant }[];
  readonly notices: readonly Notice[];
  /** The Channel whose cursor moves; null for a replay, which has none. */
  readonly channel: string | null;
  readonly cursor: Json | null;
  /** The claim under which the Channel is collected: where somebody else's has replaced it, nothing of the batch is saved. */
  readonly claim?: string;
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

export interface Saved {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly removed: number;
  /** Added Mentions with `outage = true`. */
  readonly outages: number;
  /** Notices that were not there before. */
  readonly notices: number;
  /** Nothing was saved, since somebody else has claimed the Channel. */
  readonly lost?: true;
}

export type MentionKey = Pick<Review, 'platform' | 'id' | 'dataset'>;

export interface MentionPage {
  readonly items: readonly Mention[];
  readonly next: string | null;
  readonly total: number;
  /** Mentions of the query that their platform has deleted: counted everywhere, and in `items` only where they were asked for. */
  readonly deleted: number;
  /** Where counting what holds common words would take too long: `total` and `deleted` are the least there are. */
  readonly atLeast?: boolean;
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
