import { getBlind, getChannels, getCounts, getLeadTimes, getMentions, getNotices, getSight } from './client.ts';
import { type Bucket, type BucketSize, chooseSize, padBuckets } from './logic/buckets.ts';
import type { Filters } from './logic/filters.ts';
import type { Span } from './logic/span.ts';
import type { BlindPeriod, ChannelPage, Count, Counts, LeadTime, Mention, Notice, Sight, Totals } from './types.ts';

/** All that the overview shows, read in one go so that its parts agree. */
export interface Facts {
  readonly span: Span;
  readonly size: BucketSize;
  readonly totals: Totals;
  readonly buckets: readonly Bucket[];
  readonly authors: readonly Count[];
  /** Without the system filter, so that another system can be chosen. */
  readonly systems: readonly Count[];
  /** Without the area filter, for the same reason. */
  readonly areas: readonly Count[];
  /** Practices alone, for shares; empty unless one system is chosen. */
  readonly practiceAreas: readonly Count[];
  /** Practices on that system by area, and how many of them gave an answer in the span. */
  readonly sight: readonly Sight[];
  readonly latest: readonly Mention[];
  /** How many there are and fare badly, and the first of these. */
  readonly channels: ChannelPage;
  readonly blind: readonly BlindPeriod[];
  /** Entries of suppliers' status pages within the span; where a system is chosen, those about it. */
  readonly notices: readonly Notice[];
  /** First own reports beside suppliers' first Notices. */
  readonly leadTimes: readonly LeadTime[];
  readonly firstAt: string | null;
  /** Posts without a date that fit the other filters: they lie outside every span. */
  readonly undated: number;
}

/** Reads the overview of `span` under `filters` from the API. */
export async function readFacts(filters: Filters, span: Span, signal: AbortSignal): Promise<Facts> {
  const { from: _from, to: _to, ...timeless } = filters;
  const here: Filters = { ...timeless, from: span.from, to: span.to };
  const { area: _area, ...everywhere } = here;
  const { system: _system, role: _role, ...anySystem } = here;
  const size = chooseSize(span.from, span.to);
  const counts = (query: Parameters<typeof getCounts>[0]): Promise<Counts> => getCounts(query, signal);
  const within = { from: span.from, to: span.to };
  const practicesOn = { dataset: filters.dataset, system: filters.system, kind: 'practice', by: 'area' };
  const oneSystem = filters.system !== undefined && !filters.system.includes(',');
  const [phases, authors, systems, areas, practices, sight, all, latest, channels, blind, notices, leadTimes] = await Promise.all(
    [
      counts({ ...here, bucket: size, key: 'phase' }),
      counts({ ...here, key: 'authorKind' }),
      counts({ ...anySystem, key: 'system' }),
      counts({ ...everywhere, key: 'area' }),
      oneSystem ? counts({ ...everywhere, author: 'practice', key: 'area' }) : null,
      // A product outside the list is nobody's record system.
      oneSystem && !filters.system.startsWith('other:') ? getSight({ ...practicesOn, ...within }, signal) : [],
      counts(timeless),
      getMentions({ ...here, limit: '8' }, signal),
      getChannels({ dataset: filters.dataset, health: 'troubled', limit: '5' }, signal),
      getBlind({ dataset: filters.dataset, from: span.from, to: span.to }, signal),
      getNotices({ dataset: filters.dataset, from: span.from, to: span.to }, signal),
      getLeadTimes(here, signal),
    ],
  );
  const buckets = padBuckets(span, size, phases.items, blind);
  return {
    span,
    size,
    buckets,
    totals: phases.totals,
    authors: authors.items,
    systems: systems.items,
    areas: areas.items,
    practiceAreas: practices?.items ?? [],
    sight,
    undated: all.totals.undated,
    latest: latest.items,
    channels,
    blind,
    notices: notices.filter(({ systems: about }) => isChosen(about, filters.system)),
    leadTimes,
    firstAt: size === 'hour' ? await findFirst(here, buckets, signal) : null,
  };
}

function isChosen(systems: readonly string[], chosen: string | undefined): boolean {
  return chosen === undefined || chosen.split(',').some((id) => systems.includes(id));
}

/** The earliest mention's time: the last of the newest-first list of the first hour that has any. */
async function findFirst(here: Filters, buckets: readonly Bucket[], signal: AbortSignal): Promise<string | null> {
  const first = buckets.find((bucket) => Object.keys(bucket.counts).length > 0);
  if (first === undefined) return null;
  const span = { from: new Date(first.startMs).toISOString(), to: new Date(first.endMs).toISOString() };
  const page = await getMentions({ ...here, ...span, limit: '200' }, signal);
  return page.next === null ? (page.items.at(-1)?.post.postedAt ?? null) : null;
}
