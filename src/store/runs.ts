import type {
  AuthorKind,
  BlindPeriod,
  ChannelState,
  FailureKind,
  Instant,
  Run,
  RunOutcome,
  Sight,
  Warning,
} from '../core/types.ts';
import type { WarningChange } from './warnings.ts';

/** What the store keeps of every look at a Channel, and what follows from it: when we were blind, and what is to be warned of. */
export interface RunStore {
  /**
   * Opens a Run; one that this Channel still had open is closed as interrupted. With a claim that somebody else's has replaced it opens none
   * and answers false.
   */
  startRun(run: {
    readonly id: string;
    readonly channel: string;
    readonly startedAt: Instant;
    readonly claim?: string;
  }): Promise<boolean>;
  /**
   * Closes a Run, frees the Channel and says when it is due again, in one transaction. With a claim that somebody else's has replaced the Run
   * is closed as interrupted, and the Channel stays as it is.
   */
  finishRun(result: RunResult): Promise<void>;
  runs(filter: RunFilter): Promise<readonly Run[]>;
  /**
   * Spans in which Channels could not be seen, from the last good look before trouble to the next good one, that overlap what is asked for,
   * earliest first. Kept up to date as Runs end, so that a year of them need not be read. `total` counts all of them.
   */
  blindPeriods(filter: BlindFilter): Promise<{ readonly items: readonly BlindPeriod[]; readonly total: number }>;
  /** How many Channels, and how many of their Organisations, there were before `to` and gave an answer in the span; by key. */
  sight(filter: SightFilter): Promise<readonly Sight[]>;
  /**
   * Compares what fails now with what was warned of and says what is new and what is over, each once: a Channel after three failures in a
   * row, and a platform of which half cannot be read in place of its Channels.
   */
  reviewWarnings(review: { readonly dataset: string; readonly now: Instant }): Promise<WarningChange>;
  /** What is warned of now, whole platforms first. */
  warnings(dataset: string): Promise<readonly Warning[]>;
}

export interface RunResult {
  readonly id: string;
  readonly channel: string;
  /** The claim under which the Channel was looked at; absent where it was not claimed. */
  readonly claim?: string;
  readonly finishedAt: Instant;
  readonly outcome: Exclude<RunOutcome, 'running'>;
  readonly failure: FailureKind | null;
  readonly message: string | null;
  readonly postsSeen: number;
  readonly postsNew: number;
  readonly postsChanged: number;
  readonly postsRemoved: number;
  readonly mentionsNew: number;
  readonly noticesNew: number;
  readonly bytes: number;
  readonly status: number | null;
  /** null: nothing was read anew, so what was noted of the Channel before still stands. */
  readonly notes: readonly string[] | null;
  /** null: never again by itself. */
  readonly nextAt: Instant | null;
  readonly state: ChannelState['state'];
}

/** What becomes of a Run whose Channel somebody else has claimed meanwhile. */
export const takenOver = {
  outcome: 'interrupted',
  failure: null,
  message: 'Another process took the channel over',
  nextAt: null,
} as const;

export interface RunFilter {
  readonly channel?: string;
  readonly from?: Instant;
  readonly to?: Instant;
  /** Newest first. */
  readonly limit: number;
}

/** Which Channels: those of a platform, and those whose Organisation lies in an area (rolled up), runs a system, is of a kind. */
export interface ChannelScope {
  readonly dataset: string;
  readonly platform?: string;
  readonly areas?: readonly string[];
  readonly system?: string;
  readonly organisationKind?: AuthorKind;
}

export interface BlindFilter extends ChannelScope {
  /** Half-open; null is open-ended. */
  readonly from: Instant | null;
  readonly to: Instant | null;
  readonly now: Instant;
  readonly limit: number;
}

export interface SightFilter extends ChannelScope {
  /** null: of each Channel its own last two intervals before `to`. */
  readonly from: Instant | null;
  readonly to: Instant;
  readonly by: 'platform' | 'area' | 'system' | null;
}
