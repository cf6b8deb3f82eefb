import type { Filter } from 'mongodb';
import type { Area } from '../core/types.ts';
import type { MongoParts } from './mongo-db.ts';
import type { ChannelDoc } from './mongo-docs.ts';
import type { OrganisationDoc } from './mongo-organisations.ts';
import { rollUp } from './rollup.ts';
import type { ChannelScope } from './runs.ts';

/** A Channel with the Organisation it belongs to, where that was asked for. */
export interface Watched {
  readonly channel: ChannelDoc;
  readonly organisation: OrganisationDoc | null;
}

const codesAtOnce = 1000;

/**
 * The Channels of a scope, each with its Organisation where the scope, or `always`, needs it; then those of no known Organisation are left
 * out. Put together here and not in the database: there are thousands of Channels, not millions, and not every server can join.
 */
export async function watchedChannels(
  collection: MongoParts['collection'],
  areas: readonly Area[],
  { dataset, platform, areas: wanted, system, organisationKind: kind }: ChannelScope,
  always = false,
): Promise<readonly Watched[]> {
  const channels = await collection<ChannelDoc>('channels')
    .find({ dataset, ...(platform !== undefined && { platform }) })
    .project<ChannelDoc>({ cursor: 0, notes: 0, ended: 0 })
    .toArray();
  if (!always && wanted === undefined && system === undefined && kind === undefined) {
    return channels.map((channel) => ({ channel, organisation: null }));
  }
  const which: Filter<OrganisationDoc> = {
    ...(wanted !== undefined && { area: { $in: [...rollUp(wanted, areas)] } }),
    ...(system !== undefined && { system }),
    ...(kind !== undefined && { kind }),
  };
  const codes = [...new Set(channels.flatMap(({ organisation }) => organisation ?? []))];
  const known = new Map<string, OrganisationDoc>();
  for (let from = 0; from < codes.length; from += codesAtOnce) {
    const some = codes.slice(from, from + codesAtOnce);
    const found = collection<OrganisationDoc>('organisations').find({ _id: { $in: some }, ...which });
    for await (const organisation of found) known.set(organisation._id, organisation);
  }
  return channels.flatMap((channel) => {
    const organisation = known.get(channel.organisation ?? '');
    return organisation === undefined ? [] : [{ channel, organisation }];
  });
}
