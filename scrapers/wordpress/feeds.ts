import { CollectError } from '../../src/core/errors.ts';
import type { HttpResponse } from '../../src/core/http/client.ts';
import { sayUrl } from '../../src/core/http/say.ts';
import type { Context, Found } from '../collector.ts';
import { describeFeed } from '../describe.ts';
import { feedAccept } from '../feed.ts';
import { readFeed } from '../syndication.ts';
import { parseHtml } from '../text.ts';
import { longestPage } from '../walk.ts';
import { isNewsWord } from './kinds.ts';
import type { Site } from './site.ts';

export interface Known {
  /** Guids of the main feed: a feed that has nothing beyond them is the same one again. */
  readonly keys: readonly string[];
  /** Types that are read already. */
  readonly known: readonly string[];
}

/** Addresses tried of one site. */
const mostProbes = 4;

/**
 * Feeds of the custom post types that the main feed omits, and that no page links: practices' "practice news" is one. They are looked for
 * where the site's own links lead, and where the suppliers of practices' sites keep them.
 */
export async function findTypeFeeds(
  page: HttpResponse,
  { home }: Site,
  { keys, known }: Known,
  context: Context,
): Promise<readonly Found[]> {
  const found: Found[] = [];
  const slugs = ['practice_news', ...linkedTypes(page, home)].filter((slug) => !known.includes(slug));
  const seen = new Set(keys);
  for (const slug of [...new Set(slugs)].slice(0, mostProbes)) {
    const address = new URL(`${slug}/feed/`, home).href;
    try {
      // A guess, not an address that the site gave out: robots.txt decides.
      const response = await context.http.get(address, { accept: feedAccept, robots: true, signal: context.signal });
      const feed = await readFeed(response.text);
      const ids = feed?.items.map(({ guid, link }) => guid ?? link ?? '') ?? [];
      // The feed of a page is that of its comments; one that brings only what is known is the main one under another name.
      if (feed === null || /^comments (?:on|for)\b/i.test(feed.title ?? '') || ids.every((id) => seen.has(id))) continue;
      for (const id of ids) seen.add(id);
      found.push(describeFeed(feed, response.movedTo ?? address));
    } catch (error) {
      if (!(error instanceof CollectError)) throw error;
      context.log.debug({ address: sayUrl(address), reason: error.message }, 'no feed of a post type');
    }
  }
  return found;
}

/** First parts of the paths that the page links on its own site and that read like news: `/practice_news/phones/`, `/notices/`. */
function linkedTypes(page: HttpResponse, home: string): string[] {
  const $ = parseHtml(page.text.slice(0, longestPage));
  return $('a[href]')
    .toArray()
    .flatMap((link) => {
      const url = URL.parse(link.attribs.href ?? '', page.url)?.href ?? '';
      const slug = url.startsWith(home) ? /^([\w-]{3,40})(?:\/|$)/.exec(url.slice(home.length))?.[1] : undefined;
      return slug !== undefined && isNewsWord(slug) && !/^(?:category|tag|author|feed|wp-)/.test(slug) ? slug : [];
    });
}
