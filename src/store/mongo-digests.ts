import { toDate, toInstant } from './mongo-dates.ts';
import type { MongoParts } from './mongo-db.ts';
import { addOnce } from './mongo-once.ts';
import type { DigestKey, DigestRecord, RecordStore } from './records.ts';

interface DigestDoc extends Omit<DigestRecord, 'at'> {
  readonly _id: string;
  readonly at: Date;
}

export function mongoDigests({
  collection,
}: Pick<MongoParts, 'collection'>): Pick<RecordStore, 'claimDigest' | 'finishDigest' | 'digests'> {
  const digests = collection<DigestDoc>('digests');
  return {
    // `sending` blocks for good: the process may have died after the message left, and twice is worse than a gap that the list shows.
    claimDigest: async ({ window, dataset, target, at }) => {
      const _id = idOf({ window, dataset, target });
      const sending = { outcome: 'sending', at: toDate(at), message: null } as const;
      if (await addOnce(digests, { _id, window, dataset, target, ...sending })) return true;
      const { matchedCount } = await digests.updateOne({ _id, outcome: 'failed' }, { $set: sending });
      return matchedCount === 1;
    },
    finishDigest: async ({ at, outcome, message, ...key }) => {
      await digests.updateOne(
        { _id: idOf(key), outcome: { $in: ['sending', 'unsure'] } },
        { $set: { outcome, at: toDate(at), message } },
      );
    },
    digests: async (limit) => {
      const docs = await digests.find().sort({ at: -1, window: -1, dataset: 1, target: 1 }).limit(limit).toArray();
      return docs.map(({ _id, at, ...rest }) => ({ ...rest, at: toInstant(at) }));
    },
  };
}

function idOf({ window, dataset, target }: DigestKey): string {
  return JSON.stringify([window, dataset, target]);
}
