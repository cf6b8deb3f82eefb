import { toMs } from '../core/time.ts';
import { levels } from './count-cells.ts';
import type { MongoParts } from './mongo-db.ts';
import type { MentionDoc } from './mongo-docs.ts';
import type { Dated } from './mongo-marks.ts';
import { datedFields, hourOf, markHours } from './mongo-marks.ts';
import { addOnce } from './mongo-once.ts';
import { periodId } from './mongo-periods.ts';

/** How far an older store's Mentions have been looked through for the hours they lie in. */
interface BuildDoc {
  readonly _id: string;
  /** Key of the last one. */
  readonly builtTo: number;
  readonly done: boolean;
}

const _id = 'counts';

/** Part of the migration: a store that holds nothing yet has nothing to be looked through. */
export async function beginBuild({ collection }: Pick<MongoParts, 'collection'>): Promise<void> {
  const first = await collection<MentionDoc>('mentions').findOne({}, { projection: { _id: 1 } });
  await addOnce(collection<BuildDoc>('meta'), { _id, builtTo: -1, done: first === null });
}

/** Asks whether all that is not noted as open is in the cells; once that is so, it stays so. */
export function isCounted({ collection }: Pick<MongoParts, 'collection'>): () => Promise<boolean> {
  let done = false;
  return async () => (done ||= (await collection<BuildDoc>('meta').findOne({ _id }))?.done === true);
}

export async function leftToBuild({ collection }: Pick<MongoParts, 'collection'>): Promise<number> {
  const state = await collection<BuildDoc>('meta').findOne({ _id });
  if (state?.done === true) return 0;
  return collection<MentionDoc>('mentions').countDocuments({ _id: { $gt: state?.builtTo ?? -1 } });
}

const atOnce = 2000;

/** Opens the hours of some of them, so that they are counted as any others are; false when none is left. By key, so that it can be gone on with. */
export async function buildSome(parts: Pick<MongoParts, 'collection' | 'now'>): Promise<boolean> {
  const meta = parts.collection<BuildDoc>('meta');
  const state = await meta.findOne({ _id });
  if (state?.done === true) return false;
  const rows = await parts
    .collection<MentionDoc>('mentions')
    .find({ _id: { $gt: state?.builtTo ?? -1 } })
    .sort({ _id: 1 })
    .limit(atOnce)
    .project<Dated & Pick<MentionDoc, '_id'>>(datedFields)
    .toArray();
  const hours = rows.map((row) => hourOf(row));
  const distinct = new Map(hours.map((hour) => [periodId({ ...hour, level: levels.hour }), hour]));
  await markHours(parts, distinct.values(), toMs(parts.now()));
  const last = rows.at(-1)?._id;
  const next = last === undefined || rows.length < atOnce ? { $set: { done: true } } : { $max: { builtTo: last } };
  await meta.updateOne({ _id }, next, { upsert: true });
  return true;
}
