import { CollectError } from '../../src/core/errors.ts';
import type { HttpResponse } from '../../src/core/http/client.ts';
import { sayUrl } from '../../src/core/http/say.ts';
import { londonDate, readInstant } from '../../src/core/time.ts';
import type { Collector, Context, Found } from '../collector.ts';
import { linkedFeeds } from '../links.ts';
import { readFeed } from '../syndication.ts';
import { parseHtml } from '../text.ts';
import { longestPage } from '../walk.ts';
import { findTypeFeeds } from './feeds.ts';
import { type Kind, pickNews } from './kinds.ts';
import { createRest, homeOf } from './rest.ts';

export interface Site {
  /** Where the site begins. */
  readonly home: string;
  /** Where its REST API begins; null where the page does not say. */
  readonly root: string | null;
}

/** The WordPress site that a page belongs to; null where it is none. https://developer.wordpress.org/rest-api/using-the-rest-api/discovery/ */
export function readSite(page: HttpResponse): Site | null {
  const said = /<([^<>]{1,2000})>;\s*rel="https:\/\/api\.w\.org\/"/.exec(page.header('link') ?? '')?.[1];
  const $ = parseHtml(page.text.slice(0, longestPage));
  const link = said ?? $('link[rel="https://api.w.org/"]').attr('href');
  const root = link === undefined ? null : URL.parse(link, page.url);
  const { host, origin } = new URL(page.url);
  if (root !== null && bare(root.host) === bare(host)) return { home: homeOf(root.href), root: root.href };
  const isBuilt =
    /^WordPress\b/i.test($('meta[name="generator" i]').attr('content') ?? '') || /\/wp-(?:content|includes)\//.test(page.text);
  return isBuilt ? { home: `${origin}/`, root: null } : null;
}

function bare(host: string): string {
  return host.replace(/^www\./, '');
}

/** `https://host/wp-json`, `host/?rest_route=/`: the API itself, as somebody may have copied it. */
export const recogniseRest: Collector['recognise'] = (address) => {
  if (!/\/wp-json(?:\/|$)|[?&]rest_route=/i.test(address) || /\s/.test(address)) return null;
  const url = URL.parse(/^https?:\/\//i.test(address) ? address : `https://${address}`);
  if (url === null) return null;
  const isPlain = url.searchParams.has('rest_route');
  url.pathname = isPlain ? url.pathname : url.pathname.replace(/\/wp-json(?:\/.*)?$/i, '/wp-json/');
  url.search = isPlain ? '?rest_route=/' : '';
  url.hash = '';
  return { address: url.href, says: `the WordPress REST API of ${url.host}` };
};

/** Tries the API once. Throws CollectError with the feed's address where it is closed. */
export const inspectRest = async (root: string, context: Context): Promise<Omit<Found, 'platform'>> => {
  const open = await lookInto(root, context);
  return { address: root, title: open.title ?? new URL(root).host, says: open.says };
};

/**
 * A page of a WordPress site whose REST API is open, and tells at least as much as its feed does. Types of posts that are not shown in REST
 * and have feeds come beside it.
 */
export const claimSite = async (page: HttpResponse, context: Context): Promise<Omit<Found, 'platform'> | null> => {
  const site = readSite(page);
  if (site?.root == null) return null;
  try {
    const open = await lookInto(site.root, context);
    const main = await readMain(page, context);
    // Some sites leave REST open and empty, and write their news where only the feed has it.
    if (open.newest === null || (main.newest !== null && main.newest > open.newest)) return null;
    const also = await findTypeFeeds(page, site, { keys: main.keys, known: open.kinds.map(({ slug }) => slug) }, context);
    const title = open.title ?? sayUrl(site.home);
    return { address: site.root, title, says: open.says, also, ...(main.address === null ? {} : { same: main.address }) };
  } catch (error) {
    // Closed, or broken: then the site is read like any other.
    if (!(error instanceof CollectError)) throw error;
    context.log.info({ address: sayUrl(site.root), reason: error.message }, 'REST is not open');
    return null;
  }
};

interface Open {
  readonly title: string | null;
  readonly kinds: readonly Kind[];
  readonly newest: string | null;
  readonly says: string;
}

async function lookInto(root: string, context: Context): Promise<Open> {
  const rest = createRest(root, context);
  const kinds = pickNews(await rest.kinds());
  const dates: string[] = [];
  const titles: string[] = [];
  for (const { base, title } of kinds) {
    const found = await rest.list(base, { orderby: 'date', order: 'desc', per_page: '10', _fields: 'id,date_gmt,modified_gmt' });
    if (found === null) continue;
    titles.push(`“${title}”`);
    dates.push(...found.posts.flatMap(({ date_gmt }) => readInstant(`${date_gmt ?? ''}Z`) ?? []));
  }
  if (titles.length === 0) throw new CollectError('changed', `${sayUrl(root)} lists no type of posts.`);
  const newest = dates.toSorted().at(-1) ?? null;
  const title = await rest.name();
  const dated = newest === null ? ', none yet' : `, the newest of ${londonDate(newest as `${string}Z`)}`;
  const says = `a WordPress site, “${title ?? new URL(root).host}”, whose REST API is open: it is read there (${titles.join(', ')}${dated}), edits and deletions included`;
  return { title, kinds, newest, says };
}

async function readMain(page: HttpResponse, context: Context) {
  for (const address of linkedFeeds(page).slice(0, 1)) {
    const response = await context.http.get(address, { signal: context.signal });
    const items = (await readFeed(response.text))?.items ?? [];
    const newest =
      items
        .flatMap(({ publishedAt }) => publishedAt ?? [])
        .toSorted()
        .at(-1) ?? null;
    return { address: response.movedTo ?? address, newest, keys: items.map(({ guid, link }) => guid ?? link ?? '') };
  }
  return { address: null, newest: null, keys: [] };
}
