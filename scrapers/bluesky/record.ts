import { z } from 'zod';
import { addMs, readInstant } from '../../src/core/time.ts';
import type { Channel, Instant, Post } from '../../src/core/types.ts';
import { keepRaw, tidyText } from '../text.ts';

export const collection = 'app.bsky.feed.post';

const reference = z.object({ uri: z.string(), cid: z.string() });

const images = z.array(z.looseObject({ alt: z.string().default('') }));

/** As much of a post's record as we read: https://github.com/bluesky-social/atproto/blob/main/lexicons/app/bsky/feed/post.json */
export const recordShape = z.looseObject({
  text: z.string(),
  createdAt: z.string().optional(),
  langs: z.array(z.string()).optional(),
  reply: z.looseObject({ root: reference, parent: reference }).optional(),
  embed: z
    .looseObject({ $type: z.string(), images: images.optional(), media: z.looseObject({ images: images.optional() }).optional() })
    .optional(),
});
export type PostRecord = z.output<typeof recordShape>;

/** What is known of a post besides its record. */
export interface Around {
  readonly uri: string;
  readonly channel: Channel;
  readonly author: { readonly name: string | null; readonly handle: string | null };
  /** When the platform says that it saw the post; null where it does not say. */
  readonly indexedAt: Instant | null;
  readonly seenAt: Instant;
  /** Text of a quoted post, where whoever was asked knows it. */
  readonly quoted: string | null;
  readonly raw: unknown;
}

/** A record as a Post. `editedAt` is always null: an edit only shows as another cid under the same address, and nobody keeps its time. */
export function toPost(record: PostRecord, around: Around): Post {
  const { uri, channel, author, seenAt, quoted } = around;
  const [lang] = record.langs ?? [];
  return {
    platform: 'bluesky',
    id: uri,
    channel: channel.id,
    url: pageOf(uri),
    text: tidyText(sayAll(record)),
    ...(quoted === null ? {} : { quoted: tidyText(quoted) }),
    ...(record.reply === undefined ? {} : { replyTo: record.reply.parent.uri }),
    ...(lang === undefined ? {} : { lang: lang.slice(0, 35) }),
    author: {
      kind: channel.authorKind,
      ...author,
      private:
        channel.people === true ||
        (channel.organisation === null && (channel.authorKind === 'patient' || channel.authorKind === 'other')),
    },
    postedAt: readPosted(record.createdAt, around),
    editedAt: null,
    seenAt,
    raw: keepRaw(around.raw),
  };
}

/** The words, and what the author wrote about the pictures: a notice is often a picture. Nothing is said of a picture without. */
function sayAll({ text, embed }: PostRecord): string {
  const described = [...(embed?.images ?? []), ...(embed?.media?.images ?? [])]
    .map(({ alt }) => alt.trim())
    .filter((alt) => alt !== '');
  return [text, ...described.map((alt) => `[Picture: ${alt}]`)].join('\n');
}

/**
 * True for what an account says of itself: posts, and replies within its own thread. Answers to others are left out: they speak to one person,
 * often of that person's own care, and mean little without the question.
 */
export function isOwnWord(record: PostRecord, did: string): boolean {
  return record.reply === undefined || [record.reply.root, record.reply.parent].every(({ uri }) => didOf(uri) === did);
}

/** True where the post quotes another, whose words stand elsewhere. */
export function quotesAnother({ embed }: PostRecord): boolean {
  return embed?.$type === 'app.bsky.embed.record' || embed?.$type === 'app.bsky.embed.recordWithMedia';
}

/** `at://did/collection/rkey` (https://atproto.com/specs/at-uri-scheme). */
export function uriOf(did: string, rkey: string): string {
  return `at://${did}/${collection}/${rkey}`;
}

export function rkeyOf(uri: string): string {
  return uri.slice(uri.lastIndexOf('/') + 1);
}

export function didOf(uri: string): string {
  return uri.split('/')[2] ?? '';
}

/** By the DID, which stays when the handle changes. */
function pageOf(uri: string): string {
  return `https://bsky.app/profile/${didOf(uri)}/post/${encodeURIComponent(rkeyOf(uri))}`;
}

/** What clocks may differ by. */
const skewMs = 5 * 60_000;

/**
 * `createdAt` is whatever the author's program wrote. One later than the moment at which the platform, or we, had the post in hand cannot be true:
 * then the platform's own moment is the latest it can have been, and where there is none the post is undated.
 */
function readPosted(createdAt: string | undefined, { indexedAt, seenAt }: Around): Instant | null {
  const claimed = createdAt === undefined ? null : readInstant(createdAt);
  if (claimed === null) return indexedAt;
  if (claimed <= addMs(indexedAt ?? seenAt, skewMs)) return claimed;
  return indexedAt;
}
