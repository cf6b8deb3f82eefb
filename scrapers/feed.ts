import { CollectError } from '../src/core/errors.ts';
import type { HttpResponse } from '../src/core/http/client.ts';
import { sayUrl } from '../src/core/http/say.ts';
import type { Channel } from '../src/core/types.ts';
import type { Batch, Collector, Context, Cursor } from './collector.ts';
import { blank, type FeedCursor, readCursor } from './feedcursor.ts';
import { adaptFeed, type Entry } from './item.ts';
import { countMove, tellMove } from './moved.ts';
import type { Feed } from './shape.ts';
import { mostItems, readFeed } from './syndication.ts';
import { hashText } from './text.ts';
import { askVanished, pickShown } from './vanished.ts';

/** RSS 0.9x, 1.0 and 2.0, RDF, Atom and JSON Feed. */
export const feed: Collector = {
  platform: 'feed',
  title: 'RSS, Atom and JSON feeds',
  docs: 'https://www.rssboard.org/rss-specification',
  needs: [],
  everyMinutes: 15,
  // A feed is known by its content, not by its address.
  recognise: () => null,
  collect: collectFeed,
};

/** What to ask a server for when a feed is wanted. */
export const feedAccept =
  'application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.5';

const batchSize = 100;

/**
 * Yields items whose guid is new or whose content has changed: WordPress keeps guid and date when "RESOLVED" is written over a post.
 * An item that has left the feed is not taken for deleted, since it may only have grown old; where it has not, its own page is asked.
 */
async function* collectFeed(channel: Channel, cursor: Cursor | null, context: Context): AsyncGenerator<Batch> {
  const known = readCursor(cursor);
  const response = await context.http.get(channel.address, {
    accept: feedAccept,
    etag: known.etag,
    lastModified: known.lastModified,
    signal: context.signal,
  });
  const moved = countMove(known.moved, response);
  const validators = { etag: response.etag, lastModified: response.lastModified, moved };
  const body = response.notModified ? known.body : hashText(response.text);
  if (body === known.body) {
    // What was noted of it still holds, and a batch that did not say so would take it back.
    const next = response.notModified ? { moved } : validators;
    if (response.notModified && moved === null && known.moved === null) return;
    yield { ...empty, cursor: { ...known, ...next }, notes: known.notes, ...tellMove(moved) };
    return;
  }

  const found = await readFeed(response.text);
  if (found === null) throw new CollectError('changed', `${sayUrl(response.url)} is not a feed: ${sayContent(response)}.`);
  const hadItems = Object.keys(known.items).length > 0;
  if (found.items.length === 0 && hadItems) {
    throw new CollectError('changed', `${sayUrl(response.url)} is an empty feed, where there had always been items.`);
  }
  const notes = sayNotes(found);
  for (const note of notes) context.log.warn({ channel: channel.id, note }, 'feed needs a look');
  const entries = adaptFeed(found, response, channel);
  // What broken XML lost is not gone.
  const vanished = found.degraded
    ? { removed: [], left: known.shown }
    : await askVanished(known.shown, entries, channel, context);
  const shown = { ...vanished.left, ...pickShown(entries, response.url) };
  yield* batches(entries, known, { body, ...validators, notes, shown }, vanished.removed);
}

const empty = { posts: [], removed: [], notices: [] } as const;

/** The posts in batches, oldest first. The validators come with the last one, so that a run cut short fetches the feed again. */
function* batches(
  entries: readonly Entry[],
  known: FeedCursor,
  last: Omit<FeedCursor, 'items'>,
  removed: readonly string[],
): Generator<Batch> {
  const changed = entries.filter(({ key, hash }) => known.items[key] !== hash);
  const items: Record<string, string> = { ...known.items };
  for (let start = 0; start + batchSize < changed.length; start += batchSize) {
    const part = changed.slice(start, start + batchSize);
    for (const { key, hash } of part) items[key] = hash;
    const cursor = { ...blank, items: { ...items }, moved: known.moved, shown: known.shown };
    yield { ...empty, posts: part.map(({ post }) => post), cursor };
  }
  const left = changed.length === 0 ? 0 : changed.length - Math.floor((changed.length - 1) / batchSize) * batchSize;
  const cursor: FeedCursor = { ...last, items: Object.fromEntries(entries.map(({ key, hash }) => [key, hash])) };
  const posts = changed.slice(changed.length - left).map(({ post }) => post);
  yield { ...empty, posts, removed, cursor, notes: last.notes, ...tellMove(last.moved) };
}

function sayContent({ text, contentType }: HttpResponse): string {
  if (text.trim() === '') return 'the answer is empty';
  if (/<input[^>]+type\s*=\s*["']?password/i.test(text)) return 'a page that asks for a sign-in came instead';
  if (/<html[\s>]|<!doctype html/i.test(text)) return 'a web page came instead';
  return `what came is ${contentType?.split(';')[0]?.slice(0, 60) ?? 'of no stated type'}`;
}

function sayNotes({ degraded, format, items }: Feed): string[] {
  const notes: string[] = [];
  const saved = items.length === 1 ? '1 item' : `${items.length} items`;
  if (degraded) notes.push(`The feed is broken ${format} XML; ${saved} could be saved of it.`);
  if (items.length === mostItems) notes.push(`The feed is very long; its first ${mostItems} items are read.`);
  return notes;
}
