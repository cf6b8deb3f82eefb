import type { Instant, Proposal, ProposalState, Site, SiteState } from '../core/types.ts';

/** What the store keeps of the search for Channels: which websites were searched, and what was found there. */
export interface DiscoveryStore {
  /** Adds websites that wait to be searched; one that is known keeps what was found and takes further organisations. Says how many are new. */
  addSites(sites: readonly NewSite[]): Promise<number>;
  /** By URL, in the order of their names. */
  sites(filter?: { readonly urls?: readonly string[]; readonly states?: readonly SiteState[] }): Promise<readonly Site[]>;
  /**
   * Closes the search of one website and keeps what it found, in one transaction, so that a search cut short goes on where it stopped.
   * What was found before, there or elsewhere, takes further organisations, evidence and doubts and stays accepted or rejected.
   */
  finishSite(result: SiteResult): Promise<void>;
  /** In the order of site, platform and address. */
  proposals(filter?: {
    readonly states?: readonly ProposalState[];
    readonly ids?: readonly string[];
  }): Promise<readonly Proposal[]>;
  /** Says of each what a person decided; how many that changed. `open` takes a decision back. */
  decideProposals(decision: ProposalDecision): Promise<number>;
}

export type NewSite = Pick<Site, 'url' | 'organisations'>;

export interface SiteResult {
  readonly url: string;
  readonly state: Exclude<SiteState, 'waiting'>;
  readonly says: string;
  readonly supplier: string | null;
  readonly checkedAt: Instant;
  readonly found: readonly FoundProposal[];
}

/** What a search brings: undecided. */
export type FoundProposal = Omit<Proposal, 'state' | 'decidedAt' | 'decidedBy' | 'foundAt'>;

export interface ProposalDecision {
  readonly ids: readonly string[];
  readonly state: ProposalState;
  readonly at: Instant;
  readonly who: string;
}
