import type { Document } from 'mongodb';
import type { Correction, Json, Notice, Version } from '../core/types.ts';
import type { Copied, CopiedChannel, CopiedMention, CopyKind, CopyPage } from './copying.ts';
import { copiedSteps, copyKinds } from './copying.ts';
import { toChannel } from './mongo-channels.ts';
import { toInstant } from './mongo-dates.ts';
import type { MongoParts } from './mongo-db.ts';
import type { ChannelDoc, MentionDoc, NoticeDoc, ReviewDoc, StatementCheckDoc, StatementDoc, WordingDoc } from './mongo-docs.ts';
import { readMachine, readStanding } from './mongo-mention.ts';

const pageRows = 500;
/** Characters after which a page ends early: posts with a huge original must not fill the memory. */
const pageLength = 4_000_000;

type ReadRows = (doc: Document) => readonly Document[];

/** Where each kind lies, and how a document of it becomes neutral rows; what is not told here is the same under the same names. */
const sources: { readonly [Kind in Exclude<CopyKind, 'statementChecks'>]: readonly [collection: string, read: ReadRows] } = {
  datasets: ['datasets', named('id')],
  organisations: ['organisations', named('code')],
  governance: ['governance', named('number')],
  forgotten: ['forgotten', named('person')],
  channels: ['channels', (doc) => [readChannel(doc as ChannelDoc)]],
  runs: ['runs', named('id')],
  blinds: ['blinds', named(null)],
  warnings: ['warnings', named(null)],
  wordings: ['wordings', (doc) => [readWording(doc as WordingDoc)]],
  mentions: ['mentions', (doc) => [readMention(doc as MentionDoc)]],
  reviews: ['reviews', (doc) => [readReview(doc as ReviewDoc)]],
  statements: ['statements', (doc) => [readStatement(doc as StatementDoc)]],
  notices: ['notices', (doc) => [readNotice(doc as NoticeDoc)]],
  digests: ['digests', named(null)],
  changes: ['changes', named('number')],
  budgets: ['budgets', ({ _id, spent }) => [{ ...budgetOf(_id), spent: spent as number }]],
  reservations: [
    'budgets',
    ({ _id, open }) => (open as Document[]).map((one) => ({ ...budgetOf(_id), ...one, at: toInstant(one['at'] as Date) })),
  ],
  sites: ['sites', named('url')],
  proposals: ['proposals', ({ rev: _rev, ...doc }: Document) => named('id')(doc)],
  streams: [
    'streams',
    ({ _id: platform, cursor }) => [{ platform: platform as unknown, cursor: JSON.parse(String(cursor)) as Json }],
  ],
};

/** One page of a kind, by key; a collection that grows meanwhile gives what was added as well. */
export async function dump(parts: MongoParts, kind: CopyKind, after: string | null): Promise<CopyPage> {
  if (kind === 'statementChecks') return { kind, rows: await findChecks(parts), next: null };
  const [name, read] = sources[kind];
  const from = after === null ? {} : { _id: { $gt: JSON.parse(after) as string | number } };
  const found = parts
    .collection<{ _id: string | number }>(name)
    .find(from)
    .sort({ _id: 1 })
    .limit(pageRows + 1);
  const rows: Document[] = [];
  let taken = 0;
  let length = 0;
  let last: string | null = null;
  for await (const doc of found as AsyncIterable<Document>) {
    if (taken === pageRows || length > pageLength) return { kind, rows, next: last } as unknown as CopyPage;
    rows.push(...read(doc));
    taken += 1;
    length += kind === 'mentions' ? lengthOf(doc as MentionDoc) : 0;
    last = JSON.stringify(doc['_id']);
  }
  return { kind, rows, next: null } as unknown as CopyPage;
}

export async function holdings(parts: MongoParts): Promise<Readonly<Record<CopyKind, number>>> {
  const counts: [CopyKind, number][] = [];
  for (const kind of copyKinds) {
    if (kind === 'statementChecks') counts.push([kind, (await findChecks(parts)).length]);
    else if (kind === 'reservations') counts.push([kind, await countReservations(parts)]);
    else counts.push([kind, await parts.collection(sources[kind][0]).countDocuments()]);
  }
  return Object.fromEntries(counts) as Record<CopyKind, number>;
}

