import type { Document } from 'mongodb';
import type { Area, Count } from '../core/types.ts';
import type { MentionQuery } from './filters.ts';
import type { CountBy, Totals } from './mentions.ts';
import { toInstant } from './mongo-dates.ts';
import type { MongoParts } from './mongo-db.ts';
import type { MentionDoc } from './mongo-docs.ts';
import type { MentionFilter } from './mongo-where.ts';
import { also, mongoWhere } from './mongo-where.ts';
import { byCodePoint } from './order.ts';
import { systemFields } from './query.ts';

/**
 * Adding up is all that is asked of the server, one sum at a time: not every one that speaks the protocol can do more. Distinct
 * Organisations are those groups that are left after grouping by Organisation.
 */
export async function totalGroups(parts: MongoParts, query: MentionQuery): Promise<Totals> {
  const where = mongoWhere(query, parts.areas);
  const mentions = parts.collection<MentionDoc>('mentions');
  const [all, undated, organisations, statements] = await Promise.all([
    mentions.countDocuments(where),
    mentions.countDocuments(also(where, { postedAt: null })),
    countDistinct(parts, where, 'organisation'),
    countDistinct(parts, where, 'statement'),
  ]);
  return { mentions: all, undated, organisations, statements };
}

async function countDistinct({ collection }: MongoParts, where: MentionFilter, field: keyof MentionDoc): Promise<number> {
  const [row] = await collection<MentionDoc>('mentions')
    .aggregate([{ $match: also(where, { [field]: { $ne: null } }) }, { $group: { _id: `$${field}` } }, { $count: 'found' }])
    .toArray();
  return Number(row?.['found'] ?? 0);
}

interface Cell {
  readonly _id: { readonly bucket?: Date; readonly key?: string };
  readonly count: number;
}

/** Out of the Mentions themselves: any question whatever. */
export async function countGroups(parts: MongoParts, query: MentionQuery, by: CountBy): Promise<readonly Count[]> {
  const { match, list, cell } = plan(query, by, parts.areas);
  if (list !== null && !parts.able.unwinds) return countLists(parts, match, cell);
  const mentions = parts.collection<MentionDoc>('mentions');
  const unwind = list === null ? [] : [{ $unwind: `$${list}` }];
  const again = Object.fromEntries(Object.keys(cell).map((name) => [name, `$_id.${name}`]));
  const [posts, organisations] = await Promise.all([
    mentions.aggregate<Cell>([{ $match: match }, ...unwind, group({ ...cell, all: null })]).toArray(),
    mentions
      .aggregate<Cell>([
        { $match: also(match, { organisation: { $ne: null } }) },
        ...unwind,
        group({ ...cell, organisation: '$organisation' }),
        group({ ...again, all: null }),
      ])
      .toArray(),
  ]);
  const found = new Map(organisations.map(({ _id, count }) => [nameOf(_id), count]));
  return posts.map(({ _id, count }) => toCount(_id, count, found.get(nameOf(_id)) ?? 0)).sort(byBucketAndSize);
}

function group(_id: Document): Document {
  return { $group: { _id, count: { $sum: 1 } } };
}

interface ListCell {
  readonly _id: { readonly bucket?: Date; readonly key: readonly string[]; readonly organisation?: string | null };
  readonly count: number;
}

/** Where a server cannot take lists apart, whole lists are grouped there and taken apart here. */
async function countLists({ collection }: MongoParts, match: MentionFilter, cell: Document): Promise<readonly Count[]> {
  const cells = new Map<string, { readonly _id: Cell['_id']; count: number; readonly organisations: Set<string> }>();
  const groups = collection<MentionDoc>('mentions').aggregate<ListCell>([
    { $match: match },
    group({ ...cell, organisation: '$organisation' }),
  ]);
  for await (const {
    _id: { key: keys, organisation, ...rest },
    count,
  } of groups) {
    for (const key of keys) {
      const _id = { ...rest, key };
      const one = cells.get(nameOf(_id)) ?? { _id, count: 0, organisations: new Set() };
      one.count += count;
      if (organisation != null) one.organisations.add(organisation);
      cells.set(nameOf(_id), one);
    }
  }
  return [...cells.values()]
    .map(({ _id, count, organisations }) => toCount(_id, count, organisations.size))
    .sort(byBucketAndSize);
}

function toCount({ bucket, key }: Cell['_id'], mentions: number, organisations: number): Count {
  return { bucket: toInstant(bucket ?? null), key: key ?? null, mentions, organisations };
}

function nameOf({ bucket, key }: Cell['_id']): string {
  return JSON.stringify([bucket?.getTime() ?? null, key ?? null]);
}

/** What has no key, or in buckets no date, is left out. */
function plan(query: MentionQuery, by: CountBy, areas: readonly Area[]) {
  const field = by.key === null ? null : keyField(query, by.key);
  const isList = field !== null && lists.has(field);
  const kept: MentionFilter = {
    ...(by.bucket === null ? {} : { [by.bucket]: { $ne: null } }),
    ...(field === null || isList ? {} : { [field]: { $ne: null } }),
  };
  return {
    match: Object.keys(kept).length === 0 ? mongoWhere(query, areas) : also(mongoWhere(query, areas), kept),
    list: isList ? field : null,
    cell: {
      ...(by.bucket === null ? {} : { bucket: `$${by.bucket}` }),
      ...(field === null ? {} : { key: `$${field}` }),
    },
  };
}

const lists: ReadonlySet<keyof MentionDoc> = new Set([
  ...(['systems', 'systemsUnaffected', 'systemsCause', 'systemsPlanned', 'systemsSwitchedOff', 'areas', 'services'] as const),
]);

function keyField(query: MentionQuery, key: NonNullable<CountBy['key']>): keyof MentionDoc {
  if (key === 'area') return 'areas';
  if (key === 'service') return 'services';
  if (key !== 'system') return key;
  const field = systemFields[query.role ?? 'affected'];
  return field === 'systemsAffected' ? 'systems' : field;
}

function byBucketAndSize(a: Count, b: Count): number {
  return byCodePoint(a.bucket ?? '', b.bucket ?? '') || b.mentions - a.mentions || byCodePoint(a.key ?? '', b.key ?? '');
}
