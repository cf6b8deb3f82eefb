import type { LeadTime } from '../../analysis/leadtime.ts';
import type { Logger } from '../core/log.ts';
import type { Privacy } from '../core/privacy.ts';
import type { Channel, Instant, Mention, Vocabulary } from '../core/types.ts';
import type { Revision, Store } from '../store/contract.ts';
import type { MentionQuery } from '../store/filters.ts';
import type { Discovery } from './discovery.ts';

/** Everything the API is handed: it opens nothing itself. */
export interface ApiDeps {
  readonly store: Store;
  readonly vocabulary: Vocabulary;
  /** Of Ripplewatch, as package.json gives it. */
  readonly version: string;
  /** What else made the rows, for the manifest of an export: `{ analysis: '…' }`. */
  readonly versions?: Readonly<Record<string, string>>;
  readonly clock: () => Instant;
  readonly log: Logger;
  readonly access: Access;
  /** Folder of the built dashboard; null serves the API alone. */
  readonly dashboard: string | null;
  readonly actions: Actions;
  /** First own reports beside suppliers' first Notices, of the disruptions within a span. */
  readonly leadTimes: (
    query: MentionQuery,
    span: { readonly from: Instant; readonly to: Instant },
  ) => Promise<readonly LeadTime[]>;
  /** Bytes that were collected and wait on disk for the store. */
  readonly waiting: () => Promise<number>;
  readonly discovery: Discovery;
  readonly changes: Changes;
  /** What exports show of private people. */
  readonly privacy: Privacy;
  /** Days for which posts keep their words; of private people's a shorter time that is recorded holds instead. */
  readonly retention: { readonly peopleDays: number; readonly organisationsDays: number };
}

/** Where the store stands, and when it moves. */
export interface Changes {
  readonly current: () => Promise<Revision>;
  /** Resolves once `mentions` is another than `seen`, and when the signal aborts. */
  readonly after: (seen: number, signal: AbortSignal) => Promise<Revision>;
  readonly close: () => Promise<void>;
}

/** Who may come in. With none of the three ways configured, and `required` false, everybody who reaches us may read and change. */
export interface Access {
  /** For programs: `Authorization: Bearer …`. */
  readonly token: string | null;
  /** For people: asked once, then a signed cookie for 12 hours. */
  readonly password: string | null;
  /** Header in which a trusted proxy names the person it has signed in. */
  readonly proxyHeader: string | null;
  /** Address, or range such as `10.0.0.0/8`, from which that header is believed. */
  readonly proxyAddress: string | null;
  /** Secret that signs the cookies; needed with a password. */
  readonly sessionKey: string;
  /** True beyond loopback: without a way to sign in, nobody gets in. */
  readonly required: boolean;
  /** Names under which we may be addressed besides loopback and the address we listen on: `watch.example.org`, with or without port. */
  readonly hosts: readonly string[];
}

/** Changes; each records itself in the store under `who` once it has succeeded. InputError and CollectError become 400. */
export interface Actions {
  /** Recognises an address, tries it once and stores it; `stored` false when it was recognised but cannot be collected yet. */
  addChannel(request: ChannelRequest, who: string): Promise<AddedChannel>;
  /** False when there was none of that id. */
  removeChannel(id: string, who: string): Promise<boolean>;
  /** Stores a post that somebody saw and typed in; the same link again is the same post. */
  logPost(post: HandPost, who: string): Promise<LoggedPost>;
  /** False when none of that id was logged by hand. */
  takeBackPost(id: string, who: string): Promise<boolean>;
  loadDemo(who: string): Promise<{ readonly dataset: string; readonly mentions: number }>;
  /** False when it was not loaded. */
  removeDemo(who: string): Promise<boolean>;
}

/** As a person typed it; null where a field was left empty. */
export interface HandPost {
  readonly link: string | null;
  readonly text: string;
  /** A date with a time, London's where it names no offset. */
  readonly postedAt: string | null;
  /** ODS code or name. */
  readonly organisation: string | null;
  readonly kind: string | null;
}

export interface LoggedPost {
  readonly outcome: 'added' | 'updated' | 'unchanged';
  readonly mention: Mention;
  /** One or two sentences for a person. */
  readonly says: string;
}

export interface ChannelRequest {
  /** As a person gave it: a URL, a handle. */
  readonly address: string;
  /** ODS code of the Organisation it belongs to. */
  readonly organisation: string | null;
  /** Private people post there. */
  readonly people: boolean;
}

export interface AddedChannel {
  readonly stored: boolean;
  readonly channel: Channel | null;
  readonly also: readonly Channel[];
  /** One sentence for a person: what was found. */
  readonly says: string;
}
