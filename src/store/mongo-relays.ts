import type { MongoParts } from './mongo-db.ts';
import type { MentionDoc, StatementDoc } from './mongo-docs.ts';
import { checkId } from './mongo-docs.ts';
import { touched, whileMarked } from './mongo-marks.ts';
import { readMachine } from './mongo-mention.ts';
import { voiceOf } from './relay.ts';
import type { CheckedCopy, UncheckedCopy } from './statements.ts';

type Copy = Pick<MentionDoc, '_id' | 'hash' | 'dataset' | 'statement' | 'postedAt' | 'body'>;
type First = Pick<MentionDoc, '_id' | 'postedAt' | 'body' | 'removedAt'>;

const copyFields = { hash: 1, dataset: 1, statement: 1, postedAt: 1, body: 1 } as const;
const firstFields = { postedAt: 1, body: 1, removedAt: 1 } as const;

/** Copies that wait, each with the first post of its Statement; those whose first has no words any more are passed over. */
export async function uncheckedCopies({ collection }: MongoParts, limit: number): Promise<readonly UncheckedCopy[]> {
  const mentions = collection<MentionDoc>('mentions');
  const found: UncheckedCopy[] = [];
  for (let after = -1; found.length < limit; ) {
    const which = { grouped: 1, removedAt: null, wording: { $ne: null }, _id: { $gt: after } } as const;
    const copies = await mentions.find(which).sort({ _id: 1 }).limit(limit).project<Copy>(copyFields).toArray();
    const homes = [...new Set(copies.map(({ dataset, statement }) => checkId(dataset, statement ?? '')))];
    const statements = await collection<StatementDoc>('statements')
      .find({ _id: { $in: homes } })
      .toArray();
    const byId = new Map(statements.map((statement) => [statement._id, statement]));
    const keys = statements.map(({ first }) => first);
    const firsts = await mentions
      .find({ _id: { $in: keys } })
      .project<First>(firstFields)
      .toArray();
    const byKey = new Map(firsts.map((first) => [first._id, first]));
    for (const copy of copies) {
      const home = byId.get(checkId(copy.dataset, copy.statement ?? ''));
      const first = byKey.get(home?.first ?? -1);
      if (home !== undefined && first?.removedAt === null) found.push(toUnchecked(copy, home, first));
    }
    if (copies.length < limit) break;
    after = copies.at(-1)?._id ?? after;
  }
  return found.slice(0, limit);
}

function toUnchecked(copy: Copy, { origin }: StatementDoc, first: First): UncheckedCopy {
  const isLater = copy.postedAt !== null && first.postedAt !== null && copy.postedAt > first.postedAt;
  return {
    ...{ key: copy._id, hash: copy.hash, ...readAuthor(copy) },
    mayBeRelay: origin && isLater && copy._id !== first._id,
    first: { key: first._id, ...readAuthor(first) },
  };
}

function readAuthor(doc: Pick<MentionDoc, 'body'>): Pick<UncheckedCopy, 'text' | 'author' | 'organisation'> {
  const { post, organisation } = readMachine(doc);
  return { text: post.text, author: post.author, organisation };
}

/**
 * Nothing is written where the post or who was first has changed meanwhile. The post is read before its Statement and written as it was read:
 * whoever changes who was first writes that before they write the posts, so one of the two is seen.
 */
export async function saveRelays(parts: MongoParts, copies: readonly CheckedCopy[]): Promise<void> {
  const { collection } = parts;
  const mentions = collection<MentionDoc>('mentions');
  for (const { key, hash, first, relayed } of copies) {
    const doc = await mentions.findOne({ _id: key });
    if (doc === null || doc.hash !== hash || doc.grouped !== 1) continue;
    const home = await collection<StatementDoc>('statements').findOne({ _id: checkId(doc.dataset, doc.statement ?? '') });
    if (home?.first !== first) continue;
    const voice = voiceOf(doc, relayed, doc.voiceReviewed);
    await whileMarked(parts, touched(doc, { ...doc, voice }), () =>
      mentions.updateOne({ _id: key, rev: doc.rev }, { $set: { relayed, voice, grouped: 2 }, $inc: { rev: 1 } }),
    );
  }
}
