import type { AnyBulkWriteOperation } from 'mongodb';
import { toMs } from '../core/time.ts';
import { hourMs, levels } from './count-cells.ts';
import type { MongoParts } from './mongo-db.ts';
import type { MentionDoc } from './mongo-docs.ts';
import { alreadyThere } from './mongo-once.ts';
import type { PeriodDoc, PeriodKey } from './mongo-periods.ts';
import { periodId } from './mongo-periods.ts';

/** What says in which hour a Mention is counted. */
export type Dated = Pick<MentionDoc, 'dataset' | 'postedAt' | 'seenAt'>;
export const datedFields = { dataset: 1, postedAt: 1, seenAt: 1 } as const;

/** What marking needs. */
export type Marks = Pick<MongoParts, 'collection' | 'now' | 'graceMs'>;
type Hour = Omit<PeriodKey, 'level'>;

/** Until when, by the database's time, a mark of this process stands. */
const standing = new WeakMap<object, Map<string, number>>();
const mostKept = 50_000;

/**
 * Writes Mentions of these hours, the one they leave and the one they come to, once it is noted that the hours' cells no longer hold. Nobody
 * counts them anew before the grace is over, and whoever took longer than that notes it again: so no cell is made of half a write.
 */
export async function whileMarked<Result>(parts: Marks, docs: Iterable<Dated>, write: () => Promise<Result>): Promise<Result> {
  const hours = new Map<string, Hour>();
  for (const doc of docs) {
    const hour = hourOf(doc);
    hours.set(periodId({ ...hour, level: levels.hour }), hour);
  }
  if (hours.size === 0) return write();
  const known = marksOf(parts);
  const startedAt = toMs(parts.now());
  const fresh = [...hours].filter(([id]) => (known.get(id) ?? -Infinity) - startedAt <= parts.graceMs / 2);
  const until = startedAt + parts.graceMs;
  await markHours(
    parts,
    fresh.map(([, hour]) => hour),
    until,
  );
  for (const [id] of fresh) known.set(id, until);
  const untils = [...hours.keys()].map((id) => known.get(id) ?? until);
  try {
    return await write();
  } finally {
    const now = toMs(parts.now());
    // What is refused or unanswered may have been done all the same.
    if (untils.some((one) => now >= one)) await markHours(parts, hours.values(), now + parts.graceMs);
  }
}

/** Writes Mentions of a Dataset wherever they lie: every hour that was ever noted is noted again. */
export async function whileAllMarked<Result>(parts: Marks, dataset: string, write: () => Promise<Result>): Promise<Result> {
  const mark = async (): Promise<void> => {
    const settleAfter = new Date(toMs(parts.now()) + parts.graceMs);
    const change = { $inc: { version: 1 }, $set: { open: true }, $max: { settleAfter } };
    await parts.collection<PeriodDoc>('countPeriods').updateMany({ dataset, level: levels.hour }, change);
  };
  const startedAt = toMs(parts.now());
  await mark();
  try {
    return await write();
  } finally {
    if (toMs(parts.now()) - startedAt >= parts.graceMs) await mark();
  }
}

export function hourOf({ dataset, postedAt, seenAt }: Dated): Hour {
  return { dataset, undated: postedAt === null, start: Math.floor((postedAt ?? seenAt).getTime() / hourMs) };
}

/** The fields that cells are made of. */
const counted = ['phase', 'voice', 'authorKind', 'organisation', 'statement', 'systems', 'areas'] as const;
type Counted = Dated & Pick<MentionDoc, (typeof counted)[number]>;

/** Those of a Mention before and after a change; none where nothing that is counted changes. */
export function touched(before: Counted, after: Counted): readonly Dated[] {
  const isSame =
    counted.every((field) => JSON.stringify(before[field]) === JSON.stringify(after[field])) &&
    periodId({ ...hourOf(before), level: levels.hour }) === periodId({ ...hourOf(after), level: levels.hour });
  return isSame ? [] : [before, after];
}

/** `until`, in milliseconds, is when they may be counted at the earliest. */
export async function markHours(parts: Pick<MongoParts, 'collection'>, hours: Iterable<Hour>, until: number): Promise<void> {
  const docs = [...hours].map((hour) => ({ ...hour, level: levels.hour, ends: hour.start + 1 }));
  await markPeriods(parts, docs, until);
}

export async function markPeriods(
  { collection }: Pick<MongoParts, 'collection'>,
  periods: readonly (PeriodKey & Pick<PeriodDoc, 'ends'>)[],
  until: number,
): Promise<void> {
  if (periods.length === 0) return;
  const writes = periods.map(({ dataset, undated, level, start, ends }): AnyBulkWriteOperation<PeriodDoc> => {
    const update = {
      $inc: { version: 1 },
      $set: { open: true },
      $max: { settleAfter: new Date(until) },
      $setOnInsert: { dataset, undated, level, start, ends },
    };
    return { updateOne: { filter: { _id: periodId({ dataset, undated, level, start }) }, update, upsert: true } };
  });
  await writeAll({ collection }, writes);
}

/** Of two that add a period at once, one is told that it is there, and does it again. */
async function writeAll(
  { collection }: Pick<MongoParts, 'collection'>,
  writes: AnyBulkWriteOperation<PeriodDoc>[],
): Promise<void> {
  const late = await collection<PeriodDoc>('countPeriods')
    .bulkWrite(writes, { ordered: false })
    .then(
      () => [],
      (error: unknown) => alreadyThere(error, writes),
    );
  if (late.length > 0) await writeAll({ collection }, [...late]);
}

function marksOf(parts: Marks): Map<string, number> {
  let known = standing.get(parts);
  if (known === undefined || known.size > mostKept) standing.set(parts, (known = new Map<string, number>()));
  return known;
}
