import type { Notice } from '../core/types.ts';
import { toDate } from './mongo-dates.ts';
import type { MongoParts } from './mongo-db.ts';
import type { ChannelCore, NoticeDoc } from './mongo-docs.ts';
import { mergeNotice } from './saving.ts';

/** Says how many were not there before. */
export async function saveNotices({ collection }: Pick<MongoParts, 'collection'>, given: readonly Notice[]): Promise<number> {
  const notices = collection<NoticeDoc>('notices');
  let added = 0;
  for (const one of given) {
    const _id = JSON.stringify([one.channel, one.id]);
    const known = await notices.findOne({ _id }, { projection: { body: 1 } });
    const notice = mergeNotice(known === null ? null : (JSON.parse(known.body) as Notice), one);
    const { channel, id, publishedAt, updatedAt } = notice;
    const says = { publishedAt: toDate(publishedAt), updatedAt: toDate(updatedAt), body: JSON.stringify(notice) };
    const home = known === null ? await collection<ChannelCore>('channels').findOne({ _id: channel }) : null;
    const first = known === null ? { $setOnInsert: { channel, id, dataset: home?.dataset ?? null } } : {};
    const { upsertedCount } = await notices.updateOne({ _id }, { $set: says, ...first }, { upsert: true });
    added += upsertedCount;
  }
  return added;
}
