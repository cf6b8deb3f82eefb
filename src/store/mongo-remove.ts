import { askCheck } from './mongo-checks.ts';
import type { MongoParts } from './mongo-db.ts';
import type { MentionDoc, ReviewDoc } from './mongo-docs.ts';
import { datedFields, whileMarked } from './mongo-marks.ts';

/**
 * Removes a Mention with everything that was said of it, the Mention itself last, so that a second try after a crash finds the rest. Its
 * Statement is asked to be put in order before and after: before, should this be cut short, and after, should somebody have done so too soon.
 */
export async function removeMention(parts: MongoParts, key: number): Promise<boolean> {
  const { collection } = parts;
  const mentions = collection<MentionDoc>('mentions');
  const doc = await mentions.findOne({ _id: key }, { projection: { ...datedFields, statement: 1, left: 1, form: 1 } });
  if (doc === null) return false;
  const { dataset, statement, left = [] } = doc;
  const touched = [...new Set([...left, ...(statement === null ? [] : [statement])])];
  for (const one of touched) await askCheck(parts, { dataset, statement: one });
  await collection<ReviewDoc>('reviews').deleteMany({ mention: key });
  const { deletedCount } = await whileMarked(parts, [doc], () => mentions.deleteOne({ _id: key }));
  for (const one of touched) await askCheck(parts, { dataset, statement: one });
  return deletedCount > 0;
}
