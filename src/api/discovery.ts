import type { AuthorKind, Proposal, ProposalState } from '../core/types.ts';

/** What the API is handed for the search for Channels; changes record themselves under `who`. */
export interface Discovery {
  /** Every Proposal that fits, in the order of website, platform and address. */
  proposals(filter: ProposalFilter): Promise<readonly JudgedProposal[]>;
  accept(choices: readonly ProposalChoice[], who: string, area: string | null): Promise<AcceptedProposals>;
  /** How many were rejected. */
  reject(ids: readonly string[], who: string): Promise<number>;
  coverage(area: string | null): Promise<AreaCoverage>;
  /** The default set, that of one nation or all of it. */
  defaults(nation: string | null): Promise<readonly DefaultChannel[]>;
  /** Tries one of the default set by its address and adds it where it answers. InputError for an address that is not in the set. */
  addDefault(address: string, who: string): Promise<TriedDefault>;
}

export interface ProposalFilter {
  readonly states?: readonly ProposalState[];
  readonly ids?: readonly string[];
  readonly platform?: string | null;
  readonly area?: string | null;
}

export interface JudgedProposal extends Proposal {
  /** Names of its organisations, in their order. */
  readonly names: readonly string[];
  /** Why it cannot be collected yet; null where it can. */
  readonly waits: string | null;
}

export interface ProposalChoice {
  readonly id: string;
  /** ODS code; null links it to nobody; absent leaves it as it was found. */
  readonly organisation?: string | null;
}

export interface AcceptedProposals {
  readonly accepted: number;
  readonly waiting: number;
  readonly refusals: readonly string[];
  readonly coverage: AreaCoverage;
  readonly says: string;
}

export interface AreaCoverage {
  readonly area: string | null;
  readonly practices: number;
  readonly watched: number;
  readonly visible: number;
  readonly says: string;
}

export interface DefaultChannel {
  readonly address: string;
  readonly platform: string;
  readonly title: string;
  readonly kind: AuthorKind;
  readonly nation: string;
  /** The day its address was checked on paper, `YYYY-MM-DD`. */
  readonly checked: string;
  /** On robots.txt and terms. */
  readonly note: string;
  /** Where the address comes from. */
  readonly source: string;
  /** It is collected already. */
  readonly added: boolean;
}

export interface TriedDefault {
  readonly answers: boolean;
  readonly added: boolean;
  /** What answered, or why it was not added. */
  readonly says: string;
}
