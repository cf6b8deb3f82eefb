import { fromMs, londonDate, londonDay, startOfHour } from '../../src/core/time.ts';
import type { Area, Count, Instant, Mention } from '../../src/core/types.ts';
import type { CountBy, Totals } from '../../src/store/contract.ts';
import type { MentionQuery } from '../../src/store/filters.ts';

/** Counts Mentions one by one in plain code, to hold against whatever a store answers. */
export function countByHand(all: readonly Mention[], areas: readonly Area[], query: MentionQuery, by: CountBy): readonly Count[] {
  const cells = new Map<
    string,
    { readonly bucket: Instant | null; readonly key: string | null; mentions: number; who: Set<string> }
  >();
  for (const mention of all.filter((one) => fits(one, areas, query))) {
    const bucket = bucketOf(mention, by.bucket);
    if (by.bucket !== null && bucket === null) continue;
    for (const key of keysOf(mention, query, by.key)) {
      const name = JSON.stringify([bucket, key]);
      const cell = cells.get(name) ?? { bucket, key, mentions: 0, who: new Set() };
      cells.set(name, cell);
      cell.mentions += 1;
      if (mention.organisation !== null) cell.who.add(mention.organisation);
    }
  }
  return [...cells.values()]
    .map(({ who, ...cell }) => ({ ...cell, organisations: who.size }))
    .sort(
      (a, b) =>
        Date.parse(a.bucket ?? fromMs(0)) - Date.parse(b.bucket ?? fromMs(0)) ||
        b.mentions - a.mentions ||
        Buffer.compare(Buffer.from(a.key ?? ''), Buffer.from(b.key ?? '')),
    );
}

export function totalByHand(all: readonly Mention[], areas: readonly Area[], query: MentionQuery): Totals {
  const held = all.filter((one) => fits(one, areas, query));
  const distinct = (values: readonly (string | null)[]): number => new Set(values.filter((value) => value !== null)).size;
  return {
    mentions: held.length,
    organisations: distinct(held.map(({ organisation }) => organisation)),
    undated: held.filter(({ post }) => post.postedAt === null).length,
    statements: distinct(held.map(({ statement }) => statement)),
  };
}

const lists = {
  affected: 'systems',
  unaffected: 'systemsUnaffected',
  cause: 'systemsCause',
  planned: 'systemsPlanned',
  'switched-off': 'systemsSwitchedOff',
} as const;

function fits(mention: Mention, areas: readonly Area[], query: MentionQuery): boolean {
  const { post, verdict } = mention;
  if (!query.phases.includes(verdict.phase)) return false;
  if (query.from !== undefined && (post.postedAt === null || post.postedAt < query.from)) return false;
  if (query.to !== undefined && (post.postedAt === null || post.postedAt >= query.to)) return false;
  if (query.voice !== undefined && verdict.voice !== query.voice) return false;
  if (query.authorKinds?.includes(post.author.kind) === false) return false;
  if (query.channels?.includes(post.channel) === false) return false;
  const named = verdict[lists[query.role ?? 'affected']];
  if (query.systems !== undefined && !query.systems.some((system) => named.includes(system))) return false;
  return query.areas === undefined || placesOf(mention).some((code) => query.areas?.some((area) => lies(code, area, areas)));
}

/** Within it, however deep, or merged into it or something within it. */
function lies(code: string, within: string, areas: readonly Area[]): boolean {
  const area = areas.find((one) => one.code === code);
  const next = [area?.parent, area?.successors[0]?.code].filter((one) => one != null);
  return code === within || next.some((one) => lies(one, within, areas));
}

function placesOf({ places }: Mention): readonly string[] {
  return [...new Set(places.filter(({ kind }) => kind !== 'organisation').map(({ code }) => code))];
}

function bucketOf({ post: { postedAt } }: Mention, bucket: CountBy['bucket']): Instant | null {
  if (postedAt === null || bucket === null) return null;
  return bucket === 'hour' ? startOfHour(postedAt) : (londonDay(londonDate(postedAt))?.from ?? null);
}

function keysOf(mention: Mention, query: MentionQuery, key: CountBy['key']): readonly (string | null)[] {
  const { post, verdict } = mention;
  switch (key) {
    case null:
      return [null];
    case 'system':
      return verdict[lists[query.role ?? 'affected']];
    case 'area':
      return placesOf(mention);
    case 'service':
      return verdict.services;
    case 'voice':
    case 'phase':
    case 'cause':
      return verdict[key] === null ? [] : [verdict[key]];
    case 'authorKind':
      return [post.author.kind];
    case 'platform':
    case 'channel':
      return [post[key]];
  }
}
