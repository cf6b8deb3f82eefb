import PQueue from 'p-queue';
import type { Context } from '../scrapers/collector.ts';
import { type Explored, exploreSite, type Find } from '../scrapers/explore.ts';
import type { App } from './app.ts';
import { live } from './app.ts';
import { channelId } from './channels.ts';
import { readSetting } from './config.ts';
import { CollectError } from './core/errors.ts';
import { oneLine, plural } from './core/text.ts';
import type { AuthorKind, DirectoryIndex, Site } from './core/types.ts';
import type { FoundProposal, NewSite, SiteResult } from './store/discovery.ts';

export interface DiscoverOptions {
  readonly signal: AbortSignal;
  /** Who writes there where the directory does not say. */
  readonly authorKind: AuthorKind;
  /** Searches websites again that have been searched. */
  readonly again: boolean;
  /** Called before the first and as each is done. */
  readonly onStart?: (todo: number, known: number) => void;
  readonly onDone?: (result: SiteResult) => void;
}

/** Hosts that are read side by side; each still gets one request at a time with its rest between, and the client limits what is under way. */
const sitesAtOnce = 40;
/** Six requests at the slowest pace that a robots.txt may ask for, a minute each. */
const longestSiteMs = 6 * 60_000;

/**
 * Searches websites for Channels and keeps what it finds as Proposals. Each is closed in the store as it is done, so that a search that was
 * cut short, even by `kill -9`, goes on with the rest when it is asked for again; those that could not be read are tried again.
 */
export async function discover(app: App, given: readonly NewSite[], options: DiscoverOptions): Promise<void> {
  await app.store.addSites(given);
  const urls = given.map(({ url }) => url);
  const states = options.again ? {} : { states: ['waiting', 'failed'] as const };
  const todo = await app.store.sites({ urls, ...states });
  options.onStart?.(todo.length, urls.length - todo.length);
  const [directory, channels] = await Promise.all([app.directory(), app.store.channels({ dataset: live.id, counted: false })]);
  const watched = new Set(channels.map(({ channel }) => channel.id));
  const queue = new PQueue({ concurrency: sitesAtOnce });
  const faults: unknown[] = [];
  const search = async (site: Site): Promise<void> => {
    if (options.signal.aborted || faults.length > 0) return;
    const result = await searchSite(app, site, { directory, watched, options });
    if (result === null) return;
    await app.store.finishSite(result);
    options.onDone?.(result);
  };
  for (const site of todo) void queue.add(() => search(site).catch((fault: unknown) => faults.push(fault)));
  await queue.onIdle();
  if (faults.length > 0) throw faults[0];
}

interface Known {
  readonly directory: DirectoryIndex;
  /** Channels that are collected already. */
  readonly watched: ReadonlySet<string>;
  readonly options: DiscoverOptions;
}

/** Null when it was stopped: the website then still waits. */
async function searchSite(app: App, site: Site, known: Known): Promise<SiteResult | null> {
  const { http, log, now } = app;
  const signal = AbortSignal.any([known.options.signal, AbortSignal.timeout(longestSiteMs)]);
  const context: Context = { http, log, now, signal, setting: readSetting };
  const base = { url: site.url, supplier: null, found: [] };
  try {
    const explored = await exploreSite(site.url, context);
    const found = explored.finds.map((find) => propose(site, explored, find, known)).filter(({ id }) => !known.watched.has(id));
    const already = explored.finds.length - found.length;
    const says = `${sayFinds(explored.finds)}${already === 0 ? '' : `; ${already} of them collected already`}.`;
    return { ...base, state: 'done', says, supplier: explored.supplier, found, checkedAt: now() };
  } catch (error) {
    if (known.options.signal.aborted) return null;
    if (error instanceof CollectError) {
      const state = error.kind === 'refused' ? 'refused' : 'failed';
      return { ...base, state, says: oneLine(error.message), checkedAt: now() };
    }
    const isOurs = !(error instanceof Error) || !['InputError', 'TimeoutError', 'AbortError'].includes(error.name);
    if (isOurs) throw error;
    const says = error.name === 'InputError' ? oneLine(error.message) : `Not done after ${longestSiteMs / 60_000} minutes.`;
    return { ...base, state: 'failed', says, checkedAt: now() };
  }
}

function sayFinds(finds: readonly Find[]): string {
  const kinds = Map.groupBy(finds, ({ platform }) => platform);
  const words: Readonly<Record<string, string>> = { feed: 'feed', web: 'page' };
  return (
    [...kinds].map(([platform, some]) => plural(some.length, words[platform] ?? `${platform} account`)).join(', ') || 'Nothing'
  );
}

function propose(site: Site, explored: Explored, find: Find, { directory, watched, options }: Known): FoundProposal {
  const owner = findOwner(site, explored, directory);
  const twice =
    find.same !== undefined && watched.has(channelId('feed', find.same))
      ? ['Its main feed is collected already, and would bring the same posts a second time.']
      : [];
  const kind = owner.codes.length === 1 ? directory.byCode(owner.codes[0] ?? '')?.kind : undefined;
  return {
    id: channelId(find.platform, find.address),
    platform: find.platform,
    address: find.address,
    title: oneLine(find.title, 120),
    organisations: owner.codes,
    authorKind: kind ?? options.authorKind,
    site: site.url,
    supplier: explored.supplier,
    evidence: [find.evidence, ...owner.evidence].map((one) => oneLine(one, 400)),
    doubts: [...find.doubts, ...twice, ...owner.doubts].map((one) => oneLine(one, 400)),
  };
}

interface Owner {
  readonly codes: readonly string[];
  readonly evidence: readonly string[];
  readonly doubts: readonly string[];
}

/** Whose website it is: as the list says, as its addresses say, or, with a doubt, as its title says. */
function findOwner(site: Site, { odsCode, title }: Explored, directory: DirectoryIndex): Owner {
  const name = (code: string): string => directory.byCode(code)?.name ?? code;
  const carries = odsCode === null ? [] : [`Its addresses carry the ODS code ${odsCode}.`];
  if (site.organisations.length > 0) {
    const evidence = [`The list gives ${site.url} as the website of ${site.organisations.map(name).join(' and ')}.`, ...carries];
    const differs = odsCode !== null && !site.organisations.includes(odsCode);
    const doubts = differs
      ? [`Its addresses carry the ODS code ${odsCode}, the list says ${site.organisations.join(', ')}.`]
      : [];
    return { codes: site.organisations, evidence, doubts };
  }
  if (odsCode !== null && (directory.size === 0 || directory.byCode(odsCode) !== null))
    return { codes: [odsCode], evidence: carries, doubts: [] };
  const named = title === null ? [] : titleParts(title).flatMap((part) => directory.byName(part, null));
  const codes = [...new Set(named.map(({ code }) => code))];
  if (codes.length === 0) return { codes, evidence: carries, doubts: ['It is not known whose it is.'] };
  return { codes, evidence: carries, doubts: [`Its title alone says whose it is: ${codes.map(name).join(' or ')}.`] };
}

/** "Home | Thornby Surgery – Leeds" names the practice in one of its parts. */
function titleParts(title: string): readonly string[] {
  return title
    .replace(/\s+/g, ' ')
    .split(/ [|–—•-] |[|»]/)
    .map((part) => part.trim())
    .filter((part) => part.length > 5);
}
