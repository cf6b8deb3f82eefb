import { z } from 'zod';
import { addMs, readInstant } from '../../src/core/time.ts';
import type { Channel, Instant, Post } from '../../src/core/types.ts';
import { keepRaw, readMarkup } from '../text.ts';

/** https://docs.x.com/x-api/fundamentals/data-dictionary */
export const tweetShape = z.looseObject({
  id: z.string(),
  text: z.string(),
  created_at: z.string().optional(),
  lang: z.string().optional(),
  edit_history_tweet_ids: z.array(z.string()).optional(),
  note_tweet: z.looseObject({ text: z.string() }).optional(),
  referenced_tweets: z.array(z.looseObject({ type: z.string(), id: z.string() })).optional(),
});
export type Tweet = z.output<typeof tweetShape>;

/** What a post needs that does not stand in it. */
export interface Around {
  /** Texts of quoted posts by id. */
  readonly quoted: ReadonlyMap<string, string>;
  readonly receivedAt: Instant;
  /** The account's name as it shows, and its handle. */
  readonly name: string;
  readonly handle: string;
}

export function toPost(tweet: Tweet, { quoted: texts, receivedAt, name, handle }: Around, channel: Channel): Post {
  const createdAt = readInstant(tweet.created_at ?? '');
  const reference = (type: string): string | undefined => tweet.referenced_tweets?.find((one) => one.type === type)?.id;
  const quoted = texts.get(reference('quoted') ?? '');
  const replyTo = reference('replied_to');
  const id = firstId(tweet);
  return {
    platform: 'x',
    id,
    channel: channel.id,
    url: `https://x.com/${handle}/status/${tweet.id}`,
    text: textOf(tweet),
    ...(quoted === undefined ? {} : { quoted }),
    ...(replyTo === undefined ? {} : { replyTo }),
    ...(tweet.lang === undefined || tweet.lang === 'und' ? {} : { lang: tweet.lang }),
    author: { kind: channel.authorKind, name, handle, private: channel.people === true },
    // `created_at` of an edit is the edit's.
    postedAt: id === tweet.id ? createdAt : bornAt(id),
    editedAt: id === tweet.id ? null : createdAt,
    seenAt: receivedAt,
    raw: keepRaw(tweet),
  };
}

/** An edit is a post of its own, and its history begins with the first one. */
export function firstId({ id, edit_history_tweet_ids: history = [] }: Tweet): string {
  return [id, ...history].sort(compareIds)[0] ?? id;
}

/** Ids grow with time and are longer than a number holds. */
export function compareIds(a: string, b: string): number {
  return a.length === b.length ? (a < b ? -1 : Number(a > b)) : a.length - b.length;
}

/** Long posts are cut in `text` and whole in `note_tweet`; both come with HTML's entities. */
export function textOf({ text, note_tweet: note }: Tweet): string {
  return readMarkup((note?.text ?? text).replaceAll('<', '&lt;'));
}

/** An id holds the millisecond it was given out: https://docs.x.com/x-api/fundamentals/x-ids */
function bornAt(id: string): Instant | null {
  if (!/^\d{15,20}$/.test(id)) return null;
  return addMs('2010-11-04T01:42:54.657Z', Number(BigInt(id) >> 22n));
}
