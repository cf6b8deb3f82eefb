import { z } from 'zod';
import { fromMs, readInstant } from '../../src/core/time.ts';
import type { Channel, Instant, Post } from '../../src/core/types.ts';
import type { Context } from '../collector.ts';
import { readNeed } from '../setting.ts';
import { obeyLabels, profileShape } from './account.ts';
import { ask, type Denied, isDenied } from './ask.ts';
import { collection, isOwnWord, type PostRecord, recordShape, rkeyOf, toPost, uriOf } from './record.ts';
import { appView } from './settings.ts';

/** A post as one source shows it. */
export interface Entry {
  readonly rkey: string;
  /** Changes with every edit. */
  readonly cid: string;
  /** What the source sorts by. */
  readonly at: Instant;
  /** null for what stands there and is not taken: an answer to somebody else. */
  readonly post: Post | null;
}

export interface Page {
  readonly entries: readonly Entry[];
  /** Whose handle and name the source knows; null where it says nothing. */
  readonly author: { readonly handle: string; readonly name: string | null } | null;
  readonly next: string | null;
}

/** Whose posts are read, and for which Channel. */
export interface Subject {
  readonly did: string;
  readonly channel: Channel;
  /** For a source that does not know it. */
  readonly author: { readonly handle: string | null; readonly name: string | null };
}

export type Source = (subject: Subject, cursor: string | null, context: Context) => Promise<Page | Denied>;

const pageSize = '50';

const postView = z.looseObject({
  uri: z.string(),
  cid: z.string(),
  author: profileShape,
  record: recordShape,
  embed: z.looseObject({ $type: z.string() }).optional(),
  indexedAt: z.string(),
});
const feedPage = z.object({
  feed: z.array(z.looseObject({ post: postView, reason: z.unknown().optional() })),
  cursor: z.string().optional(),
});

/**
 * Posts as everybody sees them, newest first (https://docs.bsky.app/docs/api/app-bsky-feed-get-author-feed). A page may be short or empty and
 * still have one after it. Reposts and pins carry a reason and are skipped: the one is not the account's word, the other stands in its own place too.
 */
export const readFeedPage: Source = async ({ did, channel }, cursor, context) => {
  const host = readNeed(context, appView) ?? '';
  const params = { actor: did, limit: pageSize, filter: 'posts_with_replies', includePins: 'false', cursor };
  const answer = await ask(context, host, 'app.bsky.feed.getAuthorFeed', params, feedPage);
  if (isDenied(answer)) return answer;
  const own = answer.feed.filter(({ post, reason }) => reason === undefined && post.author.did === did);
  const seenAt = context.now();
  const author = own.at(-1)?.post.author;
  if (author !== undefined) obeyLabels(author);
  const entries = own.map(({ post }): Entry => {
    const { record, uri, cid, embed } = post;
    const indexedAt = readInstant(post.indexedAt);
    const known = { handle: post.author.handle, name: post.author.displayName ?? null };
    const made = toPost(record, { uri, channel, author: known, indexedAt, seenAt, quoted: readQuoted(embed), raw: post });
    return { rkey: rkeyOf(uri), cid, at: sortedBy(record, indexedAt, seenAt), post: isOwnWord(record, did) ? made : null };
  });
  return {
    entries,
    author: author === undefined ? null : { handle: author.handle, name: author.displayName ?? null },
    next: answer.cursor ?? null,
  };
};

const recordsPage = z.object({
  records: z.array(z.looseObject({ uri: z.string(), cid: z.string(), value: z.unknown() })),
  cursor: z.string().optional(),
});

/** The account's records on its own server, newest key first (https://docs.bsky.app/docs/api/com-atproto-repo-list-records): what exists, without what others add. */
export function readRecordsFrom(home: string): Source {
  return async ({ did, channel, author }, cursor, context) => {
    const params = { repo: did, collection, limit: pageSize, cursor };
    const answer = await ask(context, home, 'com.atproto.repo.listRecords', params, recordsPage);
    if (isDenied(answer)) return answer;
    const seenAt = context.now();
    const entries = answer.records.map(({ uri, cid, value }): Entry => {
      const rkey = rkeyOf(uri);
      const { data: record } = recordShape.safeParse(value);
      const raw = { uri, cid, value };
      const around = { uri: uriOf(did, rkey), channel, author, indexedAt: null, seenAt, quoted: null, raw };
      const post = record !== undefined && isOwnWord(record, did) ? toPost(record, around) : null;
      return { rkey, cid, at: earlier(readTid(rkey) ?? post?.postedAt ?? seenAt, seenAt), post };
    });
    const full = answer.records.length > 0;
    return { entries, author: null, next: full ? (answer.cursor ?? null) : null };
  };
}

const quotedView = z.looseObject({ record: z.looseObject({ value: z.looseObject({ text: z.string() }) }) });
const quotedWithMedia = z.looseObject({ record: quotedView });

/** Text of the quoted post, where it still stands and may be seen: https://docs.bsky.app/docs/advanced-guides/posts#quote-posts */
function readQuoted(embed: z.output<typeof postView>['embed']): string | null {
  const alone = quotedView.safeParse(embed);
  if (alone.success) return alone.data.record.value.text;
  const beside = quotedWithMedia.safeParse(embed);
  return beside.success ? beside.data.record.record.value.text : null;
}

/** The feed's own order: the earlier of what the author and the platform say. */
function sortedBy({ createdAt }: PostRecord, indexedAt: Instant | null, seenAt: Instant): Instant {
  const claimed = createdAt === undefined ? null : readInstant(createdAt);
  return earlier(claimed ?? seenAt, earlier(indexedAt ?? seenAt, seenAt));
}

/** A key or a date in the future must not move the window there. */
function earlier(a: Instant, b: Instant): Instant {
  return a < b ? a : b;
}

/** The moment inside a record's key, if the key is a timestamp: https://atproto.com/specs/tid */
export function readTid(rkey: string): Instant | null {
  if (!/^[2-7a-j][2-7a-z]{12}$/.test(rkey)) return null;
  let value = 0n;
  for (const letter of rkey) value = value * 32n + BigInt(digits.indexOf(letter));
  return fromMs(Number((value >> 10n) / 1000n));
}

const digits = '234567abcdefghijklmnopqrstuvwxyz';
