import type { Filter } from 'mongodb';
import { pickCandidates, rankOf } from './candidates.ts';
import { findShared, listWordings, unlistWordings } from './mongo-bands.ts';
import type { MongoParts } from './mongo-db.ts';
import type { MentionDoc, WordingDoc } from './mongo-docs.ts';
import type { IndexPlan } from './mongo-indexes.ts';
import type { Dated } from './mongo-marks.ts';
import { datedFields, whileMarked } from './mongo-marks.ts';
import { readMachine } from './mongo-mention.ts';
import { addNew } from './mongo-once.ts';
import type { FiledPost, FiledWording, UngroupedPost } from './statements.ts';

export const wordingIndexes: readonly IndexPlan[] = [
  { collection: 'mentions', key: { grouped: 1, _id: 1 } },
  { collection: 'mentions', key: { form: 1, _id: 1 } },
  { collection: 'wordings', key: { dataset: 1, form: 1 }, unique: true },
  { collection: 'wordings', key: { dataset: 1, signature: 1 } },
  { collection: 'wordings', key: { dataset: 1, statement: 1 } },
];

/** Posts that wait, oldest key first. */
export async function findUngrouped({ collection }: MongoParts, limit: number): Promise<readonly UngroupedPost[]> {
  const found = await collection<MentionDoc>('mentions')
    .find({ grouped: 0, wording: { $ne: null } })
    .sort({ _id: 1 })
    .limit(limit)
    .project<Pick<MentionDoc, '_id' | 'hash' | 'body'>>({ hash: 1, body: 1 })
    .toArray();
  return found.map(({ _id, hash, body }) => ({ key: _id, hash, text: readMachine({ body }).post.text }));
}

type Stored = Dated & Pick<MentionDoc, '_id' | 'rev' | 'hash' | 'wording' | 'statement' | 'form' | 'left'>;
type Signed = FiledPost & { readonly signature: string };

/**
 * All are filed before candidates are looked for, so that posts of one batch, and of two processes, find each other. Wordings are added
 * first, then listed under their bands, and only then do posts point at them: stopped in between, the posts still wait, and filing them
 * again finds what is there and does the rest.
 */
export async function fileWordings(parts: MongoParts, posts: readonly FiledPost[]): Promise<readonly FiledWording[]> {
  const mentions = parts.collection<MentionDoc>('mentions');
  const stored = new Map<number, Stored>();
  for await (const doc of mentions.find({ _id: { $in: posts.map(({ key }) => key) } }).project<Stored>(storedFields)) {
    stored.set(doc._id, doc);
  }
  const filed: FiledWording[] = [];
  const current = posts.flatMap((post) => {
    const doc = stored.get(post.key);
    return doc === undefined || doc.hash !== post.hash ? [] : [{ post, doc }];
  });
  const moves = current.flatMap(({ post, doc }) => (post.signature === null ? [point(doc, null, null)] : []));
  for (const [dataset, group] of Map.groupBy(current, ({ doc }) => doc.dataset)) {
    const signed = group.flatMap(({ post, doc }) => (isSigned(post) ? [{ post, doc }] : []));
    const wordings = await addWordings(
      parts,
      dataset,
      signed.map(({ post }) => post),
    );
    for (const { post, doc } of signed) {
      const wording = wordings.get(post.form);
      if (wording !== undefined) moves.push(point(doc, post.signature, wording._id));
    }
    filed.push(
      ...(await compareWith(
        parts,
        [...wordings.values()].filter(({ compared }) => !compared),
      )),
    );
  }
  const changed = moves.flatMap((move) => move ?? []);
  const restated = current.flatMap(({ post, doc }) => (post.signature === doc.wording ? [] : [doc]));
  if (changed.length > 0) await whileMarked(parts, restated, () => mentions.bulkWrite(changed, { ordered: false }));
  return filed;
}

const storedFields = { ...datedFields, rev: 1, hash: 1, wording: 1, statement: 1, form: 1, left: 1 } as const;

function isSigned(post: FiledPost): post is Signed {
  return post.signature !== null;
}

/** A post's wording and form, if they are others than it has; the Statement that it leaves is looked at again. */
function point(doc: Stored, wording: string | null, form: number | null) {
  const { _id, rev, statement, left = [] } = doc;
  if (doc.wording === wording && doc.form === form) return null;
  const leaves = statement !== null && (doc.form !== null || doc.wording !== wording) && !left.includes(statement);
  const alone = { wording, statement: wording, statementRole: null, relayed: false };
  const set = { form, ...(doc.wording !== wording && alone), ...(leaves && { left: [...left, statement] }) };
  return { updateOne: { filter: { _id, rev }, update: { $set: set, $inc: { rev: 1 } } } };
}

