import { CollectError } from '../src/core/errors.ts';
import type { HttpResponse } from '../src/core/http/client.ts';
import { hideSecrets, sayUrl } from '../src/core/http/say.ts';
import { toMs } from '../src/core/time.ts';
import type { Instant } from '../src/core/types.ts';
import { accountAt, findAccounts } from './accounts.ts';
import { type Page, readPage } from './blocks.ts';
import type { Context, Found } from './collector.ts';
import { describeFeed } from './describe.ts';
import { feedAccept } from './feed.ts';
import { collectors } from './index.ts';
import { linkedFeeds } from './links.ts';
import { readAddress } from './recognise.ts';
import type { Feed } from './shape.ts';
import { suppliers } from './suppliers/index.ts';
import { readFeed } from './syndication.ts';
import { parseHtml } from './text.ts';
import { longestPage } from './walk.ts';
import { isNewsWord } from './wordpress/kinds.ts';

/** What a website has to offer. */
export interface Explored {
  /** Where its home page was, after redirects. */
  readonly url: string;
  readonly title: string | null;
  /** Title of the supplier; null where no sign of one was seen. */
  readonly supplier: string | null;
  /** ODS code that its addresses carry. */
  readonly odsCode: string | null;
  readonly finds: readonly Find[];
}

/** One place where posts of the website's owner appear. */
export interface Find {
  readonly platform: string;
  readonly address: string;
  readonly title: string;
  /** A sentence: what it is and how it was found. */
  readonly evidence: string;
  /** Sentences: what speaks against it. */
  readonly doubts: readonly string[];
  /** Address of a feed that brings the same posts. */
  readonly same?: string;
}

/**
 * Reads a website's home page as robots.txt allows, and finds its feeds (linked, or where its supplier keeps them), the page itself (no feed
 * carries its notices) and the accounts it links. At most six requests, some more where WordPress has its REST API open, all to the one host and at
 * its pace. Throws CollectError or InputError.
 */
export async function exploreSite(address: string, context: Context): Promise<Explored> {
  const account = accountAt(address);
  if (account !== null) {
    const find = { ...account, title: account.address, evidence: 'The list gives it as the website.', doubts: [] };
    return { url: address, title: null, supplier: null, odsCode: null, finds: [find] };
  }
  const { asked, response } = await fetchHome(readAddress(address), context);
  // What moved for good is kept where it is now; a detour of today is not.
  const home = response.movedTo ?? asked;
  const feed = await readFeed(response.text);
  if (feed !== null) {
    const find = judgeFeed(feed, home, 'the list gives it as the website', context.now());
    return { url: response.url, title: feed.title, supplier: null, odsCode: null, finds: [find] };
  }
  const page = readPage(response.text, null, response.url);
  const title = page.title ?? sayUrl(response.url);
  const feeds = (await findClaimed(response, context)) ?? (await findFeeds(page, response, context));
  const accounts = findAccounts(parseHtml(response.text.slice(0, longestPage)).root().get(0), response.url).map(
    ({ says, ...found }): Find => ({ ...found, title, evidence: sentence(says, response.url), doubts: [] }),
  );
  return {
    url: response.url,
    title: page.title,
    supplier: page.built.supplier?.title ?? null,
    odsCode: page.built.odsCode,
    finds: [...feeds, judgePage(page, home, title), ...accounts],
  };
}

async function fetchHome(
  [asked = '', ...others]: readonly string[],
  context: Context,
): Promise<{ asked: string; response: HttpResponse }> {
  try {
    const accept = `text/html, application/xhtml+xml, ${feedAccept}`;
    return { asked, response: await context.http.get(asked, { accept, robots: true, signal: context.signal }) };
  } catch (error) {
    const mayTry = error instanceof CollectError && error.kind === 'unreachable' && others.length > 0;
    if (!mayTry || context.signal.aborted) throw error;
    return fetchHome(others, context);
  }
}

/**
 * What a collector says of the whole site: WordPress with an open REST API is read there, edits and deletions included, and its main feed would
 * bring the same posts again. Null where none claims it.
 */
async function findClaimed(response: HttpResponse, context: Context): Promise<Find[] | null> {
  for (const collector of collectors) {
    const found = (await collector.claim?.(response, context)) ?? null;
    if (found === null) continue;
    const toFind = (one: Found, how: string): Find => ({
      platform: one.platform,
      address: one.address,
      title: one.title,
      evidence: `${capital(one.says)}${how}.`,
      doubts: [],
      ...(one.same === undefined ? {} : { same: one.same }),
    });
    const beside = (found.also ?? []).map((one) => toFind(one, ', which neither REST nor the main feed has'));
    return [toFind({ ...found, platform: collector.platform }, ''), ...beside];
  }
  return null;
}

