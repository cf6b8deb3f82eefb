import type { Filter } from 'mongodb';
import type { Proposal, ProposalState, Site, SiteState } from '../core/types.ts';
import type { DiscoveryStore, FoundProposal, ProposalDecision } from './discovery.ts';
import { toDate, toInstant } from './mongo-dates.ts';
import type { MongoParts } from './mongo-db.ts';
import { addOnce } from './mongo-once.ts';
import { addFound } from './proposal.ts';

interface SiteDoc {
  /** Its URL. */
  readonly _id: string;
  readonly organisations: readonly string[];
  readonly state: SiteState;
  readonly says: string | null;
  readonly supplier: string | null;
  readonly checkedAt: Date | null;
}

interface ProposalDoc extends Omit<FoundProposal, 'id'> {
  readonly _id: string;
  /** Goes up with every search that finds it again, so that two at once both count. */
  readonly rev: number;
  readonly state: ProposalState;
  readonly foundAt: Date;
  readonly decidedAt: Date | null;
  readonly decidedBy: string | null;
}

export function mongoDiscovery({ collection }: Pick<MongoParts, 'collection'>): DiscoveryStore {
  const sites = collection<SiteDoc>('sites');
  const proposals = collection<ProposalDoc>('proposals');

  const keepProposal = async (found: FoundProposal, foundAt: Date): Promise<void> => {
    const { id, ...told } = found;
    const known = await proposals.findOne({ _id: id });
    if (known === null) {
      const open = { rev: 0, state: 'open', foundAt, decidedAt: null, decidedBy: null } as const;
      if (!(await addOnce(proposals, { _id: id, ...told, ...open }))) await keepProposal(found, foundAt);
      return;
    }
    const { title, organisations, evidence, doubts } = addFound({ ...known, id }, found);
    const changed = { title, organisations, evidence, doubts, rev: known.rev + 1 };
    const { matchedCount } = await proposals.updateOne({ _id: id, rev: known.rev }, { $set: changed });
    if (matchedCount === 0) await keepProposal(found, foundAt);
  };

  return {
    addSites: async (given) => {
      let added = 0;
      for (const { url, organisations } of given) {
        const site: SiteDoc = { _id: url, organisations, state: 'waiting', says: null, supplier: null, checkedAt: null };
        if (await addOnce(sites, site)) added += 1;
        else await sites.updateOne({ _id: url }, { $addToSet: { organisations: { $each: [...organisations] } } });
      }
      return added;
    },
    sites: async ({ urls, states } = {}) => {
      const which: Filter<SiteDoc> = { ...(urls && { _id: { $in: [...urls] } }), ...(states && { state: { $in: [...states] } }) };
      return (await sites.find(which).sort({ _id: 1 }).toArray()).map(toSite);
    },
    // What was found comes first and the site's own row last: a search that is cut short in between leaves the site waiting, and the next
    // one finds the same again, which adds nothing twice.
    finishSite: async ({ url, state, says, supplier, checkedAt, found }) => {
      for (const one of found) await keepProposal(one, toDate(checkedAt));
      await sites.updateOne({ _id: url }, { $set: { state, says, supplier, checkedAt: toDate(checkedAt) } });
    },
    proposals: async ({ states, ids } = {}) => {
      const which: Filter<ProposalDoc> = {
        ...(ids && { _id: { $in: [...ids] } }),
        ...(states && { state: { $in: [...states] } }),
      };
      return (await proposals.find(which).sort({ site: 1, platform: 1, address: 1 }).toArray()).map(toProposal);
    },
    decideProposals: async ({ ids, state, at, who }: ProposalDecision) => {
      const decision = state === 'open' ? { decidedAt: null, decidedBy: null } : { decidedAt: toDate(at), decidedBy: who };
      const { modifiedCount } = await proposals.updateMany(
        { _id: { $in: [...ids] }, state: { $ne: state } },
        { $set: { state, ...decision } },
      );
      return modifiedCount;
    },
  };
}

function toSite({ _id, organisations, state, says, supplier, checkedAt }: SiteDoc): Site {
  return { url: _id, organisations, state, says, supplier, checkedAt: toInstant(checkedAt) };
}

function toProposal({ _id, rev: _rev, foundAt, decidedAt, ...rest }: ProposalDoc): Proposal {
  return { id: _id, ...rest, foundAt: toInstant(foundAt), decidedAt: toInstant(decidedAt) };
}
