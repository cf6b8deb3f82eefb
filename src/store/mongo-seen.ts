import { addMs } from '../core/time.ts';
import type { Instant, Sight } from '../core/types.ts';
import { toDate, toInstant } from './mongo-dates.ts';
import type { MongoParts } from './mongo-db.ts';
import type { ChannelDoc, RunDoc } from './mongo-docs.ts';
import type { Watched } from './mongo-scope.ts';
import { watchedChannels } from './mongo-scope.ts';
import type { RunStore, SightFilter } from './runs.ts';

/** The last good look is on the Channel's own document; only where that was after the span are its Runs looked at. */
export function mongoSight({ collection, areas }: Pick<MongoParts, 'collection' | 'areas'>): Pick<RunStore, 'sight'> {
  return {
    sight: async (filter) => {
      const { by, to } = filter;
      const all = await watchedChannels(collection, areas, filter, by === 'area' || by === 'system');
      const there = all.filter(({ channel }) => toInstant(channel.addedAt) < to);
      const earlier = await seenEarlier(collection, filter, there);
      const groups = Map.groupBy(there, (watched) => keyOf(watched, by));
      return [...groups]
        .filter(([key]) => by === null || key !== null)
        .toSorted(([one], [other]) => ((one ?? '') < (other ?? '') ? -1 : 1))
        .map(([key, watched]) => toSight(key, watched, (channel) => wasSeen(channel, filter) ?? earlier.has(channel._id)));
    },
  };
}

function keyOf({ channel, organisation }: Watched, by: SightFilter['by']): string | null {
  if (by === 'platform') return channel.platform;
  return by === null ? null : (organisation?.[by] ?? null);
}

/** undefined where its Runs have to say it. */
function wasSeen(channel: ChannelDoc, filter: SightFilter): boolean | undefined {
  const seenAt = toInstant(channel.seenAt);
  if (seenAt === null || seenAt < since(channel, filter)) return false;
  return seenAt < filter.to ? true : undefined;
}

function since({ everyMinutes }: ChannelDoc, { from, to }: SightFilter): Instant {
  return from ?? addMs(to, -2 * everyMinutes * 60_000);
}

/**
 * Channels that were seen in the span, of those that were seen after it as well. Most are found among its last Runs, read newest first; only
 * the rest are asked for one by one, so that a span of a year costs no more than one of a day.
 */
async function seenEarlier(
  collection: MongoParts['collection'],
  filter: SightFilter,
  watched: readonly Watched[],
): Promise<ReadonlySet<string>> {
  const runs = collection<RunDoc>('runs');
  const asked = watched.flatMap(({ channel }) => (wasSeen(channel, filter) === undefined ? [channel] : []));
  const found = new Set<string>();
  for (const [from, channels] of Map.groupBy(asked, (channel) => since(channel, filter))) {
    const which = { startedAt: { $gte: toDate(from), $lt: toDate(filter.to) }, outcome: 'ok' } as const;
    const missing = new Set(channels.map(({ _id }) => _id));
    const limit = runsForEach * missing.size;
    const last = await runs.find(which).sort({ startedAt: -1 }).limit(limit).project<LookedAt>({ channel: 1 }).toArray();
    for (const { channel } of last) if (missing.delete(channel)) found.add(channel);
    if (last.length < limit) continue;
    for (const channel of missing) if ((await runs.findOne({ channel, ...which })) !== null) found.add(channel);
  }
  return found;
}

type LookedAt = Pick<RunDoc, 'channel'>;

const runsForEach = 10;

function toSight(key: string | null, watched: readonly Watched[], isSeen: (channel: ChannelDoc) => boolean): Sight {
  const seen = watched.filter(({ channel }) => isSeen(channel));
  return {
    ...{ key, channels: watched.length, seen: seen.length },
    ...{ organisations: countOrganisations(watched), organisationsSeen: countOrganisations(seen) },
  };
}

function countOrganisations(watched: readonly Watched[]): number {
  return new Set(watched.flatMap(({ channel }) => channel.organisation ?? [])).size;
}
