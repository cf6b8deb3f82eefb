import type { Filter } from 'mongodb';
import type { Channel, ChannelState } from '../core/types.ts';
import type { ChannelFilter, ChannelStore } from './channels.ts';
import { changeable } from './channels.ts';
import { hostOf } from './host.ts';
import { toDate, toInstant } from './mongo-dates.ts';
import type { MongoParts } from './mongo-db.ts';
import type { ChannelDoc, MentionDoc } from './mongo-docs.ts';
import { mongoGovernance } from './mongo-governance.ts';
import type { IndexPlan } from './mongo-indexes.ts';
import { addOnce } from './mongo-once.ts';
import { byCodePoint } from './order.ts';

export const channelIndexes: readonly IndexPlan[] = [
  { collection: 'channels', key: { nextAt: 1, _id: 1 } },
  { collection: 'channels', key: { claimedUntil: 1 } },
  { collection: 'channels', key: { claim: 1 } },
  { collection: 'channels', key: { host: 1 } },
  { collection: 'channels', key: { address: 1 } },
];

type Kept = Pick<ChannelStore, 'saveChannel' | 'channels' | 'removeChannel'>;

export function mongoChannels({ collection }: Pick<MongoParts, 'collection'>): Kept {
  const channels = collection<ChannelDoc>('channels');
  const { governance } = mongoGovernance({ collection });
  return {
    saveChannel: async (channel) => {
      if (await addOnce(channels, toDoc(channel))) return 'added';
      const doc = await channels.findOne({ _id: channel.id });
      if (doc === null) return 'unchanged';
      const stored = toChannel(doc);
      // Private people's stays so, even where somebody adds it again and forgets to say it.
      const given = stored.people === true ? { ...channel, people: true } : channel;
      if (changeable.every((field) => stored[field] === given[field])) return 'unchanged';
      const { title, organisation, authorKind, selector, everyMinutes, people = false } = given;
      const change = { title, organisation, authorKind, selector, everyMinutes, people };
      await channels.updateOne({ _id: channel.id }, { $set: change });
      return 'updated';
    },
    channels: async (filter = {}) => {
      const docs = await channels.find(whichOf(filter)).toArray();
      const counting = filter.counted === false ? null : countMentions(collection, filter, docs);
      const [decided, counts] = await Promise.all([governance(), counting]);
      const mentionsOf = ({ _id }: ChannelDoc): number | null => (counts === null ? null : (counts.get(_id) ?? 0));
      return docs.toSorted(inOrder).map((doc) => toState(doc, decided !== null, mentionsOf(doc)));
    },
    // Its blind spans first: one that is still there is removed with them the next time.
    removeChannel: async (id) => {
      await collection('blinds').deleteMany({ channel: id });
      return (await channels.deleteOne({ _id: id })).deletedCount > 0;
    },
  };
}

function whichOf({ dataset, ids, address }: ChannelFilter): Filter<ChannelDoc> {
  return {
    ...(dataset !== undefined && { dataset }),
    ...(ids !== undefined && { _id: { $in: [...ids] } }),
    ...(address !== undefined && { address }),
  };
}

async function countMentions(
  collection: MongoParts['collection'],
  { ids, address }: ChannelFilter,
  docs: readonly ChannelDoc[],
): Promise<ReadonlyMap<string, number>> {
  if (docs.length === 0) return new Map();
  const some = ids !== undefined || address !== undefined;
  const match = some ? [{ $match: { channel: { $in: docs.map(({ _id }) => _id) } } }] : [];
  const group = { $group: { _id: '$channel', count: { $sum: 1 } } };
  const rows = await collection<MentionDoc>('mentions')
    .aggregate<{ _id: string; count: number }>([...match, group])
    .toArray();
  return new Map(rows.map(({ _id, count }) => [_id, count]));
}

function inOrder(a: ChannelDoc, b: ChannelDoc): number {
  return byCodePoint(a.dataset, b.dataset) || byCodePoint(a.title, b.title) || byCodePoint(a._id, b._id);
}

function toDoc({ id, people, addedAt, ...rest }: Channel): ChannelDoc {
  return {
    ...{ _id: id, ...rest, people: people === true, host: hostOf(rest.platform, rest.address), addedAt: toDate(addedAt) },
    ...{ cursor: null, lastPostAt: null, state: 'active', nextAt: toDate(addedAt), lastRunAt: null, lastSuccessAt: null },
    ...{ failures: 0, failure: null, message: null, notes: [], claim: null, claimedBy: null, claimedUntil: null },
    ...{ seenAt: null, blindFrom: null, blindWhy: null, askedWhy: null, run: null, ended: null },
  };
}

export function toChannel(doc: ChannelDoc): Channel {
  const { _id, platform, address, title, organisation, authorKind, selector, everyMinutes, people, dataset, addedAt } = doc;
  return {
    ...{ id: _id, platform, address, title, organisation, authorKind, selector, everyMinutes },
    ...(people && { people }),
    ...{ dataset, addedAt: toInstant(addedAt) },
  };
}

function toState(doc: ChannelDoc, isGoverned: boolean, mentions: number | null): ChannelState {
  const { state, failures, failure, message, notes } = doc;
  return {
    channel: toChannel(doc),
    state: state === 'active' && doc.people && !isGoverned ? 'withheld' : state,
    ...{ nextAt: toInstant(doc.nextAt), lastRunAt: toInstant(doc.lastRunAt), lastSuccessAt: toInstant(doc.lastSuccessAt) },
    ...{ lastPostAt: toInstant(doc.lastPostAt), failures, failure, message, notes, mentions },
  };
}
