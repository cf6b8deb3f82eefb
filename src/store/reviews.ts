import type { Review } from '../core/types.ts';
import type { MentionKey } from './mentions.ts';

/** What the store keeps of corrections by people. */
export interface ReviewStore {
  /**
   * Puts a person's corrections beside the machine's Verdicts, all in one transaction. The newest review of a Mention stands and decides what
   * filters, counts and readers get; older ones stay in the history, and all go when the Mention goes. One that says what stands already
   * changes nothing.
   */
  saveReviews(reviews: readonly Review[]): Promise<SavedReviews>;
  /** What people said, newest first: overruled and withdrawn ones included. */
  reviews(filter: ReviewFilter): Promise<readonly Review[]>;
}

export interface SavedReviews {
  readonly saved: number;
  readonly unchanged: number;
  /** Reviews of Mentions that are not stored, or have no words any more. */
  readonly missing: readonly MentionKey[];
}

export interface ReviewFilter {
  readonly dataset: string;
  /** Of this Mention alone. */
  readonly of?: Pick<Review, 'platform' | 'id'>;
  readonly limit: number;
}
