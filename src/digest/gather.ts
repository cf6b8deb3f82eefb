import type { LeadTime } from '../../analysis/leadtime.ts';
import { InputError } from '../core/errors.ts';
import { oneLine } from '../core/text.ts';
import { addMs, londonDate, londonDay } from '../core/time.ts';
import type { Instant, Phase, Vocabulary } from '../core/types.ts';
import { phases } from '../core/types.ts';
import type { MentionQuery } from '../store/filters.ts';
import { sayQuery, writeQuery } from '../store/filters.ts';
import type { DigestFacts, DigestReader, Figures } from './facts.ts';
import { scanDay } from './scan.ts';
import { findShares } from './shares.ts';
import { watchDay } from './watch.ts';

export interface DigestRequest {
  /** London day, `YYYY-MM-DD`. */
  readonly day: string;
  /** Dataset, phases and any filters; its span is replaced with the day. */
  readonly query: MentionQuery;
  readonly vocabulary: Vocabulary;
  readonly now: Instant;
  /** Address under which readers reach the dashboard; null leaves links out. */
  readonly dashboardUrl: string | null;
  /** Compares the day's first own reports with the suppliers' Notices. */
  readonly leadTimes: (
    query: MentionQuery,
    span: { readonly from: Instant; readonly to: Instant },
  ) => Promise<readonly LeadTime[]>;
}

/** Asks the store for everything a Digest says. Throws InputError when the day is none, has not begun or the dataset is not there. */
export async function gatherFacts(reader: DigestReader, request: DigestRequest): Promise<DigestFacts> {
  const { day, now, vocabulary } = request;
  const window = readDay(day, now);
  const query: MentionQuery = { ...request.query, ...window, phases: readPhases(request.query) };
  const dataset = (await reader.datasets()).find(({ id }) => id === query.dataset);
  if (dataset === undefined) throw new InputError(`There is no dataset "${query.dataset}".`, { field: 'dataset' });
  const always = withoutSpan(query);
  const systems = await reader.counts(query, { bucket: null, key: 'system' });
  const channels = await reader.channels({ dataset: query.dataset });
  return {
    day,
    window,
    generatedAt: now,
    dataset,
    filters: hasFilters(always) ? oneLine(sayQuery(always, vocabulary)) : null,
    url: request.dashboardUrl === null ? null : linkTo(request.dashboardUrl, query),
    totals: await reader.count(query),
    undated: (await reader.count(always)).undated,
    before: await countBefore(reader, query, window.from),
    hours: await reader.counts(query, { bucket: 'hour', key: 'phase' }),
    systems,
    areas: await reader.counts(query, { bucket: null, key: 'area' }),
    authorKinds: await reader.counts(query, { bucket: null, key: 'authorKind' }),
    voices: await reader.counts(query, { bucket: null, key: 'voice' }),
    causes: await reader.counts(query, { bucket: null, key: 'cause' }),
    shares: await findShares(reader, { ...query, ...window }, systems, vocabulary.areas),
    scan: await scanDay(reader, query, vocabulary.areas),
    watch: await watchDay(reader, query.dataset, channels, window, now, vocabulary.platforms),
    leadTimes: await request.leadTimes(query, window),
    vocabulary,
  };
}

function readDay(day: string, now: Instant): { from: Instant; to: Instant } {
  const window = londonDay(day);
  if (window === null) throw new InputError(`"${day}" is not a day; write it like 2024-07-19.`, { field: 'date' });
  if (window.from > now) throw new InputError(`${day} has not begun; the latest day is ${londonDate(now)}.`, { field: 'date' });
  return window;
}

/** A digest tells of disruptions: other phases have their own place in it and are in no count. */
function readPhases(query: MentionQuery): readonly Phase[] {
  const outages = query.phases.filter((phase) => phase === 'disrupted' || phase === 'recovering' || phase === 'restored');
  if (outages.length === 0) {
    throw new InputError('A digest needs at least one of the phases disrupted, recovering and restored.', { field: 'phase' });
  }
  return outages;
}

function withoutSpan(query: MentionQuery): MentionQuery {
  const open: { -readonly [Key in keyof MentionQuery]: MentionQuery[Key] } = { ...query };
  delete open.from;
  delete open.to;
  return open;
}

function hasFilters(query: MentionQuery): boolean {
  return Object.keys(query).some((name) => name !== 'dataset' && name !== 'phases');
}

function linkTo(dashboardUrl: string, query: MentionQuery): string {
  const parameters = new URLSearchParams(writeQuery(query));
  return `${dashboardUrl.replace(/(?<!\/)\/+$/, '')}/mentions?${parameters.toString()}`;
}

/** Null for a day from which nothing of any phase is stored: then there is nothing to compare with, which is not the same as zero. */
async function countBefore(reader: DigestReader, query: MentionQuery, dayStart: Instant): Promise<(Figures | null)[]> {
  const days: (Figures | null)[] = [];
  for (const span of precedingDays(dayStart, 7)) {
    const stored = await reader.count({ dataset: query.dataset, phases, ...span });
    const { mentions, organisations } = await reader.count({ ...query, ...span });
    days.push(stored.mentions === 0 ? null : { mentions, organisations });
  }
  return days;
}

/** Oldest first. Steps by the calendar: a London day has 23 or 25 hours when the clocks change. */
function precedingDays(dayStart: Instant, howMany: number): { from: Instant; to: Instant }[] {
  const days: { from: Instant; to: Instant }[] = [];
  let start = dayStart;
  while (days.length < howMany) {
    const span = londonDay(londonDate(addMs(start, -1)));
    if (span === null) break;
    days.unshift(span);
    start = span.from;
  }
  return days;
}
