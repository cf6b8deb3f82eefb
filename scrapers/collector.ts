import type { HttpClient, HttpResponse } from '../src/core/http/client.ts';
import type { Sockets } from '../src/core/http/stream.ts';
import type { Logger } from '../src/core/log.ts';
import type { AuthorKind, Channel, Instant, Json, Notice, Post, Setting } from '../src/core/types.ts';

/** Where a collector stopped; opaque to everybody else. */
export type Cursor = { readonly [key: string]: Json };

/** What one step brought. Saved before its cursor is, so a crash repeats posts and never skips them. */
export interface Batch {
  /** Oldest first. */
  readonly posts: readonly Post[];
  /** Ids of posts that the platform says are gone. */
  readonly removed: readonly string[];
  /** Which systems they concern is not the collector's to say. */
  readonly notices: readonly CollectedNotice[];
  readonly cursor: Cursor;
  /** Sentences about the channel that are no failure, for whoever looks after it: "the feed is broken XML; 9 items could be saved". */
  readonly notes?: readonly string[];
  /** Where the channel is to be found from now on: its old address has led there for good, time and again. */
  readonly address?: string;
}

export type CollectedNotice = Omit<Notice, 'systems'>;

/** What a collector is handed: it opens no connection and reads no clock or environment of its own. */
export interface Context {
  readonly http: HttpClient;
  readonly log: Logger;
  readonly signal: AbortSignal;
  now(): Instant;
  /** Value of one of the collector's `needs`; null when it is not set. */
  setting(name: Setting['name']): string | null;
  /** Sets money aside before a request that costs some. Only what was granted may be spent; nothing where there is no such function. */
  reserve?(ask: ReserveAsk): Promise<Reservation>;
}

/** Amounts in millionths of a US dollar. */
export interface ReserveAsk {
  /** Whose money: the platform's id. */
  readonly budget: string;
  /** What may be spent in one month of UTC. */
  readonly limit: number;
  /** What the smallest useful request can cost, and the largest. */
  readonly least: number;
  readonly most: number;
}

export type Reservation =
  | {
      readonly isGranted: true;
      readonly amount: number;
      /** Says what was really spent. Never called, the whole amount counts as spent. */
      settle(amount: number): Promise<void>;
    }
  | { readonly isGranted: false; readonly spent: number /** When there is money again. */; readonly goesOnAt: Instant };

/** What a stream is handed besides. */
export interface StreamContext extends Context {
  readonly sockets: Sockets;
}

/** What one step of a stream brought; empty while nothing happens, so that whoever reads knows that it is alive. */
export interface Streamed {
  /** Ids of the channels that it watches, from now on; null where that is as before. */
  readonly watches: ReadonlySet<string> | null;
  readonly batches: readonly StreamedBatch[];
  /** Channels that only a look at them can set right: an account changed its state, a post quotes another, events were missed. */
  readonly look: readonly Channel[];
  /** A span that the platform could not play back, for channels that have no other way of being read. */
  readonly missed: { readonly from: Instant; readonly to: Instant } | null;
  /** Where the stream goes on once all of this is saved; of the stream, not of a channel. */
  readonly cursor: Cursor;
}

export interface StreamedBatch extends Pick<Batch, 'posts' | 'removed'> {
  readonly channel: Channel;
  /** The channel's own cursor with these posts noted, so that the next look at it knows them; null where none is needed. */
  readonly note: ((cursor: Cursor | null) => Cursor) | null;
}

/** The platform's one connection that serves many channels. */
export interface Stream {
  /** Off until this is set: it says where to connect to. */
  readonly switch: Setting['name'];
  /** True where a channel can be read in no other way. */
  only(channel: Channel): boolean;
  /** Yields until the signal aborts; ends where there is nothing to watch; throws CollectError when the connection ends. */
  read(channels: readonly Channel[], cursor: Cursor | null, context: StreamContext): AsyncIterable<Streamed>;
}

/** What an address turned out to be, before anything is stored. */
export interface Found {
  readonly platform: string;
  readonly address: string;
  readonly title: string;
  /** One sentence for a person: "an RSS feed with 10 items, newest 19 July 2024". */
  readonly says: string;
  /** ODS code of the practice that it belongs to, where the address or the page carries one. */
  readonly organisation?: string;
  /** Posts of private people come through it. */
  readonly people?: true;
  /** Whose words come through it, where that is known. */
  readonly authorKind?: AuthorKind;
  /** Further places of the same site whose posts do not come through this one: to be watched beside it. */
  readonly also?: readonly Found[];
  /** Another address that brings the same posts: to be watched instead of this one or not at all. */
  readonly same?: string;
}

export interface Collector {
  readonly platform: string;
  readonly title: string;
  /** The upstream API page it was written against. */
  readonly docs: string;
  /** One without a default that is missing: reported as off, not as failed. */
  readonly needs: readonly Setting[];
  readonly everyMinutes: number;
  /** What `address` is, judged by its form alone; null when it is not this platform's. */
  recognise(
    address: string,
  ): { readonly address: string; readonly says: string; readonly people?: true; readonly authorKind?: AuthorKind } | null;
  /** Asks the platform once about an address of its own, before it is stored. Throws CollectError when it can never be collected. */
  inspect?(address: string, context: Context): Promise<Omit<Found, 'platform'>>;
  /** Whether a page that was fetched is this platform's, where its form alone cannot tell; null when it is not. */
  claim?(page: HttpResponse, context: Context): Promise<Omit<Found, 'platform'> | null>;
  /** Yields what is new on `channel` after `cursor`, oldest first, in resumable batches. Failure throws CollectError; yielding none means none. */
  collect(channel: Channel, cursor: Cursor | null, context: Context): AsyncIterable<Batch>;
  /** Where the platform has one. */
  readonly stream?: Stream;
}

/** A platform we know of and cannot collect yet, or never will, with the reason. */
export interface Unbuilt {
  readonly platform: string;
  readonly title: string;
  readonly why: string;
  recognise(address: string): { readonly address: string; readonly says: string } | null;
}
