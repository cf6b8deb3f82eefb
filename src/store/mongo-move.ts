import type { Collection } from 'mongodb';
import type { StillMine } from './mongo-alone.ts';
import type { StatementKey } from './mongo-checks.ts';
import { askCheck, noteTask } from './mongo-checks.ts';
import type { MongoParts } from './mongo-db.ts';
import type { MentionDoc, StatementCheckDoc, StatementDoc, WordingDoc } from './mongo-docs.ts';
import { checkId } from './mongo-docs.ts';
import type { Dated } from './mongo-marks.ts';
import { datedFields, whileMarked } from './mongo-marks.ts';

/**
 * Moves everything of one Statement into another of its Dataset. What is to be moved where is written first and struck out last, so that
 * whoever comes after a crash moves the rest; the Statement that gains stays marked to be put in order, which the caller does.
 */
export async function moveStatement(parts: MongoParts, from: StatementKey, into: string, stillMine: StillMine): Promise<void> {
  await noteTask(parts, { ...from, statement: into });
  await noteTask(parts, from, { into });
  await finishMove(parts, from, into, stillMine);
}

/** Posts before wordings: as long as a wording has its old Statement, its posts may still be found there. */
async function finishMove(
  parts: MongoParts,
  { dataset, statement }: StatementKey,
  into: string,
  stillMine: StillMine,
): Promise<void> {
  const checks = parts.collection<StatementCheckDoc>('statementChecks');
  await stillMine();
  const roleless = { $set: { statement: into, statementRole: null }, $inc: { rev: 1 } };
  await restate(parts, { dataset, statement }, (mentions) => mentions.updateMany({ dataset, statement }, roleless));
  await stillMine();
  await parts.collection<WordingDoc>('wordings').updateMany({ dataset, statement }, { $set: { statement: into } });
  const _id = checkId(dataset, statement);
  await parts.collection<StatementDoc>('statements').deleteOne({ _id });
  // A post that left it a moment ago may have been the bridge to what it joins now, and its words have moved along.
  const asked = (await checks.findOne({ _id }))?.asked ?? 0;
  const wasLeft = await parts
    .collection<MentionDoc>('mentions')
    .findOne({ dataset, left: statement }, { projection: { _id: 1 } });
  if (asked > 0 || wasLeft !== null) await askCheck(parts, { dataset, statement: into });
  await checks.deleteOne({ _id });
}

/** Gives posts of a Statement, or those of one wording of it, another. One that joins it meanwhile was noted by whoever let it join, a moment ago. */
export async function restate(
  parts: MongoParts,
  which: StatementKey & Partial<Pick<MentionDoc, 'wording'>>,
  write: (mentions: Collection<MentionDoc>) => Promise<unknown>,
): Promise<void> {
  const mentions = parts.collection<MentionDoc>('mentions');
  const docs = await mentions.find(which).project<Dated>(datedFields).toArray();
  await whileMarked(parts, docs, () => write(mentions));
}

/** Moves that somebody began and did not finish. */
export async function finishMoves(parts: MongoParts, stillMine: StillMine): Promise<void> {
  const begun = parts.collection<StatementCheckDoc>('statementChecks').find({ into: { $gt: '' } });
  for (const { dataset, statement, into } of await begun.toArray()) {
    if (into !== undefined) await finishMove(parts, { dataset, statement }, into, stillMine);
  }
}
