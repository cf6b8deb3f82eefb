import { StoreError } from '../core/errors.ts';
import type { Correction, Json, Review } from '../core/types.ts';
import type { MentionKey } from './mentions.ts';
import { changeMention, rewrite } from './mongo-change.ts';
import { toDate, toInstant } from './mongo-dates.ts';
import type { MongoParts } from './mongo-db.ts';
import type { MentionDoc, ReviewDoc } from './mongo-docs.ts';
import { readMachine } from './mongo-mention.ts';
import type { Said } from './review.ts';
import { saysNew, writeCorrection } from './review.ts';
import type { ReviewStore } from './reviews.ts';

export function mongoReviews(parts: MongoParts): ReviewStore {
  const reviews = parts.collection<ReviewDoc>('reviews');
  return {
    saveReviews: async (given) => {
      given.forEach(check);
      const tally = { saved: 0, unchanged: 0, missing: [] as MentionKey[] };
      for (const review of given) {
        const outcome = await saveReview(parts, review);
        if (outcome !== 'missing') tally[outcome] += 1;
        else tally.missing.push({ platform: review.platform, id: review.id, dataset: review.dataset });
      }
      return tally;
    },
    reviews: async ({ dataset, of, limit }) => {
      const filter = of === undefined ? { dataset } : { platform: of.platform, id: of.id, dataset };
      const rows = await reviews.find(filter).sort({ reviewedAt: -1, _id: -1 }).limit(limit).toArray();
      return rows.map(({ platform, id, ...row }) => ({ platform, id, dataset, ...readSaid(row) }));
    },
  };
}

/** All are looked at before the first is written, since without transactions nothing could be taken back. */
function check({ reviewer, reviewedAt, correction }: Review): void {
  toDate(reviewedAt);
  writeCorrection(correction);
  if (typeof reviewer !== 'string') throw new StoreError('A review without the name of who gave it cannot be kept.');
}

/** First into the history, then over the Mention: a second try finds it in the history and puts it over the Mention all the same. */
async function saveReview(parts: MongoParts, review: Review): Promise<'saved' | 'unchanged' | 'missing'> {
  const { platform, id, dataset } = review;
  const doc = await parts.collection<MentionDoc>('mentions').findOne({ platform, id, dataset });
  if (doc === null || doc.removedAt !== null) return 'missing';
  const isSaved = await addReview(parts, doc, review);
  await stand(parts, doc._id);
  return isSaved ? 'saved' : 'unchanged';
}

/** False when the same is said already, by the same person: by what stands now, or by this very entry of the history. */
async function addReview(parts: MongoParts, { _id: mention }: MentionDoc, review: Review): Promise<boolean> {
  const reviews = parts.collection<ReviewDoc>('reviews');
  const { platform, id, dataset, correction, reviewer, reviewedAt } = review;
  if (!saysNew(await readStanding(parts, mention), { correction, reviewer })) return false;
  const entry = { mention, correction: writeCorrection(correction), reviewer, reviewedAt: toDate(reviewedAt) };
  if ((await reviews.findOne(entry, { projection: { _id: 1 } })) !== null) return false;
  const _id = await parts.nextKeys('reviews', 1);
  await reviews.insertOne({ _id, platform, id, dataset, ...entry });
  return true;
}

/** What a person last said of the Mention of that key; null where nobody did, or where it was withdrawn. */
async function readStanding({ collection }: MongoParts, mention: number): Promise<Said | null> {
  const row = await collection<ReviewDoc>('reviews').findOne({ mention }, { sort: { reviewedAt: -1, _id: -1 } });
  if (row === null) return null;
  const { correction, ...rest } = readSaid(row);
  return correction === null ? null : { correction, ...rest };
}

function readSaid({ correction, reviewer, reviewedAt }: Pick<ReviewDoc, 'correction' | 'reviewer' | 'reviewedAt'>) {
  return { correction: JSON.parse(correction) as Correction | null, reviewer, reviewedAt: toInstant(reviewedAt) };
}

/** Writes the machine's Mention again with what stands over it, wherever it is looked for. */
async function stand(parts: MongoParts, key: number): Promise<void> {
  await changeMention(parts, key, async (doc) => {
    const standing = await readStanding(parts, key);
    if ((standing === null ? null : JSON.stringify(standing)) === doc.review) return null;
    const mention = readMachine(doc);
    const whole = { ...mention, post: { ...mention.post, raw: JSON.parse(doc.raw) as Json } };
    return rewrite(doc, whole, doc.hash, standing);
  });
}
