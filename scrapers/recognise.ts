import { CollectError, InputError } from '../src/core/errors.ts';
import type { HttpResponse } from '../src/core/http/client.ts';
import { sayUrl } from '../src/core/http/say.ts';
import { readPage } from './blocks.ts';
import type { Collector, Context, Found } from './collector.ts';
import { describeFeed } from './describe.ts';
import { feedAccept } from './feed.ts';
import { collectors } from './index.ts';
import { linkedFeeds } from './links.ts';
import type { Feed } from './shape.ts';
import { readFeed } from './syndication.ts';
import { notRead, onHost, unbuilt } from './unbuilt.ts';
import { pageAccept } from './web.ts';
import { findTypeFeeds } from './wordpress/feeds.ts';
import { readSite } from './wordpress/site.ts';

/** `storable` is false for platforms whose collector is not installed: say what it is, and store nothing. */
export type Recognised = Found & { readonly storable: boolean };

/**
 * Finds out what a person gave us (an account, or a URL with or without scheme) by its form, and where that does not tell, by fetching it
 * once: a feed, a page that links a feed, or a page. Throws InputError for what is no address, CollectError for one that cannot be read.
 * `mayLook` says of an address, and whether its form says that private people write there, whether anything may be fetched at all.
 */
export async function recognise(
  given: string,
  context: Context,
  mayLook: (people: boolean) => boolean = () => true,
): Promise<Recognised> {
  const address = given.trim();
  for (const collector of collectors) {
    const known = collector.recognise(address);
    if (known === null) continue;
    const found = mayLook(known.people === true) ? await collector.inspect?.(known.address, context) : undefined;
    const whole = { platform: collector.platform, title: known.address, ...known, ...found };
    return { ...whole, says: `${whole.says}${sayMissing(collector, context)}`, storable: true };
  }
  for (const platform of unbuilt) {
    const known = platform.recognise(address);
    if (known === null) continue;
    const says = `${known.says}: recognised; collector not installed yet. ${platform.why}`;
    return { platform: platform.platform, address: known.address, title: known.address, says, storable: false };
  }
  if (!mayLook(false)) {
    throw new InputError('What is at this address can only be told by reading it, which waits until its basis is recorded.', {
      field: 'address',
    });
  }
  for (const { id, title, hosts, why } of notRead) {
    const known = onHost(address, hosts, `a page of ${title}`);
    if (known === null) continue;
    const says = `${known.says}: not read. ${why} A post of it can be logged by hand`;
    return { platform: id, address: known.address, title: known.address, says, storable: false };
  }
  const { url, response } = await fetchEither(readAddress(address), context);
  const feed = await readFeed(response.text);
  if (feed !== null) return { ...describeFeed(feed, response.movedTo ?? url), storable: true };
  if (!/html/i.test(response.contentType ?? 'html')) {
    throw new CollectError(
      'changed',
      `${sayUrl(response.url)} is neither a feed nor a web page but ${response.contentType ?? ''}.`,
    );
  }
  for (const collector of collectors) {
    const found = (await collector.claim?.(response, context)) ?? null;
    if (found !== null) return { platform: collector.platform, ...found, storable: true };
  }
  const linked = await tryLinkedFeeds(response, context);
  if (linked !== null) return linked;
  return { ...(await describePage(response.movedTo ?? url, context)), ...(await findBeside(response, [], context)) };
}

/** Stored all the same: the channel says that it is off, and why. */
function sayMissing({ platform, needs }: Collector, context: Context): string {
  const missing = needs.filter((need) => need.default === null && context.setting(need.name) === null).map(({ name }) => name);
  return missing.length === 0
    ? ''
    : `; it is read once ${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} set (docs/${platform}.md)`;
}

/** The URLs to try, in order: what was typed without a scheme may be on either. */
export function readAddress(address: string): string[] {
  const bare = address.replace(/^feed:(?:\/\/)?(?=https?:)/i, '').replace(/^feed:\/\//i, 'http://');
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(bare);
  const urls = (hasScheme ? [bare] : [`https://${bare}`, `http://${bare}`]).map((url) => URL.parse(url));
  const fits = urls.every((url) => url !== null && /^https?:$/.test(url.protocol) && /[.:]|^localhost$/.test(url.hostname));
  if (bare === '' || /\s/.test(bare) || !fits) {
    const shown = address.slice(0, 100);
    const right =
      'a web address such as https://www.example.org/news, or an account such as @surgery.bsky.social or @surgery@example.org';
    throw new InputError(`"${shown}" is not an address we understand: give ${right}.`, { field: 'address' });
  }
  return urls.map((url) => url?.href ?? '');
}

async function fetchEither(urls: readonly string[], context: Context): Promise<{ url: string; response: HttpResponse }> {
  const [url = '', ...others] = urls;
  try {
    return { url, response: await context.http.get(url, { accept: `${feedAccept}, text/html;q=0.9`, signal: context.signal }) };
  } catch (error) {
    const mayTry = error instanceof CollectError && error.kind === 'unreachable' && others.length > 0;
    if (!mayTry) throw error;
    return fetchEither(others, context);
  }
}

/** The first feed of posts that the page links and that can be read; the feed of comments is nobody's news. */
async function tryLinkedFeeds(page: HttpResponse, context: Context): Promise<Recognised | null> {
  for (const address of linkedFeeds(page).slice(0, 3)) {
    try {
      const response = await context.http.get(address, { accept: feedAccept, signal: context.signal });
      const feed = await readFeed(response.text);
      if (feed === null) continue;
      const found = describeFeed(feed, response.movedTo ?? address);
      const beside = await findBeside(page, feed.items, context);
      return { ...found, says: `${found.says}, linked from ${sayUrl(page.url)}`, ...beside, storable: true };
    } catch (error) {
      // A dead link to a feed leaves us the page; anything else is the person's to know.
      if (!(error instanceof CollectError)) throw error;
      context.log.info({ address: sayUrl(address), reason: error.message }, 'linked feed cannot be read');
    }
  }
  return null;
}

/** Feeds of a WordPress site that neither its main feed nor its pages tell of. */
async function findBeside(page: HttpResponse, items: Feed['items'], context: Context): Promise<Pick<Found, 'also'>> {
  const site = readSite(page);
  if (site === null) return {};
  const keys = items.map(({ guid, link }) => guid ?? link ?? '');
  return { also: await findTypeFeeds(page, site, { keys, known: [] }, context) };
}

/** Fetched again as the collector will: with robots.txt, so that an address which can never be collected is not stored. */
async function describePage(address: string, context: Context): Promise<Recognised> {
  const response = await context.http.get(address, { accept: pageAccept, robots: true, signal: context.signal });
  const page = readPage(response.text, null, response.url);
  if (page.asksSignIn && page.blocks.length < 10)
    throw new CollectError('changed', `${sayUrl(response.url)} asks for a sign-in.`);
  if (page.blocks.length === 0)
    throw new CollectError('changed', `${sayUrl(response.url)} is a page without any text that we can read.`);
  const alerts = page.blocks.filter(({ alert }) => alert).length;
  const title = page.title ?? sayUrl(address);
  const { supplier, odsCode } = page.built;
  const count = `${page.blocks.length} blocks of text${alerts === 0 ? '' : `, ${alerts} of them ${alerts === 1 ? 'a notice' : 'notices'}`}`;
  return {
    platform: 'web',
    address: response.movedTo ?? address,
    title,
    says: `a web page without a feed${supplier === null ? '' : ` (${supplier.title})`}, “${title}”, with ${count}`,
    storable: true,
    ...(odsCode === null ? {} : { organisation: odsCode }),
  };
}
