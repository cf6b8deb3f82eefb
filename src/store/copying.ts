import type {
  Channel,
  ChannelState,
  Dataset,
  GovernanceEntry,
  Instant,
  Json,
  Mention,
  Notice,
  Organisation,
  Proposal,
  Review,
  Run,
  Site,
  StatementRole,
  Warning,
} from '../core/types.ts';
import type { Change, DigestRecord } from './records.ts';
import type { Said } from './review.ts';

/**
 * Everything that a store holds, in the order in which it is copied: what is pointed at comes before what points. Leases and claims are not
 * among it, since they belong to processes; what is derived from the rest (the index of words, counts) is made anew on the other side.
 */
export const copyKinds = [
  'datasets',
  'organisations',
  'governance',
  'forgotten',
  'channels',
  'runs',
  'blinds',
  'warnings',
  'wordings',
  'mentions',
  'reviews',
  'statements',
  'statementChecks',
  'notices',
  'digests',
  'changes',
  'budgets',
  'reservations',
  'sites',
  'proposals',
  'streams',
] as const;
export type CopyKind = (typeof copyKinds)[number];

/** What each kind looks like on its way, in no engine's language. Numbers are keys that go along, so that every order stays as it is. */
export interface Copied {
  readonly datasets: Dataset;
  readonly organisations: Organisation;
  readonly governance: GovernanceEntry & { readonly number: number };
  readonly forgotten: { readonly person: string; readonly at: Instant };
  readonly channels: CopiedChannel;
  readonly runs: Run & { readonly dataset: string | null };
  readonly blinds: {
    readonly channel: string;
    readonly dataset: string;
    readonly from: Instant;
    readonly to: Instant;
    readonly why: string;
  };
  readonly warnings: Warning & { readonly dataset: string };
  readonly wordings: {
    readonly number: number;
    readonly dataset: string;
    readonly form: string;
    readonly signature: string;
    readonly statement: string;
    readonly bands: readonly number[];
    readonly compared: boolean;
  };
  readonly mentions: CopiedMention;
  /** The history of corrections; what stands is also with the Mention. */
  readonly reviews: Pick<Review, 'correction' | 'reviewer' | 'reviewedAt'> & {
    readonly number: number;
    readonly mention: number;
  };
  readonly statements: {
    readonly dataset: string;
    readonly statement: string;
    readonly first: number;
    readonly origin: boolean;
  };
  readonly statementChecks: { readonly dataset: string; readonly statement: string };
  readonly notices: { readonly notice: Notice; readonly dataset: string | null };
  readonly digests: DigestRecord;
  readonly changes: Change & { readonly number: number };
  readonly budgets: { readonly budget: string; readonly period: string; readonly spent: number };
  readonly reservations: {
    readonly id: string;
    readonly budget: string;
    readonly period: string;
    readonly amount: number;
    readonly at: Instant;
  };
  readonly sites: Site;
  readonly proposals: Proposal;
  readonly streams: { readonly platform: string; readonly cursor: Json };
}

export interface CopiedChannel extends Omit<ChannelState, 'channel' | 'mentions' | 'state'> {
  readonly channel: Channel;
  readonly state: Exclude<ChannelState['state'], 'withheld'>;
  readonly cursor: Json | null;
  /** When the last good Run began, and since when and why it cannot be seen. */
  readonly seenAt: Instant | null;
  readonly blindFrom: Instant | null;
  readonly blindWhy: string | null;
  readonly askedWhy: string | null;
}

export interface CopiedMention {
  readonly number: number;
  /** As the machine judged it, with original, versions and removal; `statement` is the signature of its own words. */
  readonly mention: Mention;
  /** What stands of a person's corrections. */
  readonly said: Said | null;
  readonly hash: string;
  readonly sealed: boolean;
  /** Number of its wording. */
  readonly form: number | null;
  readonly statement: string | null;
  readonly role: StatementRole | null;
  readonly relayed: boolean;
  readonly step: CopiedStep;
}

/** How far a post has come on its way into a Statement: not compared yet, a copy not looked at yet, done. */
export const copiedSteps = ['new', 'unchecked', 'done'] as const;
export type CopiedStep = (typeof copiedSteps)[number];

/** Some rows of one kind, in the order of their keys. */
export type CopyPage = { readonly [Kind in CopyKind]: PageOf<Kind> }[CopyKind];
export interface PageOf<Kind extends CopyKind> {
  readonly kind: Kind;
  readonly rows: readonly Copied[Kind][];
  /** Where the next page begins; null on the last. */
  readonly next: string | null;
}

/** How far a copy into this store has come. */
export interface CopyState {
  /** Where it comes from, as it was named; no passwords in it. */
  readonly from: string;
  /** The kind that was being written, and where in it to go on; `kind` null before the first page. */
  readonly kind: CopyKind | null;
  readonly next: string | null;
  readonly begunAt: Instant;
}

/** How one store is moved into another, whichever engines they are. */
export interface CopyStore {
  /** A page of what the store holds of one kind; the first one after null. */
  dump(kind: CopyKind, after: string | null): Promise<CopyPage>;
  /** Marks this store as the target of a copy; one that is marked already stays as it is, so that a copy cut short goes on. */
  beginCopy(state: Pick<CopyState, 'from' | 'begunAt'>): Promise<CopyState>;
  /** Writes a page and then remembers where the next one begins. A page that was written before changes nothing. */
  restore(page: CopyPage): Promise<void>;
  /** Puts in order whatever is derived, and takes the mark away. */
  finishCopy(): Promise<void>;
  /** The copy into this store that is not finished; null where there is none. */
  unfinishedCopy(): Promise<CopyState | null>;
  /** How much it holds of each kind. */
  holdings(): Promise<Readonly<Record<CopyKind, number>>>;
}
