import type { Filter } from 'mongodb';
import type { BlindPeriod } from '../core/types.ts';
import { notWatched } from '../core/types.ts';
import { toDate, toInstant } from './mongo-dates.ts';
import type { MongoParts } from './mongo-db.ts';
import type { ChannelDoc } from './mongo-docs.ts';
import type { IndexPlan } from './mongo-indexes.ts';
import { watchedChannels } from './mongo-scope.ts';
import { byCodePoint } from './order.ts';
import type { BlindFilter, RunStore } from './runs.ts';
import type { Watch } from './watch.ts';
import { lateAt } from './watch.ts';

interface BlindDoc {
  /** A Channel is blind once from one moment on. */
  readonly _id: string;
  readonly channel: string;
  readonly dataset: string | null;
  readonly from: Date;
  readonly to: Date;
  readonly why: string;
}

export const sightIndexes: readonly IndexPlan[] = [
  { collection: 'blinds', key: { dataset: 1, from: 1, channel: 1 } },
  { collection: 'blinds', key: { channel: 1 } },
  { collection: 'channels', key: { dataset: 1, platform: 1 } },
];

export function readWatch({ seenAt, blindFrom, blindWhy, askedWhy }: ChannelDoc): Watch {
  return { seenAt: toInstant(seenAt), blindFrom: toInstant(blindFrom), blindWhy, askedWhy };
}

/** Keeps a span that is over; the same one again, or a longer one from the same moment, takes its place. */
export async function saveBlind(
  collection: MongoParts['collection'],
  { _id: channel, dataset }: { readonly _id: string; readonly dataset: string | null },
  blind: Pick<BlindDoc, 'from' | 'to' | 'why'>,
): Promise<void> {
  const _id = JSON.stringify([channel, toInstant(blind.from)]);
  await collection<BlindDoc>('blinds').updateOne({ _id }, { $set: { channel, dataset, ...blind } }, { upsert: true });
}

/** Closed spans are asked for in their order; those that last are worked out from the Channels' own documents. */
export function mongoBlinds({ collection, areas }: Pick<MongoParts, 'collection' | 'areas'>): Pick<RunStore, 'blindPeriods'> {
  const blinds = collection<BlindDoc>('blinds');
  return {
    blindPeriods: async (filter) => {
      const { dataset, from, to, limit } = filter;
      const watched = await watchedChannels(collection, areas, filter);
      const isNarrow = [filter.platform, filter.areas, filter.system, filter.organisationKind].some((one) => one !== undefined);
      const which: Filter<BlindDoc> = {
        dataset,
        ...(isNarrow && { channel: { $in: watched.map(({ channel }) => channel._id) } }),
        ...(from !== null && { to: { $gt: toDate(from) } }),
        ...(to !== null && { from: { $lt: toDate(to) } }),
      };
      const closed = await blinds.find(which).sort({ from: 1, channel: 1 }).limit(limit).toArray();
      const open = watched.flatMap(({ channel }) => openBlind(channel, filter));
      const before = closed.length < limit ? closed.length : await blinds.countDocuments(which);
      return { items: [...closed.map(toPeriod), ...open].toSorted(byBegin).slice(0, limit), total: before + open.length };
    },
  };
}

function openBlind(channel: ChannelDoc, { to, now }: BlindFilter): readonly BlindPeriod[] {
  const { seenAt, blindFrom, blindWhy, askedWhy } = readWatch(channel);
  const isLate = seenAt !== null && lateAt(seenAt, channel.everyMinutes) < now;
  const from = blindFrom ?? (isLate ? seenAt : null);
  if (from === null || (to !== null && from >= to)) return [];
  return [{ channel: channel._id, from, to: null, why: blindWhy ?? askedWhy ?? notWatched }];
}

function toPeriod({ channel, from, to, why }: BlindDoc): BlindPeriod {
  return { channel, from: toInstant(from), to: toInstant(to), why };
}

function byBegin(one: BlindPeriod, other: BlindPeriod): number {
  return byCodePoint(one.from, other.from) || byCodePoint(one.channel, other.channel);
}
