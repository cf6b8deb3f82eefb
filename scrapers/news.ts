import { z } from 'zod';
import { CollectError } from '../src/core/errors.ts';
import { sayUrl } from '../src/core/http/say.ts';
import { addMs } from '../src/core/time.ts';
import type { Channel, Instant, Post } from '../src/core/types.ts';
import type { Batch, Collector, Context, Cursor, Found } from './collector.ts';
import { feedAccept } from './feed.ts';
import type { FeedItem } from './shape.ts';
import { readFeed } from './syndication.ts';
import { hashText, keepRaw, tidyText } from './text.ts';

/** Searches of news, as RSS: what newsrooms write about practices, never the practices' own words. Read once an hour at most. */
export const news: Collector = {
  platform: 'news',
  title: 'News search',
  docs: 'https://www.rssboard.org/rss-specification#ltsourcegtSubelementOfLtitemgt',
  needs: [],
  everyMinutes: 60,
  recognise: recogniseSearch,
  inspect: inspectSearch,
  collect: collectSearch,
};

/** Whatever the schedule thinks, a search is not asked again before this has passed. */
const restMs = 55 * 60_000;

/**
 * Yields articles that were not there at the last look. The links lead through the search engine and are kept as they are: nothing is fetched
 * through them. The same headline of the same publisher is one Post, through however many searches it comes.
 */
async function* collectSearch(channel: Channel, cursor: Cursor | null, context: Context): AsyncGenerator<Batch> {
  const known: SearchCursor = { ...blank, ...((cursor ?? {}) as Partial<SearchCursor>) };
  if (known.lookedAt !== null && addMs(known.lookedAt, restMs) > context.now()) return;
  const response = await context.http.get(channel.address, {
    accept: feedAccept,
    // A search is made for people; whoever runs it says in robots.txt whether programs may ask too.
    robots: true,
    etag: known.etag,
    lastModified: known.lastModified,
    signal: context.signal,
  });
  const validators = { etag: response.etag, lastModified: response.lastModified, lookedAt: response.receivedAt };
  if (response.notModified) {
    yield { ...empty, cursor: { ...known, lookedAt: response.receivedAt } };
    return;
  }
  const feed = await readFeed(response.text);
  if (feed === null)
    throw new CollectError('changed', `${sayUrl(response.url)} is not a feed, so it is no news search we can read.`);
  if (feed.items.length === 0 && known.seen.length > 0)
    throw new CollectError('changed', `${sayUrl(response.url)} finds nothing, where it always found something.`);
  const articles = feed.items.map((item) => readArticle(item));
  const seen = new Set(known.seen);
  const fresh = [...new Map(articles.map((article) => [article.key, article])).values()].filter(({ key }) => !seen.has(key));
  const posts = fresh.map((article) => toPost(article, channel, response.receivedAt)).sort(byDate);
  yield { ...empty, posts, cursor: { ...validators, seen: [...new Set(articles.map(({ key }) => key))] } };
}

type SearchCursor = {
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly lookedAt: Instant | null;
  /** Keys of the articles that the last look found. */
  readonly seen: readonly string[];
};

const blank: SearchCursor = { etag: null, lastModified: null, lookedAt: null, seen: [] };
const empty = { posts: [], removed: [], notices: [] } as const;

interface Article {
  readonly key: string;
  readonly headline: string;
  readonly publisher: string | null;
  /** Host of the publisher's own site. */
  readonly host: string | null;
  readonly item: FeedItem;
}

const sourceShape = z.object({ source: z.object({ title: z.string().optional(), url: z.string().optional() }) });

/** "Headline - Publisher", where the feed names that publisher as its source. */
function readArticle(item: FeedItem): Article {
  const source = sourceShape.safeParse(item.raw).data?.source;
  const named = tidyText(source?.title ?? '').slice(0, 100);
  const at = item.title.lastIndexOf(' - ');
  const tail = at === -1 ? '' : item.title.slice(at + 3).trim();
  // A dash may stand within a headline: what follows the last one is the publisher only where the feed says so.
  const headline = named !== '' && tail === named ? item.title.slice(0, at).trim() : item.title;
  const publisher = named === '' ? null : named;
  const host = URL.parse(source?.url ?? '')?.hostname ?? null;
  const key = hashText(`${(publisher ?? host ?? '').toLowerCase()}\n${headline.toLowerCase().replace(/\s+/g, ' ')}`);
  return { key, headline, publisher, host, item };
}

function toPost({ key, headline, publisher, host, item }: Article, channel: Channel, seenAt: Instant): Post {
  const plain = (text: string): string => text.replace(/\s+/g, ' ').toLowerCase();
  const repeats = item.body === '' || plain(item.body).startsWith(plain(headline));
  const link = URL.parse(item.link ?? '');
  return {
    platform: 'news',
    id: key,
    channel: channel.id,
    url: link !== null && /^https?:$/.test(link.protocol) ? link.href : null,
    text: repeats ? headline : `${headline}\n\n${item.body}`,
    author: { kind: 'media', name: publisher, handle: host, private: false },
    postedAt: item.publishedAt,
    editedAt: null,
    seenAt,
    raw: keepRaw(item.raw),
  };
}

function byDate(a: Post, b: Post): number {
  return (a.postedAt ?? '').localeCompare(b.postedAt ?? '');
}

/** `news:` before any search that answers with RSS; Google's and Bing's are known by their addresses. */
function recogniseSearch(address: string): ReturnType<Collector['recognise']> {
  const marked = /^news:(?=https?:\/\/)/i.test(address);
  const url = URL.parse(address.replace(/^news:/i, ''));
  if (url === null || !/^https?:$/.test(url.protocol) || !(marked || isKnown(url))) return null;
  return { address: url.href, says: `a news search on ${url.host}`, authorKind: 'media' };
}

function isKnown({ hostname, pathname, searchParams }: URL): boolean {
  if (hostname === 'news.google.com') return pathname.startsWith('/rss/');
  return hostname === 'www.bing.com' && pathname === '/news/search' && searchParams.get('format') === 'rss';
}

async function inspectSearch(address: string, context: Context): Promise<Omit<Found, 'platform'>> {
  const response = await context.http.get(address, { accept: feedAccept, robots: true, signal: context.signal });
  const feed = await readFeed(response.text);
  if (feed === null)
    throw new CollectError('changed', `${sayUrl(address)} does not answer with a feed, so it is no news search we can read.`);
  const title = feed.title ?? `News search on ${new URL(address).host}`;
  const count = `${feed.items.length} ${feed.items.length === 1 ? 'article' : 'articles'}`;
  const says = `a news search, “${title}”, with ${count}; read once an hour at most, and its posts count as passed on`;
  return { address, title, says, authorKind: 'media' };
}
