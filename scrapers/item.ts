import type { HttpResponse } from '../src/core/http/client.ts';
import type { Channel, Post } from '../src/core/types.ts';
import type { Feed, FeedItem } from './shape.ts';
import { hashText, keepRaw } from './text.ts';

/** An item of a feed as a Post, with what the cursor needs to know it again. */
export interface Entry {
  readonly key: string;
  /** Changes when anything of the content does, the date included. */
  readonly hash: string;
  readonly post: Post;
}

/** A feed's items as Posts, oldest first; feeds list the newest first, so those without a date keep that order turned round, before the rest. */
export function adaptFeed(feed: Feed, response: HttpResponse, channel: Channel): Entry[] {
  const items = feed.items.toReversed().sort((a, b) => compare(a.publishedAt ?? '', b.publishedAt ?? ''));
  const keys = nameItems(items);
  return items.map((item, i) => {
    const key = keys[i] ?? '';
    return { key, hash: hashItem(item), post: toPost(item, key, feed, response, channel) };
  });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** guid, or link, or a hash; a guid that several items share names none of them. */
function nameItems(items: readonly FeedItem[]): string[] {
  const guids = Map.groupBy(items, ({ guid }) => guid);
  const links = Map.groupBy(items, ({ link }) => link);
  return items.map((item) => {
    if (item.guid !== null && guids.get(item.guid)?.length === 1) return short(item.guid);
    if (item.link !== null && links.get(item.link)?.length === 1) return short(item.link);
    return hashText(`${item.title}\n${item.publishedAt ?? ''}\n${item.body}`);
  });
}

function short(name: string): string {
  return name.length <= 300 ? name : hashText(name);
}

function hashItem(item: FeedItem): string {
  return hashText(JSON.stringify([item.title, item.body, item.link, item.publishedAt, item.updatedAt]));
}

function toPost(item: FeedItem, id: string, feed: Feed, response: HttpResponse, channel: Channel): Post {
  const edited = item.updatedAt !== null && item.updatedAt !== item.publishedAt;
  return {
    platform: 'feed',
    id: `${channel.id}/${id}`,
    channel: channel.id,
    url: resolveUrl(item.link, response.url),
    text: joinText(item.title, item.body),
    ...(feed.lang === null ? {} : { lang: feed.lang }),
    author: {
      kind: channel.authorKind,
      // The feed's name, not the person's who typed the item: that stays in the original.
      name: feed.title ?? channel.title,
      handle: URL.parse(response.url)?.host ?? null,
      private: channel.organisation === null && (channel.authorKind === 'patient' || channel.authorKind === 'other'),
    },
    postedAt: item.publishedAt,
    editedAt: edited ? item.updatedAt : null,
    seenAt: response.receivedAt,
    raw: keepRaw(item.raw),
  };
}

/** http and https only; anything else that a feed calls a link is none. */
export function resolveUrl(link: string | null, from: string): string | null {
  const url = link === null ? null : URL.parse(link.trim(), from);
  return url !== null && (url.protocol === 'http:' || url.protocol === 'https:') ? url.href : null;
}

/** Title and body as one text; a title that only repeats how the body begins is left out, and so is WordPress's footer. */
export function joinText(title: string, whole: string): string {
  const body = whole.replace(/(?<!\n)\n+The post .{1,400} (?:appeared first on|first appeared on) .{1,200}\.$/su, '');
  const start = title.replace(/(?:…|\.\.\.)$/u, '').trim();
  const plain = (text: string): string => text.replace(/\s+/g, ' ').toLowerCase();
  if (title === '' || plain(body).startsWith(plain(start))) return body === '' ? title : body;
  return body === '' ? title : `${title}\n\n${body}`;
}
