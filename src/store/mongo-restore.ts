import type { Document } from 'mongodb';
import type { Instant } from '../core/types.ts';
import { rankOf } from './candidates.ts';
import type { Copied, CopiedMention, CopyKind, CopyPage, CopyState, CopyStore } from './copying.ts';
import { copiedSteps } from './copying.ts';
import { hostOf } from './host.ts';
import { listWordings } from './mongo-bands.ts';
import { keepRelay } from './mongo-change.ts';
import { toDate } from './mongo-dates.ts';
import type { MongoParts } from './mongo-db.ts';
import type { MentionDoc } from './mongo-docs.ts';
import { checkId } from './mongo-docs.ts';
import { dump, holdings } from './mongo-dump.ts';
import type { Dated } from './mongo-marks.ts';
import { whileMarked } from './mongo-marks.ts';
import { writeMention } from './mongo-mention.ts';
import { raiseKeys } from './mongo-migrate.ts';
import { addNew, addOnce } from './mongo-once.ts';
import { fit } from './mongo-size.ts';
import { writeCorrection } from './review.ts';

interface CopyDoc extends Omit<CopyState, 'begunAt'> {
  readonly _id: 'copy';
  readonly begunAt: Date;
}

/** A page is written before its place is remembered, and what is there already stays as it is: after a crash the same page comes again. */
export function mongoCopy(parts: MongoParts): CopyStore {
  const copies = parts.collection<CopyDoc>('copies');
  const unfinishedCopy = async (): Promise<CopyState | null> => {
    const doc = await copies.findOne({ _id: 'copy' });
    if (doc === null) return null;
    const { from, kind, next } = doc;
    return { from, kind, next, begunAt: doc.begunAt.toISOString() as Instant };
  };
  return {
    unfinishedCopy,
    dump: (kind, after) => dump(parts, kind, after),
    holdings: () => holdings(parts),
    beginCopy: async ({ from, begunAt }) => {
      const isNew = await addOnce(copies, { _id: 'copy', from, begunAt: toDate(begunAt), kind: null, next: null });
      // An empty store was given its Dataset when it was made; what comes knows better when that was.
      if (isNew) await parts.collection('datasets').deleteMany({});
      return (await unfinishedCopy()) ?? { from, begunAt, kind: null, next: null };
    },
    restore: async (page) => {
      await restoreRows(parts, page);
      await copies.updateOne({ _id: 'copy' }, { $set: { kind: page.kind, next: page.next } });
    },
    finishCopy: async () => {
      await raiseKeys(parts);
      await copies.deleteOne({ _id: 'copy' });
    },
  };
}

async function restoreRows(parts: MongoParts, page: CopyPage): Promise<void> {
  const { kind, rows } = page;
  if (rows.length === 0) return;
  if (kind === 'reservations') return restoreReservations(parts, rows);
  const docs = kind === 'reviews' ? await writeReviews(parts, rows) : rows.map((row) => write[kind](row as never));
  const dated = kind === 'mentions' ? (docs as readonly Dated[]) : [];
  await whileMarked(parts, dated, () => addNew(parts.collection<Document>(kind), docs));
  if (kind !== 'wordings') return;
  await listWordings(
    parts,
    rows.map(({ number: _id, dataset, form, bands }) => ({ _id, dataset, form, bands })),
  );
}

type Write = { readonly [Kind in Exclude<CopyKind, 'reservations' | 'reviews'>]: (row: Copied[Kind]) => Document };

