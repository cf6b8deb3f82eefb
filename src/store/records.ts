import type { Dataset, Instant, Notice, Organisation, OrganisationUpdate } from '../core/types.ts';

/** The rest of what the store keeps: Datasets, Organisations, Notices, Digests that were sent, and who changed what. */
export interface RecordStore {
  /** Adds a Dataset, or finds the one of that id. */
  addDataset(dataset: Dataset): Promise<void>;
  datasets(): Promise<readonly Dataset[]>;
  /** Removes a Dataset with its Channels, Mentions, Runs and Notices, in one transaction; says how many Mentions went. */
  removeDataset(id: string): Promise<number>;
  /** Those published or updated in the span, oldest first. */
  notices(filter: NoticeFilter): Promise<readonly Notice[]>;
  /** Adds or updates Organisations by code, field by field: what a file does not say (undefined) keeps what another file said. */
  saveOrganisations(rows: readonly OrganisationUpdate[]): Promise<void>;
  organisations(): AsyncIterable<readonly Organisation[]>;
  organisationCount(): Promise<number>;
  /** Opens the sending of one Digest window to one target; false when it has been sent, or may have been. */
  claimDigest(claim: DigestKey & { readonly at: Instant }): Promise<boolean>;
  /**
   * Closes it: `sent`; `failed` with a sentence, which leaves it open for another try; or `unsure`, which does not, until whoever sent it comes
   * back and knows. What was closed as sent or failed stays so.
   */
  finishDigest(
    result: DigestKey & {
      readonly at: Instant;
      readonly outcome: Exclude<DigestRecord['outcome'], 'sending'>;
      readonly message: string | null;
    },
  ): Promise<void>;
  digests(limit: number): Promise<readonly DigestRecord[]>;
  /** Records a change made by a person. */
  recordChange(change: Change): Promise<void>;
  changes(limit: number): Promise<readonly Change[]>;
}

export interface NoticeFilter {
  readonly from: Instant;
  readonly to: Instant;
  readonly dataset?: string;
}

export interface DigestKey {
  /** The London day it reports, `YYYY-MM-DD`. */
  readonly window: string;
  readonly dataset: string;
  /** `folder` or `email`. */
  readonly target: string;
}

export interface DigestRecord extends DigestKey {
  /** `unsure`: it may have arrived or not, since the process ended in the middle of it or no answer came; never sent again. */
  readonly outcome: 'sending' | 'sent' | 'failed' | 'unsure';
  readonly at: Instant;
  readonly message: string | null;
}

/** What a person changed: kept for good. */
export interface Change {
  readonly at: Instant;
  /** `command line (user)` or the name the dashboard knows. */
  readonly who: string;
  /** "added channel feed:…". */
  readonly what: string;
}
