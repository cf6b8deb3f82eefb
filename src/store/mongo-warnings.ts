import type { Warning } from '../core/types.ts';
import { toDate, toInstant } from './mongo-dates.ts';
import type { MongoParts } from './mongo-db.ts';
import type { ChannelDoc } from './mongo-docs.ts';
import { addOnce } from './mongo-once.ts';
import type { RunStore } from './runs.ts';
import type { FailingChannel, PlatformTally } from './warnings.ts';
import { countAfter, decideWarnings, warnAfter } from './warnings.ts';

interface WarningDoc extends Omit<Warning, 'since'> {
  readonly _id: string;
  readonly dataset: string;
  readonly since: Date;
}

export function mongoWarnings({ collection }: Pick<MongoParts, 'collection'>): Pick<RunStore, 'reviewWarnings' | 'warnings'> {
  const open = collection<WarningDoc>('warnings');
  const channels = collection<ChannelDoc>('channels');

  const warnings = async (dataset: string): Promise<readonly Warning[]> =>
    (await open.find({ dataset }).toArray()).toSorted(byStanding).map(toWarning);

  const countChannels = async (which: object): Promise<ReadonlyMap<string, number>> => {
    const groups = await channels
      .aggregate<{ _id: string; count: number }>([{ $match: which }, { $group: { _id: '$platform', count: { $sum: 1 } } }])
      .toArray();
    return new Map(groups.map(({ _id, count }) => [_id, count]));
  };

  const tally = async (dataset: string): Promise<readonly PlatformTally[]> => {
    const all = await countChannels({ dataset, state: 'active' });
    const failing = await countChannels({ dataset, state: 'active', failures: { $gte: countAfter } });
    return [...all].map(([platform, count]) => ({ platform, channels: count, failing: failing.get(platform) ?? 0 }));
  };

  const findFailing = async (dataset: string): Promise<readonly FailingChannel[]> => {
    const found = await channels
      .find({ dataset, $or: [{ failures: { $gte: warnAfter } }, { state: { $ne: 'active' } }] })
      .project<Pick<ChannelDoc, '_id' | 'platform' | 'title' | 'message'>>({ platform: 1, title: 1, message: 1 })
      .sort({ title: 1, _id: 1 })
      .toArray();
    return found.map(({ _id, platform, title, message }) => ({ id: _id, platform, title, says: message ?? 'It cannot be read' }));
  };

  return {
    warnings,
    // Of two processes that see the same change the one whose write took effect gets to say it.
    reviewWarnings: async ({ dataset, now }) => {
      const change = decideWarnings(await warnings(dataset), await tally(dataset), await findFailing(dataset), now);
      const cleared: Warning[] = [];
      for (const one of change.cleared) {
        const { deletedCount } = await open.deleteOne({ _id: idOf(dataset, one) });
        if (deletedCount === 1) cleared.push(one);
      }
      const raised: Warning[] = [];
      for (const one of change.raised) {
        const doc = { _id: idOf(dataset, one), dataset, ...one, since: toDate(one.since) };
        if (await addOnce(open, doc)) raised.push(one);
      }
      return { raised, cleared };
    },
  };
}

function idOf(dataset: string, { kind, subject }: Warning): string {
  return JSON.stringify([dataset, kind, subject]);
}

/** Longest standing first, whole platforms before single Channels. */
function byStanding(one: WarningDoc, other: WarningDoc): number {
  const [a, b] = [one, other].map(({ kind, since, title, subject }) => [
    kind === 'platform' ? 0 : 1,
    since.getTime(),
    title,
    subject,
  ]);
  const place = a?.findIndex((value, index) => value !== b?.[index]) ?? -1;
  return place === -1 || (a?.[place] ?? 0) < (b?.[place] ?? 0) ? -1 : 1;
}

function toWarning({ _id, dataset: _dataset, since, ...rest }: WarningDoc): Warning {
  return { ...rest, since: toInstant(since) };
}
