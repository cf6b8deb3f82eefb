import type { Channel, Instant, Post } from '../../src/core/types.ts';
import type { Context, Cursor, StreamedBatch } from '../collector.ts';
import type { Profile } from './account.ts';
import { plainWords, readWords } from './address.ts';
import { type AccountCursor, itemOf, readCursor } from './cursor.ts';
import { type Event, type Frame, fromMicroseconds } from './frames.ts';
import { readTid } from './pages.ts';
import type { Profiles } from './profiles.ts';
import { isOwnWord, type PostRecord, quotesAnother, recordShape, rkeyOf, toPost, uriOf } from './record.ts';

/** Sorts events out to the channels they matter to, until somebody takes what has come together. */
export interface Hearing {
  hear(frame: Frame, now: Instant): void;
  /** Asks who wrote what the listeners heard, and hands everything over. */
  take(context: Context): Promise<{ readonly batches: readonly StreamedBatch[]; readonly look: readonly Channel[] }>;
}

export interface HearingOptions {
  readonly accounts: ReadonlyMap<string, readonly Channel[]>;
  readonly authors: ReadonlyMap<string, Profile>;
  /** Channels of words. */
  readonly listeners: readonly Channel[];
  readonly profiles: Profiles;
}

/** A post heard for words, before anybody knows who wrote it. */
interface Heard {
  readonly did: string;
  readonly channel: Channel;
  readonly make: (author: Post['author']) => Post;
}

interface Gathered {
  readonly posts: Map<string, { readonly post: Post; readonly cid: string }>;
  readonly removed: Set<string>;
}

export function createHearing({ accounts, authors, listeners, profiles }: HearingOptions): Hearing {
  const ears = listeners.map((channel) => ({ channel, words: (readWords(channel.address) ?? []).map((word) => ` ${word} `) }));
  let gathered = new Map<Channel, Gathered>();
  let look = new Set<Channel>();
  let heard: Heard[] = [];

  const of = (channel: Channel): Gathered => {
    const found = gathered.get(channel) ?? { posts: new Map(), removed: new Set() };
    gathered.set(channel, found);
    return found;
  };
  const put = (channel: Channel, post: Post, cid: string): void => {
    of(channel).removed.delete(post.id);
    of(channel).posts.set(post.id, { post, cid });
  };
  const drop = (channel: Channel, uri: string): void => {
    of(channel).posts.delete(uri);
    of(channel).removed.add(uri);
  };

  const hearAccount = (
    event: Extract<Event, { kind: 'post' }>,
    record: PostRecord,
    channels: readonly Channel[],
    seen: Seen,
  ): void => {
    // Only the public view has the words of a quoted post.
    if (quotesAnother(record)) for (const channel of channels) look.add(channel);
    else if (isOwnWord(record, event.did)) {
      for (const channel of channels) put(channel, makePost(event, record, channel, authors.get(event.did), seen), event.cid);
    }
  };
  const hearWords = (event: Extract<Event, { kind: 'post' }>, record: PostRecord, seen: Seen): void => {
    const uri = uriOf(event.did, event.rkey);
    const text = record.reply === undefined ? plainWords(record.text) : '';
    for (const { channel, words } of ears) {
      if (words.some((word) => text.includes(word))) {
        heard.push({
          did: event.did,
          channel,
          make: (author) => ({ ...makePost(event, record, channel, undefined, seen), author }),
        });
      } else if (event.edited) {
        // The words we may hold are no longer what stands there, and what stands there was not asked for.
        heard = heard.filter((one) => one.channel !== channel || one.did !== event.did);
        drop(channel, uri);
      }
    }
  };

  return {
    hear({ event, timeUs }, now) {
      if (event.kind === 'post') {
        const { data: record } = recordShape.safeParse(event.record);
        if (record === undefined) return;
        const seen = { now, timeUs: event.edited ? null : timeUs };
        const channels = accounts.get(event.did);
        if (channels !== undefined) hearAccount(event, record, channels, seen);
        else if (ears.length > 0) hearWords(event, record, seen);
      } else if (event.kind === 'delete') {
        const channels = accounts.get(event.did) ?? ears.slice(0, 1).map(({ channel }) => channel);
        const uri = uriOf(event.did, event.rkey);
        heard = heard.filter(({ did, make }) => did !== event.did || make(nobody).id !== uri);
        for (const channel of channels) drop(channel, uri);
      } else if (event.kind === 'account' || event.kind === 'identity') {
        profiles.forget(event.did);
        for (const channel of accounts.get(event.did) ?? []) look.add(channel);
      }
    },
    async take(context) {
      if (heard.length > 0) {
        const known = await profiles.of(
          heard.map(({ did }) => did),
          context,
        );
        for (const { did, channel, make } of heard) {
          const profile = known.get(did);
          // Whoever is not there, or asks not to be shown, is not written down.
          if (profile !== undefined) put(channel, make(authorOf(profile, channel)), '');
        }
      }
      const taken = { batches: [...gathered].map(([channel, one]) => batchOf(channel, one)), look: [...look] };
      gathered = new Map();
      look = new Set();
      heard = [];
      return taken;
    },
  };
}

interface Seen {
  readonly now: Instant;
  readonly timeUs: number | null;
}

const nobody: Post['author'] = { kind: 'other', name: null, handle: null, private: true };

function makePost(
  { did, rkey, cid, record: raw }: Extract<Event, { kind: 'post' }>,
  record: PostRecord,
  channel: Channel,
  profile: Profile | undefined,
  { now, timeUs }: Seen,
): Post {
  const author = { handle: profile?.handle ?? null, name: profile?.displayName ?? null };
  const indexedAt = timeUs === null ? null : fromMicroseconds(timeUs);
  const uri = uriOf(did, rkey);
  return toPost(record, { uri, channel, author, indexedAt, seenAt: now, quoted: null, raw: { uri, cid, value: raw } });
}

function authorOf({ handle, displayName }: Profile, { authorKind }: Channel): Post['author'] {
  return { kind: authorKind, handle, name: displayName ?? null, private: true };
}

function batchOf(channel: Channel, { posts, removed }: Gathered): StreamedBatch {
  const note = (cursor: Cursor | null): Cursor => {
    const known = readCursor(cursor);
    const items: Record<string, AccountCursor['items'][string]> = { ...known.items };
    for (const uri of removed) Reflect.deleteProperty(items, rkeyOf(uri));
    for (const [uri, { post, cid }] of posts)
      items[rkeyOf(uri)] = itemOf({ cid, at: readTid(rkeyOf(uri)) ?? post.seenAt }, false);
    return { ...known, items };
  };
  const ofAccount = readWords(channel.address) === null;
  return { channel, posts: [...posts.values()].map(({ post }) => post), removed: [...removed], note: ofAccount ? note : null };
}
