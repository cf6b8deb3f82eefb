import { CollectError } from '../src/core/errors.ts';
import type { HttpResponse } from '../src/core/http/client.ts';
import { sayUrl } from '../src/core/http/say.ts';
import type { Channel } from '../src/core/types.ts';
import type { Batch, CollectedNotice, Collector, Context, Cursor, Found } from './collector.ts';
import { feedAccept } from './feed.ts';
import { readJson } from './json.ts';
import { fromIncident, fromItem } from './statuspage/notice.ts';
import { incidentsShape, summaryShape } from './statuspage/shapes.ts';
import { readFeed } from './syndication.ts';
import { hashText, tidyText } from './text.ts';

/** Suppliers' own status pages, as Atlassian Statuspage serves them. They bring Notices, the yardstick, and never a Post. */
export const statuspage: Collector = {
  platform: 'statuspage',
  title: 'Suppliers’ status pages',
  docs: 'https://metastatuspage.com/api',
  needs: [],
  everyMinutes: 10,
  recognise: recognisePage,
  inspect: (address, context) => inspectPage(address, context),
  claim: claimPage,
  collect: collectPage,
};

/**
 * Yields incidents that are new or have been added to. The API lists the newest 50; where a page has none, its history feed says the same in
 * fewer words. A page that showed incidents and shows none has changed: nobody deletes a year of history.
 */
async function* collectPage(channel: Channel, cursor: Cursor | null, context: Context): AsyncGenerator<Batch> {
  const known: PageCursor = { ...blank, ...((cursor ?? {}) as Partial<PageCursor>) };
  const origin = new URL(channel.address).origin;
  const read = (await askApi(origin, channel, known, context)) ?? (await askHistory(origin, channel, context));
  if (read === 'same') return;
  const before = Object.keys(known.seen).length;
  if (read.notices.length === 0 && before > 0) {
    throw new CollectError('changed', `${sayUrl(origin)} lists no incidents, where there were ${before}.`);
  }
  const fresh = read.notices.filter((notice) => known.seen[notice.id] !== hashNotice(notice));
  const seen = Object.fromEntries(read.notices.map((notice) => [notice.id, hashNotice(notice)]));
  const notes = read.notes.length === 0 ? {} : { notes: read.notes };
  yield { posts: [], removed: [], notices: oldestFirst(fresh), cursor: { ...read.validators, seen }, ...notes };
}

type PageCursor = {
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** Hash of each incident by id. */
  readonly seen: { readonly [id: string]: string };
};

const blank: PageCursor = { etag: null, lastModified: null, seen: {} };

interface Read {
  readonly notices: readonly CollectedNotice[];
  readonly validators: Omit<PageCursor, 'seen'>;
  readonly notes: readonly string[];
}

/** https://metastatuspage.com/api#incidents: null where the page has no such thing, `same` when nothing has changed. */
async function askApi(origin: string, channel: Channel, known: PageCursor, context: Context): Promise<Read | 'same' | null> {
  const { etag, lastModified } = known;
  const asked = { accept: 'application/json', etag, lastModified, answers: [401, 403, 404, 410], signal: context.signal };
  const response = await context.http.get(`${origin}/api/v2/incidents.json`, asked);
  if (response.notModified) return 'same';
  if (response.status >= 400 || isPage(response)) return null;
  const { incidents } = readJson(response, incidentsShape);
  const notices = incidents.map((incident) => fromIncident(incident, channel.id, origin, response.receivedAt));
  return { notices, validators: { etag: response.etag, lastModified: response.lastModified }, notes: [] };
}

/** Pages of other makers answer every address with their front page. */
function isPage({ contentType, text }: HttpResponse): boolean {
  return /html/i.test(contentType ?? '') || /^\s*<(?:!doctype|html)/i.test(text);
}

/** The same history for feed readers. Throws the error of the last address when neither is there. */
async function askHistory(origin: string, channel: Channel, context: Context): Promise<Read> {
  for (const path of ['/history.atom', '/history.rss']) {
    const response = await context.http.get(`${origin}${path}`, {
      accept: feedAccept,
      answers: path.endsWith('.atom') ? [404, 410] : [],
      signal: context.signal,
    });
    const feed = response.status >= 400 ? null : await readFeed(response.text);
    if (feed === null) continue;
    const notices = feed.items
      .map((item) => fromItem(item, channel.id, origin, response.receivedAt))
      .filter((one) => one !== null);
    const notes = [`${sayUrl(origin)} has no API; its history feed is read, which names no components.`];
    return { notices, validators: { etag: null, lastModified: null }, notes };
  }
  throw new CollectError('changed', `${sayUrl(origin)} has neither the API nor the history feed of a status page.`);
}

function hashNotice({ title, body, status, impact, components, publishedAt }: CollectedNotice): string {
  return hashText(JSON.stringify([title, body, status, impact, components, publishedAt]));
}

function oldestFirst(notices: readonly CollectedNotice[]): CollectedNotice[] {
  return notices.toSorted((a, b) => (a.publishedAt ?? '').localeCompare(b.publishedAt ?? ''));
}

type Recognised = ReturnType<Collector['recognise']>;

function recognisePage(address: string): Recognised {
  const url = URL.parse(/^https?:\/\//i.test(address) ? address : `https://${address}`);
  if (url === null || !/^[a-z0-9-]+\.statuspage\.io$/i.test(url.hostname)) return null;
  return { address: url.origin, says: `a supplier’s status page, ${url.host}`, authorKind: 'vendor' };
}

/** Asks the page for its summary, so that what is no Statuspage is not stored as one. */
async function inspectPage(address: string, context: Context): Promise<Omit<Found, 'platform'>> {
  const found = await probe(new URL(address).origin, context);
  if (found !== null) return found;
  throw new CollectError('changed', `${sayUrl(address)} has no status page that we can read.`);
}

/** Status pages stand on addresses of their suppliers, and name their maker in the page. */
async function claimPage(page: HttpResponse, context: Context): Promise<Omit<Found, 'platform'> | null> {
  const url = URL.parse(page.url);
  const mayBe = url !== null && (/statuspage/i.test(page.text) || /^status\./i.test(url.hostname));
  return mayBe ? probe(url.origin, context).catch(passOver) : null;
}

/** https://metastatuspage.com/api#summary */
async function probe(origin: string, context: Context): Promise<Omit<Found, 'platform'> | null> {
  const asked = { accept: 'application/json', answers: [401, 403, 404, 410], signal: context.signal };
  const response = await context.http.get(`${origin}/api/v2/summary.json`, asked);
  if (response.status >= 400 || isPage(response)) return null;
  const { page, components, incidents } = readJson(response, summaryShape);
  const title = `${tidyText(page.name).slice(0, 100)} status page`;
  const open = incidents?.length ?? 0;
  const now = open === 0 ? 'nothing open' : `${open} open`;
  const says = `a supplier’s status page, “${title}”, with ${components?.length ?? 0} components and ${now}`;
  return { address: origin, title, says, authorKind: 'vendor' };
}

function passOver(error: unknown): null {
  if (error instanceof CollectError) return null;
  throw error;
}
