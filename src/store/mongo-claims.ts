import { randomUUID } from 'node:crypto';
import type { Collection, Filter } from 'mongodb';
import { addMs } from '../core/time.ts';
import type { Json } from '../core/types.ts';
import type { ChannelStore, Claim, ClaimedChannel } from './channels.ts';
import { toChannel } from './mongo-channels.ts';
import { toDate, toInstant } from './mongo-dates.ts';
import type { MongoParts } from './mongo-db.ts';
import type { ChannelDoc } from './mongo-docs.ts';
import { mongoGovernance } from './mongo-governance.ts';

/** Rows looked at for one claim: enough to find many hosts, and no reading of a whole backlog for a few places. */
const mostLooked = 1000;
/** So often it looks anew where others were quicker. */
const mostRounds = 20;

/**
 * Each Channel is claimed in one atomic step that asks again whether it is still due and free, so that of many who try one gets it. Of one
 * host a single Channel is claimed at a time: whoever has claimed one looks afterwards whether somebody else has too, and gives it back.
 * Since both write before they look, one of two sees the other.
 */
export function mongoClaims({ collection }: Pick<MongoParts, 'collection'>): Pick<ChannelStore, 'claimDue' | 'renewClaims'> {
  const channels = collection<ChannelDoc>('channels');
  const { governance } = mongoGovernance({ collection });
  return {
    claimDue: async (claim) => {
      const isGoverned = (await governance()) !== null;
      for (let round = 0; round < mostRounds && claim.limit > 0; round += 1) {
        const found = await findDue(channels, claim, isGoverned);
        const taken = await takeAll(channels, claim, found, isGoverned);
        const kept = claim.oneAHost === true ? await giveBack(channels, claim, taken) : taken;
        // Where others took all that was found, there may be more behind it.
        if (kept.length > 0 || found.length === 0) return kept.map(toClaimed);
      }
      return [];
    },
    renewClaims: async ({ claims, now, leaseMs }) => {
      if (claims.length === 0) return [];
      const mine: Filter<ChannelDoc> = { claim: { $in: [...claims] } };
      await channels.updateMany(mine, { $set: { claimedUntil: toDate(addMs(now, leaseMs)) } });
      const still = await channels.find(mine, { projection: { claim: 1 } }).toArray();
      return still.map(({ claim }) => String(claim));
    },
  };
}

type Channels = Collection<ChannelDoc>;

/** True where the Channel is claimed or free under another claim than this one; a Channel that was removed is nobody else's. */
export async function isLost(channels: Channels, id: string, claim: string | undefined): Promise<boolean> {
  if (claim === undefined) return false;
  const channel = await channels.findOne({ _id: id }, { projection: { claim: 1 } });
  return channel !== null && channel.claim !== claim;
}

/** The longest overdue first; with `oneAHost` the first of each host, and none of a host that is being asked by anybody. */
async function findDue(channels: Channels, claim: Claim, isGoverned: boolean): Promise<readonly Found[]> {
  const { now, limit, oneAHost, force = false } = claim;
  const which = dueOf(claim, isGoverned);
  const projection = { host: 1, nextAt: 1 };
  if (!oneAHost) return first(await read(limit), limit);
  const busy = await channels.find({ claimedUntil: { $gt: toDate(now) } }, { projection: { host: 1 } }).toArray();
  const hosts = new Set(busy.map(({ host }) => host));
  const found: Found[] = [];
  for (const one of await read(mostLooked)) {
    if (hosts.has(one.host)) continue;
    hosts.add(one.host);
    found.push(one);
  }
  return first(found, limit);

  async function read(most: number): Promise<readonly Found[]> {
    const sorted = channels.find(which, { projection }).sort({ nextAt: 1, _id: 1 });
    // What has no time comes first in the server's order, and last in ours.
    if (force) return (await sorted.toArray()).toSorted((a, b) => Number(a.nextAt === null) - Number(b.nextAt === null));
    return sorted.limit(most).toArray();
  }
}

type Found = Pick<ChannelDoc, '_id' | 'host' | 'nextAt'>;

function first(found: readonly Found[], limit: number): readonly Found[] {
  return found.slice(0, limit);
}

function dueOf({ now, dataset, ids, force = false }: Claim, isGoverned: boolean): Filter<ChannelDoc> {
  const at = toDate(now);
  return {
    ...(force ? ids === undefined && { state: { $ne: 'retired' } } : { state: 'active', nextAt: { $lte: at } }),
    ...(!isGoverned && { people: false }),
    ...(dataset !== undefined && { dataset }),
    ...(ids !== undefined && { _id: { $in: [...ids] } }),
    $or: [{ claimedUntil: null }, { claimedUntil: { $lte: at } }],
  };
}

async function takeAll(
  channels: Channels,
  claim: Claim,
  found: readonly Found[],
  isGoverned: boolean,
): Promise<readonly ChannelDoc[]> {
  const { now, holder, leaseMs } = claim;
  const taken = await Promise.all(
    found.map(({ _id }) => {
      const mark = { claim: randomUUID(), claimedBy: holder, claimedUntil: toDate(addMs(now, leaseMs)) };
      return channels.findOneAndUpdate({ ...dueOf(claim, isGoverned), _id }, { $set: mark }, { returnDocument: 'after' });
    }),
  );
  return taken.filter((doc) => doc !== null);
}

/** Those of hosts that somebody else is asking as well are freed again; both may do so, and the next round sorts it out. */
async function giveBack(channels: Channels, { now }: Claim, taken: readonly ChannelDoc[]): Promise<readonly ChannelDoc[]> {
  if (taken.length === 0) return taken;
  const mine = taken.map(({ _id }) => _id);
  const others = await channels
    .find(
      { host: { $in: taken.map(({ host }) => host) }, claimedUntil: { $gt: toDate(now) }, _id: { $nin: mine } },
      { projection: { host: 1 } },
    )
    .toArray();
  const twice = new Set(others.map(({ host }) => host));
  const given = taken.filter(({ host }) => twice.has(host));
  const claims = given.map(({ claim }) => claim);
  if (claims.length > 0) {
    const free = { claim: null, claimedBy: null, claimedUntil: null };
    await channels.updateMany({ claim: { $in: claims } }, { $set: free });
  }
  return taken.filter(({ host }) => !twice.has(host));
}

function toClaimed(doc: ChannelDoc): ClaimedChannel {
  return {
    channel: toChannel(doc),
    claim: String(doc.claim),
    cursor: doc.cursor === null ? null : (JSON.parse(doc.cursor) as Json),
    failures: doc.failures,
    lastPostAt: toInstant(doc.lastPostAt),
  };
}