/** The wordings of these posts by their forms, those that were not known added. */
async function addWordings(
  { collection, nextKeys }: MongoParts,
  dataset: string,
  posts: readonly Signed[],
): Promise<ReadonlyMap<string, WordingDoc>> {
  const wordings = collection<WordingDoc>('wordings');
  const byForm = new Map(posts.map((post) => [post.form, post]));
  const find = async (): Promise<ReadonlyMap<string, WordingDoc>> => {
    const found = await wordings.find({ dataset, form: { $in: [...byForm.keys()] } }).toArray();
    return new Map(found.map((wording) => [wording.form, wording]));
  };
  const known = await find();
  const missing = [...byForm.values()].filter(({ form }) => !known.has(form));
  if (missing.length === 0) return known;
  const homes = await findHomes({ dataset, signature: { $in: missing.map(({ signature }) => signature) } }, wordings);
  const first = await nextKeys('wordings', missing.length);
  const added = missing.map(({ form, signature, bands }, index) => ({
    ...{ _id: first + index, dataset, form, rank: rankOf(form), signature },
    ...{ statement: homes.get(signature) ?? signature, bands, compared: false },
  }));
  await addNew(wordings, added);
  return find();
}

/** The Statement that the same words, their sentences ending otherwise, belong to already. */
async function findHomes(
  which: Filter<WordingDoc>,
  wordings: ReturnType<typeof wordingsOf>,
): Promise<ReadonlyMap<string, string>> {
  const found = await wordings.find(which).toArray();
  return new Map(found.map(({ signature, statement }) => [signature, statement]));
}

function wordingsOf({ collection }: MongoParts) {
  return collection<WordingDoc>('wordings');
}

async function compareWith(parts: MongoParts, open: readonly WordingDoc[]): Promise<readonly FiledWording[]> {
  await listWordings(parts, open);
  const shared = await findShared(parts, open);
  const asked = new Set([...shared.flatMap((counts) => [...counts.keys()]), ...open.map(({ _id }) => _id)]);
  const about = new Map<number, { readonly statement: string; readonly size: number }>();
  for await (const { _id, statement, bands } of wordingsOf(parts).find({ _id: { $in: [...asked] } })) {
    about.set(_id, { statement, size: bands.length });
  }
  return open.map(({ _id, dataset, form, statement, bands }, index) => ({
    ...{ wording: _id, dataset, form, statement: about.get(_id)?.statement ?? statement },
    candidates: pickCandidates(bands.length, shared[index] ?? new Map(), (other) => about.get(other)),
  }));
}

/** A text of each; any post of a wording will do, since all that is compared follows from its form. */
export async function wordingTexts(
  { collection }: MongoParts,
  wordings: readonly number[],
): Promise<readonly (readonly [number, string])[]> {
  const mentions = collection<MentionDoc>('mentions');
  const posts = new Map<number, number>();
  const having = mentions.find({ form: { $in: [...wordings] } }).project<{ _id: number; form: number }>({ form: 1 });
  for await (const { _id, form } of having) posts.set(form, Math.min(_id, posts.get(form) ?? _id));
  const found = mentions
    .find({ _id: { $in: [...posts.values()] } })
    .project<Pick<MentionDoc, 'form' | 'body'>>({ form: 1, body: 1 });
  return (await found.toArray()).map(({ form, body }) => [Number(form), readMachine({ body }).post.text] as const);
}

/** Forgets a wording unless another post than that one has it. What lists it is only looked up, so it goes after it. */
export async function dropWording(parts: Pick<MongoParts, 'collection'>, form: number, post: number): Promise<void> {
  const mentions = parts.collection<MentionDoc>('mentions');
  if ((await mentions.findOne({ form, _id: { $ne: post } }, { projection: { _id: 1 } })) !== null) return;
  await dropWordings(parts, [form]);
}

export async function dropWordings({ collection }: Pick<MongoParts, 'collection'>, keys: readonly number[]): Promise<void> {
  const wordings = collection<WordingDoc>('wordings');
  const gone = await wordings.find({ _id: { $in: [...keys] } }).toArray();
  await wordings.deleteMany({ _id: { $in: [...keys] } });
  await unlistWordings({ collection }, gone);
}
