import type { Instant } from '../../../src/core/types.ts';

/** A text and the areas that a careful reader places it in. */
export interface Sentence {
  readonly text: string;
  /** Codes of the ICBs, boards, regions and countries, separated by spaces; empty where the text and its author name none for sure. */
  readonly areas: string;
  /** Code of the organisation whose channel it is on; nobody's where absent. */
  readonly author?: string;
  /** 19 July 2024 where absent. */
  readonly on?: Instant;
}
