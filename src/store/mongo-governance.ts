import type { Governance, GovernanceEntry } from '../core/types.ts';
import { toDate, toInstant } from './mongo-dates.ts';
import type { MongoParts } from './mongo-db.ts';
import { append } from './mongo-once.ts';
import type { PrivacyStore } from './privacy.ts';

interface GovernanceDoc {
  /** A growing whole number: what was recorded last stands. */
  readonly _id: number;
  readonly at: Date;
  readonly who: string;
  readonly decided: Governance | null;
}

export type GovernanceStore = Pick<PrivacyStore, 'recordGovernance' | 'governanceHistory' | 'governance'>;

export function mongoGovernance({ collection }: Pick<MongoParts, 'collection'>): GovernanceStore {
  const entries = collection<GovernanceDoc>('governance');
  return {
    recordGovernance: ({ at, who, decided }) => append(entries, { at: toDate(at), who, decided }),
    governanceHistory: async () => (await entries.find().sort({ _id: -1 }).toArray()).map(toEntry),
    governance: async () => (await entries.findOne({}, { sort: { _id: -1 } }))?.decided ?? null,
  };
}

function toEntry({ at, who, decided }: GovernanceDoc): GovernanceEntry {
  return { at: toInstant(at), who, decided };
}
