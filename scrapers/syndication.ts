import { type AtomFeed, type JsonFeed, MalformedError, ParseError, parseFeed, type RdfFeed, type RssFeed } from 'feedsmith';
import { readDate } from './dates.ts';
import { isTooDeep } from './depth.ts';
import { salvageFeed } from './salvage.ts';
import type { Feed, FeedItem } from './shape.ts';
import { readMarkup, tidyText } from './text.ts';

/** Items beyond this many are left alone: no feed of announcements has them, and each costs a place in the cursor. */
export const mostItems = 1000;

/** Reads RSS 0.9x, 1.0 and 2.0, RDF, Atom and JSON Feed (https://feedsmith.dev); broken XML goes to the salvage. null when it is no feed at all. */
export async function readFeed(text: string): Promise<Feed | null> {
  if (isTooDeep(text, 'xml')) return null;
  try {
    const { format, feed } = parseFeed(text, { maxItems: mostItems });
    if (format === 'rss') return { ...readChannel(feed, 'RSS'), items: (feed.items ?? []).map(readRss) };
    if (format === 'rdf') return { ...readChannel(feed, 'RDF'), items: (feed.items ?? []).map(readRdf) };
    if (format === 'atom') return { ...readAtomHead(feed), items: (feed.entries ?? []).map(readAtom) };
    return { ...readJsonHead(feed), items: (feed.items ?? []).map(readJson) };
  } catch (error) {
    if (error instanceof MalformedError || error instanceof ParseError) return salvageFeed(text, mostItems);
    // feedsmith knows a feed by its first tag; one cut off or preceded by rubbish may still be one.
    if (/<(rss|rdf:rdf|feed)[\s>]/i.test(text.slice(0, 5000)) && !/<html[\s>]/i.test(text.slice(0, 1000)))
      return salvageFeed(text, mostItems);
    return null;
  }
}

type Head = Omit<Feed, 'items'>;
type Given<T> = { readonly [K in keyof T]?: T[K] | undefined };

function readChannel(feed: Given<RssFeed.Feed<string> | RdfFeed.Feed<string>>, format: string): Head {
  const lang = 'language' in feed ? feed.language : undefined;
  return { format, title: lineOf(feed.title), lang: langOf(lang ?? feed.dc?.languages?.[0]), degraded: false };
}

function readRss(item: Given<RssFeed.Item<string>>): FeedItem {
  return {
    guid: item.guid?.value ?? null,
    link: item.link ?? (item.guid?.isPermaLink === false ? null : httpOnly(item.guid?.value)),
    title: readMarkup(item.title ?? ''),
    body: longest(item.content?.encoded, item.description),
    publishedAt: readDate(item.pubDate ?? item.dc?.dates?.[0] ?? item.atom?.published),
    updatedAt: readDate(item.atom?.updated ?? item.dcterms?.modified?.[0]),
    raw: item,
  };
}

function readRdf(item: Given<RdfFeed.Item<string>>): FeedItem {
  return {
    guid: item.rdf?.about ?? null,
    link: item.link ?? null,
    title: readMarkup(item.title ?? ''),
    body: longest(item.content?.encoded, item.description),
    publishedAt: readDate(item.dc?.dates?.[0]),
    updatedAt: readDate(item.dcterms?.modified?.[0]),
    raw: item,
  };
}

function readAtomHead(feed: Given<AtomFeed.Feed<string>>): Head {
  return { format: 'Atom', title: lineOf(readAtomText(feed.title)), lang: null, degraded: false };
}

function readAtom(entry: Given<AtomFeed.Entry<string>>): FeedItem {
  const link = entry.links?.find(({ rel }) => rel === undefined || rel === 'alternate') ?? entry.links?.[0];
  const updatedAt = readDate(entry.updated);
  const content = readAtomText(entry.content);
  const summary = readAtomText(entry.summary);
  return {
    guid: entry.id ?? null,
    link: link?.href ?? null,
    title: readAtomText(entry.title),
    body: content.length >= summary.length ? content : summary,
    // Atom requires only `updated`; for an entry without `published` it is the date that was given.
    publishedAt: readDate(entry.published) ?? updatedAt,
    updatedAt,
    raw: entry,
  };
}

/** RFC 4287 §3.1: text is plain unless its type says otherwise. */
function readAtomText(text: AtomFeed.Content | undefined): string {
  const value = text?.value ?? '';
  return text?.type === undefined || text.type === 'text' ? tidyText(value) : readMarkup(value);
}

function readJsonHead(feed: Given<JsonFeed.Feed<string>>): Head {
  return { format: 'JSON', title: lineOf(feed.title), lang: langOf(feed.language), degraded: false };
}

function readJson(item: Given<JsonFeed.Item<string>>): FeedItem {
  return {
    guid: item.id ?? null,
    link: item.url ?? item.external_url ?? null,
    title: tidyText(item.title ?? ''),
    body: item.content_text === undefined ? readMarkup(item.content_html ?? item.summary ?? '') : tidyText(item.content_text),
    publishedAt: readDate(item.date_published),
    updatedAt: readDate(item.date_modified),
    raw: item,
  };
}

function longest(...texts: readonly (string | undefined)[]): string {
  return texts.map((text) => readMarkup(text ?? '')).reduce((a, b) => (b.length > a.length ? b : a));
}

function lineOf(title: string | undefined): string | null {
  const line = readMarkup(title ?? '')
    .replace(/\s+/g, ' ')
    .slice(0, 200);
  return line === '' ? null : line;
}

function langOf(lang: string | undefined): string | null {
  return lang !== undefined && /^[a-z]{2,3}(-[a-z0-9]{1,8})*$/i.test(lang) ? lang : null;
}

function httpOnly(url: string | undefined): string | null {
  return url !== undefined && /^https?:\/\//i.test(url) ? url : null;
}
