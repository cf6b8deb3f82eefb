import type { StillMine } from './mongo-alone.ts';
import type { StatementKey } from './mongo-checks.ts';
import { collectLeft, noteTask, strikeOut } from './mongo-checks.ts';
import type { MongoParts } from './mongo-db.ts';
import type { MentionDoc, StatementCheckDoc, StatementDoc, WordingDoc } from './mongo-docs.ts';
import { checkId } from './mongo-docs.ts';
import { finishMoves, restate } from './mongo-move.ts';
import { settle } from './mongo-settle.ts';
import { dropWordings } from './mongo-wordings.ts';

/** Whether removals and edits, or a process that died, have left anything to be put in order. */
export async function isUntidy({ collection }: MongoParts): Promise<boolean> {
  const one = { projection: { _id: 1 } } as const;
  if ((await collection<StatementCheckDoc>('statementChecks').findOne({}, one)) !== null) return true;
  return (await collection<MentionDoc>('mentions').findOne({ left: { $gt: '' } }, one)) !== null;
}

const checksAtOnce = 200;

/** Puts in order what they left behind, one Statement after the other, each struck out when it is done. */
export async function settleChecks(parts: MongoParts, stillMine: StillMine): Promise<void> {
  const checks = parts.collection<StatementCheckDoc>('statementChecks');
  for (;;) {
    const more = await collectLeft(parts);
    await finishMoves(parts, stillMine);
    const waiting = await checks.find().limit(checksAtOnce).toArray();
    if (waiting.length === 0 && !more) return;
    for (const check of waiting) {
      await stillMine();
      const statement = await putInOrder(parts, check, stillMine);
      await strikeOut(parts, check, check.asked);
      if (statement !== check.statement) await strikeOut(parts, { ...check, statement }, 0);
    }
  }
}

/** That it is to be split is noted before the wording goes that says so. */
async function putInOrder(parts: MongoParts, check: StatementCheckDoc, stillMine: StillMine): Promise<string> {
  const unused = await findUnused(parts, check);
  const splits = check.split === true || (unused.length > 0 && (await hasWords(parts, check)));
  if (splits) await noteTask(parts, check, { split: true });
  await dropWordings(parts, unused);
  if (!splits) return settle(parts, check, check.begun === true ? null : [], stillMine);
  await split(parts, check);
  return check.statement;
}

/** Wordings that no post has any more. */
async function findUnused({ collection }: MongoParts, { dataset, statement }: StatementKey): Promise<readonly number[]> {
  const wordings = await collection<WordingDoc>('wordings')
    .find({ dataset, statement }, { projection: { _id: 1 } })
    .toArray();
  const keys = wordings.map(({ _id }) => _id);
  const used = new Set(await collection<MentionDoc>('mentions').distinct('form', { form: { $in: keys } }));
  return keys.filter((key) => !used.has(key));
}

/** False where the words of the first one are gone: a copy of them could not be told from anything else any more. */
async function hasWords({ collection }: MongoParts, { dataset, statement }: StatementKey): Promise<boolean> {
  const known = await collection<StatementDoc>('statements').findOne({ _id: checkId(dataset, statement) });
  if (known === null) return true;
  const first = await collection<MentionDoc>('mentions').findOne({ _id: known.first }, { projection: { removedAt: 1 } });
  return first === null || first.removedAt === null;
}

/** The wording that is gone may have been the bridge between the rest, so the rest is compared anew. Once more from any point does no harm. */
async function split(parts: MongoParts, { dataset, statement }: StatementKey): Promise<void> {
  const { collection } = parts;
  const wordings = collection<WordingDoc>('wordings');
  const mentions = collection<MentionDoc>('mentions');
  await wordings.updateMany({ dataset, statement }, { $set: { compared: false } });
  for (const signature of await wordings.distinct('signature', { dataset, statement })) {
    await wordings.updateMany({ dataset, statement, signature }, { $set: { statement: signature } });
  }
  const alone = { statementRole: null } as const;
  for (const wording of await mentions.distinct('wording', { dataset, statement })) {
    const which = { dataset, statement, wording };
    const change = { $inc: { rev: 1 } };
    const become = (grouped: MentionDoc['grouped']) => ({ ...change, $set: { ...alone, statement: wording, grouped } });
    await restate(parts, which, async () => {
      await mentions.updateMany({ ...which, removedAt: null }, become(0));
      await mentions.updateMany({ ...which, removedAt: { $ne: null } }, become(2));
    });
  }
  await collection<StatementDoc>('statements').deleteOne({ _id: checkId(dataset, statement) });
}
