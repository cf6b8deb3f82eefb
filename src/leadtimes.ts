import type { FirstReport, LeadTime, Spell, WatchedPage } from '../analysis/leadtime.ts';
import { compareLead, findSpells, openReachMs, reachMs, silenceMs } from '../analysis/leadtime.ts';
import { systemsOfPage } from '../analysis/notice.ts';
import { oneLine } from './core/text.ts';
import { addMs } from './core/time.ts';
import type { AuthorKind, Instant, Mention, Notice } from './core/types.ts';
import { authorKinds } from './core/types.ts';
import type { Store } from './store/contract.ts';
import type { MentionQuery } from './store/filters.ts';
import { vocabulary } from './vocabulary.ts';

type Reader = Pick<Store, 'channels' | 'count' | 'counts' | 'notices' | 'stream'>;

/** Disruptions compared: the largest. */
const mostSpells = 6;

/**
 * For the disruptions within a span, the first own report beside the supplier's first Notice. The other filters hold for the reports: with an
 * area it is the first report of that area. A supplier's own posts are no report: they are the other side of the comparison.
 */
export async function findLeadTimes(
  store: Reader,
  query: MentionQuery,
  span: { readonly from: Instant; readonly to: Instant },
): Promise<readonly LeadTime[]> {
  const reports = ownReports(query);
  if (reports === null) return [];
  // A disruption that began before the span has its first report there.
  const before = addMs(span.from, -2 * silenceMs);
  const counts = await store.counts({ ...reports, from: before, to: span.to }, { bucket: 'hour', key: 'system' });
  const wanted = query.systems === undefined ? null : new Set(query.systems);
  const spells = findSpells(counts)
    .filter(({ system, to }) => to > span.from && (wanted === null || wanted.has(system)))
    .slice(0, mostSpells);
  if (spells.length === 0) return [];
  const notices = await readNotices(store, query.dataset, spells);
  const pages = await readPages(store, query.dataset, notices);
  const found = await Promise.all(spells.map((spell) => compareOne(store, reports, spell, notices, pages)));
  return found.filter((lead) => lead !== null);
}

const reporters: readonly AuthorKind[] = authorKinds.filter((kind) => kind !== 'vendor');

/** The query of own reports of something that is wrong now; null where the filters ask for something else. */
function ownReports(query: MentionQuery): MentionQuery | null {
  const kinds = query.authorKinds?.filter((kind) => kind !== 'vendor') ?? reporters;
  const affected = query.role === undefined || query.role === 'affected';
  if (query.voice === 'relayed' || kinds.length === 0 || !affected) return null;
  return { ...query, phases: ['disrupted', 'recovering'], voice: 'own', authorKinds: kinds };
}

async function compareOne(
  store: Reader,
  reports: MentionQuery,
  spell: Spell,
  notices: readonly Notice[],
  pages: readonly WatchedPage[],
): Promise<LeadTime | null> {
  const within: MentionQuery = { ...reports, systems: [spell.system], from: spell.from, to: spell.to };
  const first = await readFirst(store, within);
  const { organisations } = await store.count(within);
  return first === null ? null : compareLead(spell, { first, organisations }, notices, pages);
}

async function readFirst(store: Reader, query: MentionQuery): Promise<FirstReport | null> {
  for await (const [mention] of store.stream(query)) if (mention !== undefined) return toReport(mention);
  return null;
}

function toReport({ post, organisationName }: Mention): FirstReport | null {
  if (post.postedAt === null) return null;
  const kind = vocabulary.authorKinds.find(({ id }) => id === post.author.kind)?.title ?? post.author.kind;
  const unnamed = `somebody (${kind.toLowerCase()})`;
  const named = organisationName ?? post.author.name;
  return {
    who: post.author.private || named === null ? unnamed : oneLine(named, 100),
    url: post.author.private ? null : post.url,
    postedAt: post.postedAt,
    seenAt: post.seenAt,
  };
}

async function readNotices(store: Reader, dataset: string, spells: readonly Spell[]): Promise<readonly Notice[]> {
  const from = spells.map((spell) => spell.from).toSorted()[0];
  const to = spells
    .map((spell) => spell.to)
    .toSorted()
    .at(-1);
  if (from === undefined || to === undefined) return [];
  return store.notices({ dataset, from: addMs(from, -openReachMs), to: addMs(to, reachMs) });
}

/** A page is about what its name says, and about whatever its entries have been about. */
async function readPages(store: Reader, dataset: string, notices: readonly Notice[]): Promise<readonly WatchedPage[]> {
  const states = await store.channels({ dataset, counted: false });
  return states
    .filter(({ channel }) => channel.platform === 'statuspage')
    .map(({ channel, lastSuccessAt }) => {
      const told = notices.filter((notice) => notice.channel === channel.id).flatMap(({ systems }) => systems);
      return {
        channel: channel.id,
        title: oneLine(channel.title, 100),
        systems: [...new Set([...systemsOfPage(channel), ...told])],
        readAt: lastSuccessAt,
      };
    });
}
