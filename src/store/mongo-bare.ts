import type { Filter } from 'mongodb';

import type { Correction, Removal } from '../core/types.ts';
import { toBare } from './bare.ts';
import type { StoreBatch } from './contract.ts';
import { changeMention, leaveStatement } from './mongo-change.ts';
import { toDate } from './mongo-dates.ts';
import type { MongoParts } from './mongo-db.ts';
import type { ChannelCore, DatasetDoc, ForgottenDoc, MentionDoc, ReviewDoc, RunDoc } from './mongo-docs.ts';
import { datesOf, readMachine, readStanding } from './mongo-mention.ts';
import { dropWording } from './mongo-wordings.ts';
import type { ForgetRequest, Retention } from './privacy.ts';

/**
 * Takes the words out of one Mention and leaves what is counted; false where they had gone before. What lies elsewhere goes first, so that
 * a second try after a crash finds the words still there and takes the rest.
 */
export async function makeBare(parts: MongoParts, key: number, removed: Removal): Promise<boolean> {
  return changeMention(parts, key, async (doc) => {
    if (doc.removedAt !== null) return null;
    await takeNotes(parts, key);
    if (doc.form !== null) await dropWording(parts, doc.form, key);
    const { post, ...rest } = toBare(readMachine(doc), removed);
    const { raw, ...body } = post;
    const dates = datesOf(post.postedAt);
    const standing = readStanding(doc);
    return {
      ...{
        body: JSON.stringify({ ...rest, post: body }),
        raw: JSON.stringify(raw),
        versions: [],
        words: [],
        said: '',
        handle: null,
      },
      ...{ hash: '', organisation: rest.organisation, channel: post.channel, ...dates, seenAt: toDate(post.seenAt) },
      review: standing === null ? null : JSON.stringify({ ...standing, correction: withoutNote(standing.correction) }),
      ...{ removedAt: toDate(removed.at), removedWhy: removed.why, form: null, grouped: 2 },
      // Its place in the Statement stays as history says, so that a copy goes on being a copy.
      ...(dates.postedAt?.getTime() === doc.postedAt?.getTime() ? {} : leaveStatement(doc)),
    };
  });
}

/** A note may quote what the post said; what the person decided goes on counting. */
async function takeNotes({ collection }: MongoParts, mention: number): Promise<void> {
  const reviews = collection<ReviewDoc>('reviews');
  for await (const { _id, correction } of reviews.find({ mention })) {
    const said = JSON.parse(correction) as Correction | null;
    if (said?.note === undefined) continue;
    await reviews.updateOne({ _id }, { $set: { correction: JSON.stringify(withoutNote(said)) } });
  }
}

function withoutNote({ note: _note, ...correction }: Correction): Correction {
  return correction;
}

/** Removals come from a Channel and stay within its Dataset; without one they hold everywhere. */
export async function removePosts(parts: MongoParts, { removed, channel }: StoreBatch): Promise<number> {
  if (removed.length === 0) return 0;
  const home = channel === null ? null : await parts.collection<ChannelCore>('channels').findOne({ _id: channel });
  let count = 0;
  for (const { platform, id, at } of removed) {
    const within = home === null ? { platform, id } : { platform, id, dataset: home.dataset };
    for (const key of await keysOf(parts, within)) if (await makeBare(parts, key, { why: 'deleted', at })) count += 1;
  }
  return count;
}

const chunk = 500;

/** Words in chunks, so that memory stays flat, and Runs at once. Invented posts are nobody's words and stay. */
export async function retain(parts: MongoParts, { people, organisations, runs, at }: Retention): Promise<number> {
  const invented = await parts.collection<DatasetDoc>('datasets').find({ invented: true }).toArray();
  const real = { $nin: invented.map(({ _id }) => _id) };
  let count = 0;
  for (const [isPrivate, before] of [
    [true, people],
    [false, organisations],
  ] as const) {
    for (;;) {
      const due = { private: isPrivate, seenAt: { $lt: toDate(before) }, removedAt: null, dataset: real };
      const keys = await keysOf(parts, due, chunk);
      count += await makeAllBare(parts, keys, { why: 'retention', at });
      if (keys.length < chunk) break;
    }
  }
  await parts.collection<RunDoc>('runs').deleteMany({ startedAt: { $lt: toDate(runs) } });
  return count;
}

/** Posts that are worked on at the same time: each is a few round trips. */
const atOnce = 8;

async function makeAllBare(parts: MongoParts, keys: readonly number[], removed: Removal): Promise<number> {
  let count = 0;
  for (let from = 0; from < keys.length; from += atOnce) {
    const some = await Promise.all(keys.slice(from, from + atOnce).map((key) => makeBare(parts, key, removed)));
    count += some.filter(Boolean).length;
  }
  return count;
}

/** Whoever asked is noted first: from then on nothing of theirs comes in. */
export async function forget(parts: MongoParts, { at, people, posts }: ForgetRequest): Promise<number> {
  const forgotten = parts.collection<ForgottenDoc>('forgotten');
  for (const _id of people) await forgotten.updateOne({ _id }, { $setOnInsert: { at: toDate(at) } }, { upsert: true });
  const theirs = people.length === 0 ? [] : await keysOf(parts, { handle: { $in: [...people] }, removedAt: null });
  const keys = new Set(theirs);
  for (const { platform, id } of posts) for (const key of await keysOf(parts, { platform, id })) keys.add(key);
  let count = 0;
  for (const key of keys) if (await makeBare(parts, key, { why: 'request', at })) count += 1;
  return count;
}

async function keysOf({ collection }: MongoParts, filter: Filter<MentionDoc>, limit = 0): Promise<readonly number[]> {
  const found = await collection<MentionDoc>('mentions')
    .find(filter, { projection: { _id: 1 }, limit })
    .toArray();
  return found.map(({ _id }) => _id);
}
