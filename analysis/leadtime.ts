import { plural } from '../src/core/text.ts';
import { addMs, londonTime, toMs } from '../src/core/time.ts';
import type { Count, Instant, Notice } from '../src/core/types.ts';

/** A disruption of one system as own reports tell it: hours with reports, with no long silence between them. */
export interface Spell {
  readonly system: string;
  /** Start of the first hour with a report, and end of the last. */
  readonly from: Instant;
  readonly to: Instant;
  readonly mentions: number;
}

/** The first own report of a Spell. Never a private person's name or link. */
export interface FirstReport {
  /** An organisation's name, or what kind of author it was. */
  readonly who: string;
  readonly url: string | null;
  readonly postedAt: Instant;
  readonly seenAt: Instant;
}

/** A status page that is watched. */
export interface WatchedPage {
  readonly channel: string;
  readonly title: string;
  /** Ids of the systems it is about. */
  readonly systems: readonly string[];
  /** When it was last read; null where it never could be. */
  readonly readAt: Instant | null;
}

/**
 * `ahead`, `behind`, `level`: the posts against the page. `no-notice`: the page was read and has none. `page-unseen`: it could not be read
 * since the posts began, so nobody knows. `no-page`: none of the system is watched.
 */
export const leadStandings = ['ahead', 'behind', 'level', 'no-notice', 'page-unseen', 'no-page'] as const;
export type LeadStanding = (typeof leadStandings)[number];

export interface LeadTime {
  readonly system: string;
  readonly from: Instant;
  readonly to: Instant;
  readonly mentions: number;
  readonly organisations: number;
  readonly first: FirstReport;
  readonly notice: Pick<Notice, 'title' | 'url' | 'status' | 'publishedAt' | 'seenAt'> | null;
  /** Title of the page that was compared with; null where none is watched. */
  readonly page: string | null;
  /** Minutes by which the first post came before the first Notice; negative: after it. null where there is nothing to compare. */
  readonly minutes: number | null;
  readonly standing: LeadStanding;
}

const hourMs = 3_600_000;
/** After half a day without a report the next one is another disruption. */
export const silenceMs = 12 * hourMs;
/** A disruption begins with the first report that others follow within hours: one alone may be a mistaken reading, or something else. */
const leastMentions = 3;
const onsetHours = 3;
/** How long before the first post, and after the last, a Notice may have been published to speak of the same disruption. */
export const reachMs = 6 * hourMs;
/** One that was still being added to when the posts began may be older. */
export const openReachMs = 24 * hourMs;

/** Spells by system from counts of own reports by hour and system, those with most reports first. Pure. */
export function findSpells(counts: readonly Count[]): Spell[] {
  const bySystem = Map.groupBy(
    counts.filter(({ bucket, key, mentions }) => bucket !== null && key !== null && mentions > 0 && !nobodys.has(key)),
    ({ key }) => key ?? '',
  );
  return [...bySystem]
    .flatMap(([system, rows]) => joinHours(system, rows))
    .toSorted((a, b) => b.mentions - a.mentions || a.from.localeCompare(b.from) || a.system.localeCompare(b.system));
}

/** Kinds of thing that no supplier has a page for: "our phones", "our IT". */
const nobodys: ReadonlySet<string> = new Set(
  'clinical-system it-systems phones broadband email sms website wifi power payments social-media'.split(' '),
);

function joinHours(system: string, rows: readonly Count[]): Spell[] {
  const spells: Spell[] = [];
  const sorted = rows.toSorted((a, b) => (a.bucket ?? '').localeCompare(b.bucket ?? ''));
  for (const [index, { bucket, mentions }] of sorted.entries()) {
    if (bucket === null) continue;
    const last = spells.at(-1);
    const to = addMs(bucket, hourMs);
    const isOver = last === undefined || addMs(last.to, silenceMs) < bucket;
    if (isOver && !isOnset(sorted.slice(index), bucket)) continue;
    if (last === undefined || isOver) spells.push({ system, from: bucket, to, mentions });
    else spells[spells.length - 1] = { ...last, to, mentions: last.mentions + mentions };
  }
  return spells;
}

