import type { AnyBulkWriteOperation } from 'mongodb';
import type { StillMine } from './mongo-alone.ts';
import type { StatementKey } from './mongo-checks.ts';
import { noteTask, strikeOut } from './mongo-checks.ts';
import type { MongoParts } from './mongo-db.ts';
import type { MentionDoc, WordingDoc } from './mongo-docs.ts';
import { checkId } from './mongo-docs.ts';
import type { Dated } from './mongo-marks.ts';
import { datedFields, whileMarked } from './mongo-marks.ts';
import { finishMoves, moveStatement } from './mongo-move.ts';
import { settle } from './mongo-settle.ts';
import type { Grouping } from './statements.ts';

/**
 * Merges what is near, gives each post its Statement, then settles every Statement that gained a post. In this order: what merges; that the
 * wordings have been compared, which their pairs must not come after; what is to be settled, as checks; the posts; the settling; the
 * checks are struck out. Stopped before the posts, they wait and come again; stopped after them, the checks are found.
 */
export async function groupPosts(parts: MongoParts, { posts, pairs, compared }: Grouping, stillMine: StillMine): Promise<void> {
  const wordings = parts.collection<WordingDoc>('wordings');
  const mentions = parts.collection<MentionDoc>('mentions');
  await finishMoves(parts, stillMine);
  const merged = new Map<string, StatementKey>();
  for (const [one, other] of pairs) {
    const into = await merge(parts, one, other, stillMine);
    if (into !== null) merged.set(checkId(into.dataset, into.statement), into);
  }
  await wordings.updateMany({ _id: { $in: [...compared] } }, { $set: { compared: true } });

  const homes = new Map<string, { readonly home: StatementKey; readonly keys: number[] }>();
  const moves: AnyBulkWriteOperation<MentionDoc>[] = [];
  const moved: Dated[] = [];
  for (const { post, home } of await findHomes(parts, posts)) {
    const id = checkId(home.dataset, home.statement);
    homes.set(id, { home, keys: [...(homes.get(id)?.keys ?? []), post._id] });
    const change = { $set: { statement: home.statement, statementRole: null, grouped: 1 as const }, $inc: { rev: 1 } };
    if (post.statement !== home.statement) moved.push(post);
    moves.push({ updateOne: { filter: { _id: post._id, hash: post.hash, form: post.form, grouped: 0 }, update: change } });
  }
  for (const { home } of homes.values()) await noteTask(parts, home);
  await stillMine();
  if (moves.length > 0) await whileMarked(parts, moved, () => mentions.bulkWrite(moves, { ordered: false }));

  for (const [id, home] of merged) if (!homes.has(id)) await settleOne(parts, home, null, stillMine);
  const rest = [...homes].map(([id, { home, keys }]) => ({ home, keys: merged.has(id) ? null : keys }));
  for (let from = 0; from < rest.length; from += atOnce) {
    await Promise.all(rest.slice(from, from + atOnce).map(({ home, keys }) => settleOne(parts, home, keys, stillMine)));
  }
}

/** Of all that is to be settled as many at a time: each is a few short questions. */
const atOnce = 8;

/** Puts it in order and strikes out what was noted of that, unless somebody asked for more than this. */
async function settleOne(
  parts: MongoParts,
  home: StatementKey,
  keys: readonly number[] | null,
  stillMine: StillMine,
): Promise<void> {
  const statement = await settle(parts, home, keys, stillMine);
  await strikeOut(parts, home, 0);
  if (statement !== home.statement) await strikeOut(parts, { ...home, statement }, 0);
}

/** Moves everything of one Statement into the other, which is the one that was first; null where they are one already. */
async function merge(parts: MongoParts, one: number, other: number, stillMine: StillMine): Promise<StatementKey | null> {
  const wordings = parts.collection<WordingDoc>('wordings');
  const [left, right] = await Promise.all([one, other].map((_id) => wordings.findOne({ _id })));
  if (!left || !right || left.dataset !== right.dataset || left.statement === right.statement) return null;
  const [into, from] = (await isLarger(parts, left, right)) ? [left, right] : [right, left];
  const { dataset, statement } = into;
  await moveStatement(parts, { dataset, statement: from.statement }, statement, stillMine);
  return { dataset, statement };
}

/** The smaller one moves, so that a Statement of thousands is not written again for each newcomer; its id is settled afterwards. */
async function isLarger({ collection }: MongoParts, left: WordingDoc, right: WordingDoc): Promise<boolean> {
  const mentions = collection<MentionDoc>('mentions');
  const counts = [left, right].map(({ dataset, statement }) => mentions.countDocuments({ dataset, statement }, { limit: 1000 }));
  const [one, two] = await Promise.all(counts);
  return (one ?? 0) >= (two ?? 0);
}

type Waiting = Dated & Pick<MentionDoc, '_id' | 'hash' | 'form' | 'statement'>;

/** Of the posts that still say what they said and wait, each with the Statement its wording belongs to. */
async function findHomes(
  { collection }: MongoParts,
  posts: Grouping['posts'],
): Promise<readonly { readonly post: Waiting; readonly home: StatementKey }[]> {
  const hashes = new Map(posts.map(({ key, hash }) => [key, hash]));
  const waiting = await collection<MentionDoc>('mentions')
    .find({ _id: { $in: [...hashes.keys()] }, grouped: 0, form: { $ne: null } })
    .project<Waiting>({ ...datedFields, hash: 1, form: 1, statement: 1 })
    .toArray();
  const current = waiting.filter(({ _id, hash }) => hashes.get(_id) === hash);
  const forms = [...new Set(current.flatMap(({ form }) => form ?? []))];
  const homes = new Map<number | null, StatementKey>();
  for await (const { _id, dataset, statement } of collection<WordingDoc>('wordings').find({ _id: { $in: forms } })) {
    homes.set(_id, { dataset, statement });
  }
  return current.flatMap((post) => {
    const home = homes.get(post.form);
    return home === undefined ? [] : [{ post, home }];
  });
}
