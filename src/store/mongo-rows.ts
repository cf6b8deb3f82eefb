import type { Document } from 'mongodb';
import { hourMs } from './count-cells.ts';
import type { CellTable } from './countable.ts';
import type { MongoParts } from './mongo-db.ts';
import type { MentionDoc } from './mongo-docs.ts';
import { hourOf } from './mongo-marks.ts';
import type { MentionFilter } from './mongo-where.ts';

/** Like Mentions of one hour. */
export interface CountRow extends Pick<MentionDoc, 'phase' | 'voice' | 'authorKind' | 'organisation' | 'statement'> {
  readonly dataset: string;
  readonly systems: readonly string[];
  readonly areas: readonly string[];
  /** Hours since 1970. */
  readonly hour: number;
  readonly times: number;
}

const fields = {
  ...{ dataset: 1, phase: 1, voice: 1, authorKind: 1, organisation: 1, statement: 1, systems: 1, areas: 1 },
  ...{ postedAt: 1, seenAt: 1 },
} as const;

/** Mentions one by one, as all tables need them. */
export async function readRows({ collection }: Pick<MongoParts, 'collection'>, where: MentionFilter): Promise<CountRow[]> {
  const rows: CountRow[] = [];
  for await (const doc of collection<MentionDoc>('mentions').find(where).project<Pick<MentionDoc, keyof typeof fields>>(fields)) {
    const { postedAt: _postedAt, seenAt: _seenAt, ...row } = doc;
    rows.push({ ...row, hour: hourOf(doc).start, times: 1 });
  }
  return rows;
}

/**
 * The same as one table tells them apart. What has no lists in it is grouped by the server, so that no more comes over the line than an answer needs;
 * lists are not, since not every server keeps apart those that share a member.
 */
export async function groupRows(
  parts: Pick<MongoParts, 'collection'>,
  where: MentionFilter,
  { table, said }: { readonly table: CellTable; readonly said: boolean },
): Promise<CountRow[]> {
  if (table !== 'totals') return readRows(parts, where);
  const names = ['hour', 'phase', 'voice', 'authorKind', 'organisation', ...(said ? ['statement'] : [])];
  const _id: Document = Object.fromEntries(names.map((name) => [name, `$${name}`]));
  const groups = parts
    .collection<MentionDoc>('mentions')
    .aggregate<Group>([{ $match: where }, { $group: { _id, count: { $sum: 1 } } }]);
  const rows: CountRow[] = [];
  for await (const { _id: group, count } of groups) rows.push(toRow(group, count));
  return rows;
}

type Like = Pick<MentionDoc, 'hour' | 'phase' | 'voice' | 'authorKind' | 'organisation'> & Partial<Pick<MentionDoc, 'statement'>>;

interface Group {
  readonly _id: Like;
  readonly count: number;
}

/** Without a date all hours are as good as one. */
function toRow({ hour, statement = null, ...rest }: Like, times: number): CountRow {
  return { ...rest, statement, dataset: '', systems: [], areas: [], hour: hour === null ? 0 : hour.getTime() / hourMs, times };
}
