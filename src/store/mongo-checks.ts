import type { MongoParts } from './mongo-db.ts';
import type { MentionDoc, StatementCheckDoc } from './mongo-docs.ts';
import { checkId } from './mongo-docs.ts';
import type { IndexPlan } from './mongo-indexes.ts';

/** A Statement of one Dataset. */
export interface StatementKey {
  readonly dataset: string;
  readonly statement: string;
}

export const checkIndexes: readonly IndexPlan[] = [
  { collection: 'mentions', key: { left: 1 } },
  { collection: 'statementChecks', key: { dataset: 1 } },
];

/**
 * Asks that a Statement be put in order because a post of it goes: before that, since a crash may interrupt it, and after it, since somebody
 * may have put it in order in between.
 */
export async function askCheck(parts: Pick<MongoParts, 'collection'>, key: StatementKey): Promise<void> {
  await writeCheck(parts, key, {}, 1);
}

/** Notes what is about to be done to a Statement, for whoever comes after a crash. */
export async function noteTask(
  parts: Pick<MongoParts, 'collection'>,
  key: StatementKey,
  task: Pick<StatementCheckDoc, 'into' | 'split'> = {},
): Promise<void> {
  await writeCheck(parts, key, { begun: true, ...task }, 0);
}

async function writeCheck(
  { collection }: Pick<MongoParts, 'collection'>,
  { dataset, statement }: StatementKey,
  task: Pick<StatementCheckDoc, 'begun' | 'into' | 'split'>,
  asked: 0 | 1,
): Promise<void> {
  const change = { $set: { dataset, statement, ...task }, $inc: { asked } };
  await collection<StatementCheckDoc>('statementChecks').updateOne({ _id: checkId(dataset, statement) }, change, {
    upsert: true,
  });
}

/** Strikes it out, unless it was asked for more often than that. */
export async function strikeOut({ collection }: Pick<MongoParts, 'collection'>, key: StatementKey, asked: number): Promise<void> {
  const _id = checkId(key.dataset, key.statement);
  await collection<StatementCheckDoc>('statementChecks').deleteOne({ _id, asked });
}

const leaversAtOnce = 200;

/** Makes checks of what posts that changed their words have left behind; true where there may be more. */
export async function collectLeft(parts: Pick<MongoParts, 'collection'>): Promise<boolean> {
  const mentions = parts.collection<MentionDoc>('mentions');
  const leavers = await mentions
    .find({ left: { $gt: '' } })
    .limit(leaversAtOnce)
    .project<Pick<MentionDoc, '_id' | 'rev' | 'dataset' | 'left'>>({ rev: 1, dataset: 1, left: 1 })
    .toArray();
  for (const { _id, rev, dataset, left = [] } of leavers) {
    for (const statement of left) await askCheck(parts, { dataset, statement });
    await mentions.updateOne({ _id, rev }, { $unset: { left: 1 }, $inc: { rev: 1 } });
  }
  return leavers.length === leaversAtOnce;
}
