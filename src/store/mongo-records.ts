import type { Notice } from '../core/types.ts';
import { toDate, toInstant } from './mongo-dates.ts';
import type { DatasetDoc, NoticeDoc } from './mongo-docs.ts';
import type { IndexPlan } from './mongo-indexes.ts';
import type { Marks } from './mongo-marks.ts';
import { whileAllMarked } from './mongo-marks.ts';
import { addOnce, append } from './mongo-once.ts';
import { byCodePoint } from './order.ts';
import type { Change, RecordStore } from './records.ts';

interface ChangeDoc extends Omit<Change, 'at'> {
  readonly _id: number;
  readonly at: Date;
}

/** Everything that belongs to a Dataset, in the order in which it goes. */
const belongings = [
  ...['channels', 'runs', 'blinds', 'warnings', 'notices', 'reviews', 'mentions'],
  ...['statementChecks', 'statements', 'bands', 'wordings'],
] as const;

export const recordIndexes: readonly IndexPlan[] = [
  { collection: 'notices', key: { publishedAt: 1 } },
  { collection: 'notices', key: { updatedAt: 1 } },
];

export function mongoRecords(
  parts: Marks,
): Pick<RecordStore, 'addDataset' | 'datasets' | 'removeDataset' | 'notices' | 'recordChange' | 'changes'> {
  const { collection } = parts;
  const datasets = collection<DatasetDoc>('datasets');
  const changes = collection<ChangeDoc>('changes');
  return {
    addDataset: async ({ id, title, invented, createdAt }) => {
      await addOnce(datasets, { _id: id, title, invented, createdAt: toDate(createdAt) });
    },
    datasets: async () => {
      const docs = await datasets.find().sort({ createdAt: 1, _id: 1 }).toArray();
      return docs.map(({ _id, createdAt, ...rest }) => ({ id: _id, ...rest, createdAt: toInstant(createdAt) }));
    },
    // The Channels go first, so that nobody collects into it any more, and its own row last: a removal that is cut short leaves a Dataset
    // that is still listed, and removing it again takes the rest.
    removeDataset: async (id) => {
      let mentions = 0;
      for (const name of belongings) {
        const empty = () => collection(name).deleteMany({ dataset: id });
        if (name === 'mentions') mentions = (await whileAllMarked(parts, id, empty)).deletedCount;
        else await empty();
      }
      await datasets.deleteOne({ _id: id });
      return mentions;
    },
    notices: async ({ from, to, dataset }) => {
      const span = { $gte: toDate(from), $lt: toDate(to) };
      const docs = await collection<NoticeDoc>('notices')
        .find({ $or: [{ publishedAt: span }, { updatedAt: span }], ...(dataset !== undefined && { dataset }) })
        .toArray();
      return docs.toSorted(byTime).map(({ body }) => JSON.parse(body) as Notice);
    },
    recordChange: ({ at, who, what }) => append(changes, { at: toDate(at), who, what }),
    changes: async (limit) => {
      const docs = await changes.find().sort({ at: -1, _id: -1 }).limit(limit).toArray();
      return docs.map(({ at, who, what }) => ({ at: toInstant(at), who, what }));
    },
  };
}

/** An entry that was only ever updated stands where it was. */
function byTime(a: NoticeDoc, b: NoticeDoc): number {
  const [one, other] = [a, b].map(({ publishedAt, updatedAt }) => (publishedAt ?? updatedAt)?.getTime() ?? 0);
  return (one ?? 0) - (other ?? 0) || byCodePoint(a.channel, b.channel) || byCodePoint(a.id, b.id);
}
