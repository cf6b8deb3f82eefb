import { Readable } from 'node:stream';
import FeedParser from 'feedparser';
import { readDate } from './dates.ts';
import type { Feed, FeedItem } from './shape.ts';
import { readMarkup } from './text.ts';

/**
 * What can be saved of broken XML, item by item, with a parser that reads on after an error
 * (https://github.com/danmactough/node-feedparser); null when nothing can.
 */
export async function salvageFeed(text: string, mostItems: number): Promise<Feed | null> {
  const parser = new FeedParser({ addmeta: false });
  const items: FeedItem[] = [];
  try {
    Readable.from([text.replace(/^[^<]*/, '')]).pipe(parser);
    for await (const item of parser) {
      items.push(readItem(item));
      if (items.length === mostItems) break;
    }
  } catch {
    // Here the break is beyond the parser; what came before it counts.
  }
  if (items.length === 0) return null;
  const title = readMarkup(textOf(parser.meta, ['title'])).slice(0, 200);
  const format = parser.meta['#type'] === 'atom' ? 'Atom' : 'RSS';
  return { format, title: title === '' ? null : title, lang: null, items, degraded: true };
}

function readItem(item: FeedParser.Item): FeedItem {
  const guid = textOf(item, ['rss:guid', 'atom:id', 'guid']);
  const link = textOf(item, ['link']);
  return {
    guid: guid === '' ? null : guid,
    link: link === '' ? null : link,
    title: readMarkup(textOf(item, ['title'])),
    body: readMarkup(textOf(item, ['description', 'summary'])),
    // The dates as they stand: the parser's own reading would take 07/11 for an American's.
    publishedAt: readDate(textOf(item, ['rss:pubdate', 'atom:published', 'dc:date', 'atom:updated'])),
    updatedAt: readDate(textOf(item, ['atom:updated', 'dcterms:modified'])),
    raw: item,
  };
}

/** The first of these fields that holds text: a string of its own, or the `#` of an element. */
function textOf(from: Readonly<Record<string, unknown>>, names: readonly string[]): string {
  for (const name of names) {
    const value = from[name];
    const text = typeof value === 'object' && value !== null && '#' in value ? value['#'] : value;
    if (typeof text === 'string' && text.trim() !== '') return text;
  }
  return '';
}