const mostFeeds = 4;

/** Feeds that the page links, and those that its supplier has without a link; a guess that leads nowhere is no news. */
async function findFeeds(page: Page, response: HttpResponse, context: Context): Promise<Find[]> {
  const finds = new Map<string, Find>();
  const seen = new Set<string>();
  for (const [address, how] of listFeeds(page, response)) {
    if (finds.size >= mostFeeds) break;
    try {
      const answer = await context.http.get(address, { accept: feedAccept, robots: true, signal: context.signal });
      const feed = await readFeed(answer.text);
      const ids = feed?.items.map(({ guid, link }) => guid ?? link ?? '') ?? [];
      // One that brings only what is known is another one under a second name.
      if (feed === null || (ids.length > 0 && ids.every((id) => seen.has(id)))) continue;
      for (const id of ids) seen.add(id);
      const find = judgeFeed(feed, answer.movedTo ?? address, how, context.now());
      finds.set(find.address, find);
    } catch (error) {
      if (!(error instanceof CollectError)) throw error;
      // The host is told once to be left alone, not once for every feed.
      if (error.kind === 'rate-limited') break;
      context.log.info({ address: sayUrl(address), reason: error.message }, 'a feed cannot be read');
    }
  }
  return [...finds.values()];
}

function listFeeds(page: Page, response: HttpResponse): ReadonlyMap<string, string> {
  const home = sayUrl(response.url);
  const list = new Map<string, string>();
  for (const address of linkedFeeds(response).slice(0, mostFeeds)) list.set(address, `linked from ${home}`);
  const { marks, rules } = page.built;
  const built = suppliers.filter(({ id }) => rules.split('+').includes(id));
  for (const { feeds = [], title } of built) {
    for (const path of feeds) {
      const address = new URL(path, response.url).href;
      if (!list.has(address)) list.set(address, `not linked, found where sites of ${title} keep it`);
    }
  }
  // A kind of entry of its own, which the main feed leaves out: its pages are linked as /practice_news/our-phones/.
  const own = URL.parse(response.url)?.host;
  const kind = marks.addresses.find((url) => {
    const slug = url.host === own ? (/^\/([\w-]{3,40})\/[\w-]+/.exec(url.pathname)?.[1] ?? '') : '';
    return isNewsWord(slug) && !/^(?:category|tag|author|feed|wp-|page)/.test(slug);
  });
  const folder = rules.includes('wordpress') ? kind?.pathname.split('/')[1] : undefined;
  const address = folder === undefined ? null : new URL(`/${folder}/feed/`, response.url).href;
  if (address !== null && !list.has(address)) list.set(address, `not linked, found beside the pages under /${folder ?? ''}/`);
  return new Map([...list].slice(0, mostTries));
}

/** Beside robots.txt and the home page. */
const mostTries = 4;
const staleMs = 365 * 24 * 3_600_000;

function judgeFeed(feed: Feed, address: string, how: string, now: Instant): Find {
  const found = describeFeed(feed, address);
  const newest = feed.items
    .flatMap(({ publishedAt }) => publishedAt ?? [])
    .toSorted()
    .at(-1);
  const isDemo = feed.items.length === 1 && /^hello world!?$/i.test(feed.items[0]?.title ?? '');
  const doubts = [
    ...(feed.items.length === 0 ? ['It has no items.'] : []),
    ...(isDemo ? ['It holds nothing but the entry that WordPress begins with.'] : []),
    ...(newest !== undefined && toMs(now) - toMs(newest) > staleMs ? ['Its newest item is more than a year old.'] : []),
  ];
  return { platform: 'feed', address: found.address, title: found.title, evidence: `${capital(found.says)}, ${how}.`, doubts };
}

function judgePage(page: Page, address: string, title: string): Find {
  const { supplier, sign } = page.built;
  const by = supplier === null ? 'No supplier’s signs' : `${supplier.title}: ${sign ?? ''}`;
  const alerts = page.blocks.filter(({ alert }) => alert).length;
  const doubts = [
    ...(page.blocks.length === 0 ? ['It is a page without any text that we can read.'] : []),
    ...(page.asksSignIn ? ['It asks for a sign-in.'] : []),
  ];
  return {
    platform: 'web',
    address,
    title,
    evidence: `The home page, ${page.blocks.length} blocks of text, ${alerts} of them ${alerts === 1 ? 'a notice' : 'notices'}. ${by}.`,
    doubts,
  };
}

function sentence(says: string, from: string): string {
  return `The home page ${hideSecrets(from)} says so: ${says}.`;
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