function isOnset(rows: readonly Count[], from: Instant): boolean {
  const end = addMs(from, onsetHours * hourMs);
  const soon = rows.filter(({ bucket }) => bucket !== null && bucket < end);
  return soon.reduce((sum, { mentions }) => sum + mentions, 0) >= leastMentions;
}

/** The first post of a Spell beside the first Notice of its system. Pure. */
export function compareLead(
  spell: Spell,
  { first, organisations }: { readonly first: FirstReport; readonly organisations: number },
  notices: readonly Notice[],
  pages: readonly WatchedPage[],
): LeadTime {
  const found = notices
    .filter((notice) => notice.systems.includes(spell.system) && isAbout(notice, first.postedAt, spell.to))
    .toSorted((a, b) => (a.publishedAt ?? '').localeCompare(b.publishedAt ?? ''))[0];
  const watched = pages.filter(({ channel, systems }) => systems.includes(spell.system) || channel === found?.channel);
  const page = watched.find(({ channel }) => channel === found?.channel) ?? watched[0] ?? null;
  const minutes = found?.publishedAt == null ? null : Math.round((toMs(found.publishedAt) - toMs(first.postedAt)) / 60_000);
  const { system, from, to, mentions } = spell;
  return {
    ...{ system, from, to, mentions, organisations, first, minutes },
    notice: found === undefined ? null : pick(found),
    page: page?.title ?? null,
    standing: minutes === null ? judgeSilence(watched, first) : minutes > 0 ? 'ahead' : minutes < 0 ? 'behind' : 'level',
  };
}

function pick({ title, url, status, publishedAt, seenAt }: Notice): NonNullable<LeadTime['notice']> {
  return { title, url, status, publishedAt, seenAt };
}

function isAbout({ publishedAt, updatedAt }: Notice, first: Instant, end: Instant): boolean {
  if (publishedAt === null || publishedAt >= addMs(end, reachMs)) return false;
  const isOpen = updatedAt !== null && updatedAt >= first;
  return publishedAt >= addMs(first, -(isOpen ? openReachMs : reachMs));
}

/** "It says nothing" is only known of a page that was read after the posts began. */
function judgeSilence(pages: readonly WatchedPage[], { postedAt }: FirstReport): LeadStanding {
  if (pages.length === 0) return 'no-page';
  return pages.some(({ readAt }) => readAt !== null && readAt > postedAt) ? 'no-notice' : 'page-unseen';
}

/** One comparison as a person would say it, in London time, with what was compared. */
export function sayLead(lead: LeadTime, systemTitle: string, now: Instant): string {
  const { first, notice, page, minutes } = lead;
  const yet = addMs(lead.to, reachMs) > now ? ' yet' : '';
  const posted = `${systemTitle}: ${first.who} posted first, at ${clock(first.postedAt)}`;
  if (notice?.publishedAt != null && minutes !== null) {
    const when = londonTime(notice.publishedAt).slice(0, 10) === londonTime(first.postedAt).slice(0, 10) ? clock : londonTime;
    const said = `“${notice.title}” (${page ?? 'the supplier’s status page'}) is of ${when(notice.publishedAt)}`;
    if (lead.standing === 'level') return `${posted}; ${said}: the same minute.`;
    return `${posted}; ${said}: the ${minutes > 0 ? 'post' : 'page'} was ${sayMinutes(Math.abs(minutes))} ahead.`;
  }
  if (lead.standing === 'no-notice') return `${posted}; ${page ?? 'its status page'} has no notice about it${yet}.`;
  if (lead.standing === 'page-unseen')
    return `${posted}; ${page ?? 'its status page'} could not be read since, so whether it has a notice is not known.`;
  return `${posted}; no status page of it is watched, so there is nothing to compare with.`;
}

/** "53 minutes", "2 hours 5 minutes". */
export function sayMinutes(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return plural(rest, 'minute');
  return rest === 0 ? plural(hours, 'hour') : `${plural(hours, 'hour')} ${plural(rest, 'minute')}`;
}

function clock(at: Instant): string {
  return londonTime(at).slice(11, 16);
}
