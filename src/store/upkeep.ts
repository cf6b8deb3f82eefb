import type { Instant } from '../core/types.ts';

/** What keeps the count tables in order, and proves them. */
export interface UpkeepStore {
  /**
   * Brings the tables that Counts are read from into their quickest form, in short steps between which others read and write. Answers are the
   * same before, meanwhile and afterwards. `onStep` hears what is still to be done, of the first call on.
   */
  tidyCounts(options?: { readonly signal?: AbortSignal; readonly onStep?: (left: UntidyCounts) => void }): Promise<void>;
  /**
   * Counts all Mentions of all datasets anew, stretch by stretch, and says where the tables hold something else; `repair` puts it right. Others
   * may read and write meanwhile: each stretch is looked at as it was at one moment.
   */
  verifyCounts(options: { readonly repair: boolean }): AsyncIterable<CheckedCounts>;
}

export interface UntidyCounts {
  /** Mentions of an older store that are not in the tables yet; until they are, Counts come from the Mentions themselves. */
  readonly uncounted: number;
  /** Days and months whose own cells have to be made. */
  readonly open: number;
}

/** One stretch of one dataset. */
export interface CheckedCounts {
  readonly mentions: number;
  readonly cells: number;
  readonly differences: readonly CountDifference[];
}

/** A cell that does not hold what its Mentions say. */
export interface CountDifference {
  readonly dataset: string;
  readonly span: 'hour' | 'day' | 'month';
  /** Its first hour; for Mentions without a date, of when they were seen. */
  readonly from: Instant;
  readonly undated: boolean;
  /** The systems and the areas that its Mentions name; null where the table does not tell them apart. */
  readonly systems: readonly string[] | null;
  readonly areas: readonly string[] | null;
  /** null: there is no such cell. */
  readonly stored: CellSums | null;
  readonly counted: CellSums | null;
}

/** Equal sums with a difference: the same numbers of others. */
export interface CellSums {
  readonly mentions: number;
  readonly organisations: number;
  readonly statements: number;
}
