import { addMs } from '../core/time.ts';
import type { LeaseStore } from './leases.ts';
import { toDate, toInstant } from './mongo-dates.ts';
import type { MongoParts } from './mongo-db.ts';
import type { ChannelDoc } from './mongo-docs.ts';
import { addOnce } from './mongo-once.ts';

interface LeaseDoc {
  /** The lease's name. */
  readonly _id: string;
  readonly holder: string;
  readonly takenAt: Date;
  readonly ttlMs: number;
  readonly expiresAt: Date;
}

interface JobDoc {
  /** The job's name. */
  readonly _id: string;
  /** The latest time at which it was due and somebody took it. */
  readonly due: Date;
  readonly holder: string;
}

export function mongoLeases({ collection, now }: Pick<MongoParts, 'collection' | 'now'>): LeaseStore {
  const leases = collection<LeaseDoc>('leases');
  const jobs = collection<JobDoc>('jobs');
  const channels = collection<ChannelDoc>('channels');
  return {
    shared: true,
    now,
    acquireLease: async ({ name, holder, now: at, ttlMs }) => {
      const mine = { holder, takenAt: toDate(at), ttlMs, expiresAt: toDate(addMs(at, ttlMs)) };
      // One that is released between the questions is asked for again.
      for (;;) {
        const free = { _id: name, $or: [{ holder }, { expiresAt: { $lte: toDate(at) } }] };
        if ((await leases.updateOne(free, { $set: mine })).matchedCount > 0) return { held: true };
        if (await addOnce(leases, { _id: name, ...mine })) return { held: true };
        const other = await leases.findOne({ _id: name, holder: { $ne: holder }, expiresAt: { $gt: toDate(at) } });
        if (other === null) continue;
        const by = { name, holder: other.holder, now: toInstant(other.takenAt), ttlMs: other.ttlMs };
        return { held: false, by: { ...by, expiresAt: toInstant(other.expiresAt) } };
      }
    },
    releaseLease: async (name, holder) => {
      await leases.deleteOne({ _id: name, holder });
    },
    claimJob: async ({ name, due, holder }) => {
      const taken = { due: toDate(due), holder };
      const { matchedCount } = await jobs.updateOne({ _id: name, due: { $lt: toDate(due) } }, { $set: taken });
      return matchedCount > 0 || addOnce(jobs, { _id: name, ...taken });
    },
    holders: async () => {
      const [held, claimed] = await Promise.all([
        leases.find({}, { projection: { holder: 1 } }).toArray(),
        channels.find({ claimedBy: { $ne: null } }, { projection: { claimedBy: 1 } }).toArray(),
      ]);
      const names = [...held.map(({ holder }) => holder), ...claimed.map(({ claimedBy }) => String(claimedBy))];
      return [...new Set(names)].sort();
    },
    releaseHolder: async (holder) => {
      await leases.deleteMany({ holder });
      await channels.updateMany({ claimedBy: holder }, { $set: { claim: null, claimedBy: null, claimedUntil: null } });
    },
  };
}