async function countReservations({ collection }: MongoParts): Promise<number> {
  const budgets = await collection<{ _id: string; open: readonly unknown[] }>('budgets').find().toArray();
  return budgets.reduce((sum, { open }) => sum + open.length, 0);
}

/** Those that were asked for, and those that posts ask for by themselves. */
async function findChecks({ collection }: MongoParts): Promise<readonly Copied['statementChecks'][]> {
  const found = new Map<string, Copied['statementChecks']>();
  const add = (dataset: string, statement: string): void =>
    void found.set(JSON.stringify([dataset, statement]), { dataset, statement });
  for await (const { dataset, statement } of collection<StatementCheckDoc>('statementChecks').find()) add(dataset, statement);
  const leaving = collection<MentionDoc>('mentions').find({ left: { $exists: true } }, { projection: { dataset: 1, left: 1 } });
  for await (const { dataset, left = [] } of leaving) for (const statement of left) add(dataset, statement);
  return [...found.values()].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

/** Dates become Instants, and the key gets the name it has outside; null: it says nothing that the rest does not. */
function named(key: string | null): ReadRows {
  return ({ _id, ...doc }) => {
    const fields = Object.entries(doc).map(([name, value]): [string, unknown] => [
      name,
      value instanceof Date ? toInstant(value) : value,
    ]);
    return [{ ...(key === null ? {} : { [key]: _id as unknown }), ...Object.fromEntries<unknown>(fields) }];
  };
}

function budgetOf(id: unknown): Pick<Copied['budgets'], 'budget' | 'period'> {
  const [budget, period] = JSON.parse(String(id)) as [string, string];
  return { budget, period };
}

function readChannel(doc: ChannelDoc): CopiedChannel {
  const { state, cursor, failures, failure, message, notes, blindWhy, askedWhy } = doc;
  return {
    channel: toChannel(doc),
    ...{ state, cursor: cursor === null ? null : (JSON.parse(cursor) as Json), failures, failure, message, notes },
    ...{ nextAt: toInstant(doc.nextAt), lastRunAt: toInstant(doc.lastRunAt), lastSuccessAt: toInstant(doc.lastSuccessAt) },
    ...{ lastPostAt: toInstant(doc.lastPostAt), seenAt: toInstant(doc.seenAt), blindFrom: toInstant(doc.blindFrom) },
    ...{ blindWhy, askedWhy },
  };
}

function readWording({ _id: number, rank: _rank, ...wording }: WordingDoc): Copied['wordings'] {
  return { number, ...wording };
}

function readStatement({ dataset, statement, first, origin }: StatementDoc): Copied['statements'] {
  return { dataset, statement, first, origin };
}

function readReview({ _id: number, mention, correction, reviewer, reviewedAt }: ReviewDoc): Copied['reviews'] {
  return {
    ...{ number, mention, reviewer, reviewedAt: toInstant(reviewedAt) },
    correction: JSON.parse(correction) as Correction | null,
  };
}

function readNotice({ body, dataset }: NoticeDoc): Copied['notices'] {
  return { notice: JSON.parse(body) as Notice, dataset };
}

/** When it was posted and seen is the document's to say: what the platform said later never moved it. */
function readMention(doc: MentionDoc): CopiedMention {
  const { _id: number, raw, postedAt, seenAt, versions, wording } = doc;
  const { hash, sealed, form, statement, statementRole: role, relayed, grouped } = doc;
  const mention = readMachine(doc);
  const post = { ...mention.post, raw: JSON.parse(raw) as Json, postedAt: toInstant(postedAt), seenAt: toInstant(seenAt) };
  return {
    number,
    mention: {
      ...{ ...mention, post, statement: wording },
      ...(versions.length === 0 ? {} : { versions: versions.map((version) => JSON.parse(version) as Version) }),
    },
    ...{ said: readStanding(doc), hash, sealed, form, statement, role, relayed, step: copiedSteps[grouped] },
  };
}

function lengthOf({ body, raw, versions }: MentionDoc): number {
  return versions.reduce((sum, version) => sum + version.length, body.length + raw.length);
}