/** A neutral row as the document that its part of the store would have written. */
const write: Write = {
  datasets: ({ id: _id, createdAt, ...rest }) => ({ _id, ...rest, createdAt: toDate(createdAt) }),
  organisations: ({ code: _id, ...rest }) => ({ _id, ...rest }),
  governance: ({ number: _id, at, ...rest }) => ({ _id, at: toDate(at), ...rest }),
  forgotten: ({ person: _id, at }) => ({ _id, at: toDate(at) }),
  channels: writeChannel,
  runs: ({ id: _id, startedAt, finishedAt, nextAt, ...rest }) => ({
    ...{ _id, ...rest, startedAt: toDate(startedAt), finishedAt: toDate(finishedAt), nextAt: toDate(nextAt) },
  }),
  blinds: ({ channel, dataset, from, to, why }) => ({
    ...{ _id: JSON.stringify([channel, from]), channel, dataset, from: toDate(from), to: toDate(to), why },
  }),
  warnings: ({ since, ...rest }) => ({
    ...{ _id: JSON.stringify([rest.dataset, rest.kind, rest.subject]), ...rest, since: toDate(since) },
  }),
  wordings: ({ number: _id, ...rest }) => ({ _id, ...rest, rank: rankOf(rest.form) }),
  mentions: writeCopied,
  statements: (row) => ({ _id: checkId(row.dataset, row.statement), ...row, settled: true }),
  statementChecks: (row) => ({ _id: checkId(row.dataset, row.statement), ...row, asked: 1 }),
  notices: ({ notice, dataset }) => ({
    ...{ _id: JSON.stringify([notice.channel, notice.id]), channel: notice.channel, id: notice.id, dataset },
    ...{ publishedAt: toDate(notice.publishedAt), updatedAt: toDate(notice.updatedAt), body: JSON.stringify(notice) },
  }),
  digests: ({ at, ...rest }) => ({
    ...{ _id: JSON.stringify([rest.window, rest.dataset, rest.target]), ...rest, at: toDate(at) },
  }),
  changes: ({ number: _id, at, ...rest }) => ({ _id, at: toDate(at), ...rest }),
  budgets: ({ budget, period, spent }) => ({ _id: JSON.stringify([budget, period]), rev: 0, spent, open: [] }),
  sites: ({ url: _id, checkedAt, ...rest }) => ({ _id, ...rest, checkedAt: toDate(checkedAt) }),
  proposals: ({ id: _id, foundAt, decidedAt, ...rest }) => ({
    ...{ _id, rev: 0, ...rest, foundAt: toDate(foundAt), decidedAt: toDate(decidedAt) },
  }),
  streams: ({ platform: _id, cursor }) => ({ _id, cursor: JSON.stringify(cursor) }),
};

/** Claims and open Runs belong to processes of the other store, so there are none. */
function writeChannel({ channel, cursor, nextAt, lastRunAt, lastSuccessAt, lastPostAt, ...row }: Copied['channels']): Document {
  const { id: _id, addedAt, people = false, ...rest } = channel;
  return {
    ...{
      _id,
      ...rest,
      people,
      host: hostOf(rest.platform, rest.address),
      addedAt: toDate(addedAt),
      cursor: cursor === null ? null : JSON.stringify(cursor),
    },
    ...{ nextAt: toDate(nextAt), lastRunAt: toDate(lastRunAt), lastSuccessAt: toDate(lastSuccessAt) },
    ...{ ...row, lastPostAt: toDate(lastPostAt), seenAt: toDate(row.seenAt), blindFrom: toDate(row.blindFrom) },
    ...{ claim: null, claimedBy: null, claimedUntil: null, run: null, ended: null },
  };
}

/** As a newcomer is written, and then what has become of it since. */
function writeCopied(row: CopiedMention): MentionDoc {
  const { number: _id, mention, said: standing, hash, sealed, form, statement, role, relayed, step } = row;
  const { removed, versions = [], ...written } = mention;
  const fields = writeMention(written, hash, standing);
  return fit({
    ...{ _id, rev: 0, ...fields, sealed, voice: keepRelay(fields, relayed) },
    ...{ wording: mention.statement, statement, statementRole: role, form, relayed },
    grouped: copiedSteps.indexOf(step) as MentionDoc['grouped'],
    versions: versions.map((version) => JSON.stringify(version)),
    // What has been removed has no words that could be looked for.
    ...(removed !== undefined && {
      ...{ removedAt: toDate(removed.at), removedWhy: removed.why, words: [], said: '', handle: null },
      body: JSON.stringify({ ...(JSON.parse(fields.body) as object), removed }),
    }),
  });
}

/** Each says whose it is, which the Mentions that were written before tell. */
async function writeReviews({ collection }: MongoParts, rows: readonly Copied['reviews'][]): Promise<readonly Document[]> {
  const keys = [...new Set(rows.map(({ mention }) => mention))];
  const projection = { platform: 1, id: 1, dataset: 1 } as const;
  const found = await collection<MentionDoc>('mentions')
    .find({ _id: { $in: keys } }, { projection })
    .toArray();
  const posts = new Map(found.map(({ _id, platform, id, dataset }) => [_id, { platform, id, dataset }]));
  return rows.map(({ number: _id, mention, correction, reviewer, reviewedAt }) => ({
    ...{ _id, mention, ...posts.get(mention), reviewer, reviewedAt: toDate(reviewedAt) },
    correction: writeCorrection(correction),
  }));
}

async function restoreReservations({ collection }: MongoParts, rows: readonly Copied['reservations'][]): Promise<void> {
  const budgets = collection<{ _id: string; rev: number; open: readonly Document[] }>('budgets');
  for (const { id, budget, period, amount, at } of rows) {
    const change = { $push: { open: { id, amount, at: toDate(at) } }, $inc: { rev: 1 } };
    await budgets.updateOne({ _id: JSON.stringify([budget, period]), 'open.id': { $ne: id } }, change);
  }
}
