import type { Filter } from 'mongodb';
import type { StillMine } from './mongo-alone.ts';
import type { StatementKey } from './mongo-checks.ts';
import type { MongoParts } from './mongo-db.ts';
import type { MentionDoc, StatementDoc } from './mongo-docs.ts';
import { checkId } from './mongo-docs.ts';
import { moveStatement } from './mongo-move.ts';
import { isOrigin } from './relay.ts';

type First = Pick<MentionDoc, '_id' | 'wording' | 'authorKind' | 'voice' | 'relayed' | 'removedAt' | 'grouped' | 'statementRole'>;

const firstFields = {
  ...{ wording: 1, authorKind: 1, voice: 1, relayed: 1, removedAt: 1, grouped: 1, statementRole: 1 },
} as const;

/**
 * Finds who was first, names the Statement by their words, and gives roles: to the posts of `keys` alone, to those that have none where it is
 * null, or to all where who was first has changed. Copies of a body that others pass on are marked for a look at whether they are relays.
 * Who was first is written before the roles and confirmed after them: stopped in between, all get their roles the next time. Answers with the
 * Statement's name.
 */
export async function settle(
  parts: MongoParts,
  { dataset, statement }: StatementKey,
  keys: readonly number[] | null,
  stillMine: StillMine,
): Promise<string> {
  const statements = parts.collection<StatementDoc>('statements');
  const first = await firstOf(parts, { dataset, statement });
  if (first === null) return statement;
  const id = first.wording ?? statement;
  if (id !== statement) await moveStatement(parts, { dataset, statement }, id, stillMine);
  await stillMine();
  const origin = isOrigin(first);
  const _id = checkId(dataset, id);
  const known = await statements.findOne({ _id });
  const isSame = known !== null && known.settled && known.first === first._id && known.origin === origin;
  const now = { dataset, statement: id, first: first._id, origin };
  if (!isSame) await statements.updateOne({ _id }, { $set: { ...now, settled: false } }, { upsert: true });
  const some = keys === null ? { statementRole: null } : { _id: { $in: [...keys] } };
  const others: Filter<MentionDoc> = { dataset, statement: id, grouped: { $gt: 0 }, $and: [{ _id: { $ne: first._id } }] };
  const isAlone = await giveFirst(parts, { dataset, statement: id }, first);
  if (!isAlone) await giveRoles(parts, isSame ? { ...others, ...some } : others, id, origin, first.removedAt === null);
  if (!isSame) await statements.updateOne({ _id, first: first._id }, { $set: { settled: true } });
  return id;
}

/** The first by date, then platform and id, which no order of arrival changes; a post without a date is first only where none has one. */
async function firstOf({ collection }: MongoParts, { dataset, statement }: StatementKey): Promise<First | null> {
  const mentions = collection<MentionDoc>('mentions');
  const dated = mentions.find({ dataset, statement, postedAt: { $ne: null } }).sort({ postedAt: 1, platform: 1, id: 1 });
  const [first] = await dated.limit(1).project<First>(firstFields).toArray();
  if (first !== undefined) return first;
  const undated = mentions.find({ dataset, statement, postedAt: null }).sort({ platform: 1, id: 1 });
  return (await undated.limit(1).project<First>(firstFields).toArray())[0] ?? null;
}

/** `grouped` is 1 for what is to be looked at as a possible relay and 2 for what is done. */
async function giveRoles(
  { collection }: MongoParts,
  which: Filter<MentionDoc>,
  id: string,
  origin: boolean,
  mayAsk: boolean,
): Promise<void> {
  const mentions = collection<MentionDoc>('mentions');
  const askable: Filter<MentionDoc>[] = [
    { removedAt: null, relayed: true },
    ...(origin ? [{ removedAt: null, voice: 'own' as const }] : []),
  ];
  // Where the first one's words are gone there is nothing to compare a copy with: what was found stays.
  const groups: readonly (readonly [1 | 2, Filter<MentionDoc>])[] = mayAsk
    ? [
        [1, { $or: askable }],
        [2, { $nor: askable }],
      ]
    : [[2, {}]];
  for (const [grouped, asked] of groups) {
    for (const [statementRole, wording] of [
      ['copied', id],
      ['adapted', { $ne: id }],
    ] as const) {
      await mentions.updateMany({ ...which, ...asked, wording }, { $set: { grouped, statementRole }, $inc: { rev: 1 } });
    }
  }
}

/** Alone it has no role; the first of several is not a copy of anything. True where it is alone. */
async function giveFirst({ collection }: MongoParts, { dataset, statement }: StatementKey, first: First): Promise<boolean> {
  const mentions = collection<MentionDoc>('mentions');
  const other = await mentions.findOne({ dataset, statement, _id: { $ne: first._id } }, { projection: { _id: 1 } });
  const statementRole = other === null ? null : 'first';
  const grouped = first.relayed && first.removedAt === null ? 1 : 2;
  if (first.grouped > 0 && (first.statementRole !== statementRole || first.grouped !== grouped)) {
    await mentions.updateOne({ _id: first._id, grouped: { $gt: 0 } }, { $set: { statementRole, grouped }, $inc: { rev: 1 } });
  }
  return other === null;
}
