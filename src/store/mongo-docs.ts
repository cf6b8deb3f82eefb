import type {
  AuthorKind,
  Cause,
  ChannelState,
  Dataset,
  FailureKind,
  Phase,
  Removal,
  RunOutcome,
  Service,
  StatementRole,
  Voice,
} from '../core/types.ts';

/**
 * A Mention as one document, so that every change of it is one atomic step. What filters and counts read stands in fields of its own; what a
 * reader gets is JSON text in `body`, `raw`, `review` and `versions`: exact to the last character, and never looked into by the server.
 */
export interface MentionDoc {
  /** A growing whole number: the key that the rest of the store speaks of. */
  readonly _id: number;
  /** Goes up with every write by anybody; whoever writes what they read before asks for the `rev` they read. */
  readonly rev: number;
  readonly dataset: string;
  readonly platform: string;
  readonly id: string;
  readonly channel: string;
  readonly organisation: string | null;
  readonly authorKind: AuthorKind;
  readonly phase: Phase;
  readonly outage: boolean;
  readonly voice: Voice | null;
  readonly cause: Cause | null;
  readonly systems: readonly string[];
  readonly systemsUnaffected: readonly string[];
  readonly systemsCause: readonly string[];
  readonly systemsPlanned: readonly string[];
  readonly systemsSwitchedOff: readonly string[];
  readonly services: readonly Service[];
  /** Codes of the Places that are areas. */
  readonly areas: readonly string[];
  readonly postedAt: Date | null;
  /** Start of the hour and of the London day that hold `postedAt`, so that counting needs no arithmetic in the server. */
  readonly hour: Date | null;
  readonly day: Date | null;
  readonly seenAt: Date;
  readonly hash: string;
  readonly reviewed: boolean;
  readonly private: boolean;
  readonly sealed: boolean;
  readonly removedAt: Date | null;
  readonly removedWhy: Removal['why'] | null;
  /** Folded words, each once: what a search compares. */
  readonly words: readonly string[];
  /** The same in their order, a space around each, for words that stand side by side. */
  readonly said: string;
  /** Handle as it is stored, for requests to be forgotten. */
  readonly handle: string | null;
  /** Signature of its own words, and that of the first post of its group. */
  readonly wording: string | null;
  readonly statement: string | null;
  readonly statementRole: StatementRole | null;
  /** Key of the wording it was filed under. */
  readonly form: number | null;
  readonly relayed: boolean;
  /** 0: its words wait to be compared; 1: a copy that waits to be looked at as a relay; 2: done. */
  readonly grouped: 0 | 1 | 2;
  /** Statements that it belonged to before its words or its date changed, not yet put in order; absent where there are none. */
  readonly left?: readonly string[];
  /** True where a person said which voice it is: no Statement changes that. */
  readonly voiceReviewed: boolean;
  /** The Mention as the machine judged it, without original, review and versions. */
  readonly body: string;
  readonly raw: string;
  /** What a person last said; null where nobody did. */
  readonly review: string | null;
  /** JSON of each Version, oldest first. */
  readonly versions: readonly string[];
}

/** A wording that posts have; `_id` is the key the rest of the store speaks of. */
export interface WordingDoc {
  readonly _id: number;
  readonly dataset: string;
  readonly form: string;
  /** Where it stands among those of a band. */
  readonly rank: number;
  readonly signature: string;
  readonly statement: string;
  readonly bands: readonly number[];
  readonly compared: boolean;
}

/** Who was first in a Statement; `_id` is `checkId`. */
export interface StatementDoc {
  readonly _id: string;
  readonly dataset: string;
  readonly statement: string;
  /** Key of the Mention. */
  readonly first: number;
  /** Copies of it may be relays. */
  readonly origin: boolean;
  /** False until every post of it has the part that follows from who was first. */
  readonly settled: boolean;
}

/**
 * What is to be put in order of a Statement: written before anything is done to it, and struck out when all is done, so that whoever comes
 * after a crash finds it. A post that is taken away asks for one too; one that stays and changes its words says so in `left`, in the same step.
 */
export interface StatementCheckDoc {
  /** `checkId`. */
  readonly _id: string;
  readonly dataset: string;
  readonly statement: string;
  /** How often somebody whose post went has asked for it: one that is asked for again while it is worked on stays. */
  readonly asked: number;
  /** Somebody began to settle it; without that it is only looked at. */
  readonly begun?: boolean;
  /** The Statement that all of this one is moving to. */
  readonly into?: string;
  /** A wording of it is gone that may have been the bridge between the rest. */
  readonly split?: boolean;
}

export function checkId(dataset: string, statement: string): string {
  return JSON.stringify([dataset, statement]);
}

/** What saving a batch reads and writes of a Channel; the rest of the document is the Channels' own. */
export interface ChannelCore {
  /** The Channel's id. */
  readonly _id: string;
  readonly dataset: string;
  readonly platform: string;
  readonly address: string;
  /** What its address leads to: `hostOf`. */
  readonly host: string;
  /** The claim under which it is collected now. */
  readonly claim: string | null;
  /** JSON text: a cursor is whatever its collector made of it. */
  readonly cursor: string | null;
  readonly lastPostAt: Date | null;
}

/** A Channel with everything that is kept of it. */
export interface ChannelDoc extends ChannelCore {
  readonly title: string;
  readonly organisation: string | null;
  readonly authorKind: AuthorKind;
  readonly selector: string | null;
  readonly everyMinutes: number;
  readonly people: boolean;
  readonly addedAt: Date;
  readonly state: Exclude<ChannelState['state'], 'withheld'>;
  readonly nextAt: Date | null;
  readonly lastRunAt: Date | null;
  readonly lastSuccessAt: Date | null;
  readonly failures: number;
  readonly failure: FailureKind | null;
  readonly message: string | null;
  readonly notes: readonly string[];
  readonly claimedBy: string | null;
  readonly claimedUntil: Date | null;
  /** The Watch: when it was last seen and since when it cannot be. */
  readonly seenAt: Date | null;
  readonly blindFrom: Date | null;
  readonly blindWhy: string | null;
  readonly askedWhy: string | null;
  /** The Run that is open; only that one may say how it ended. */
  readonly run: string | null;
  /** How the last Run ended, should the Run itself not say so yet. */
  readonly ended: EndedRun | null;
}

/** The end of a Run, as it lies in the Run and, for the moment in between, beside its Channel with the blind span that it closes. */
export type EndedRun = Pick<RunDoc, '_id'> &
  RunEnd & { readonly blind: { readonly from: Date; readonly to: Date; readonly why: string } | null };

export interface RunEnd {
  readonly finishedAt: Date | null;
  readonly outcome: RunOutcome;
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
  readonly notes: readonly string[];
  readonly nextAt: Date | null;
}

export interface RunDoc extends RunEnd {
  readonly _id: string;
  readonly channel: string;
  /** Its Channel's; null where that is not known. */
  readonly dataset: string | null;
  readonly startedAt: Date;
}

export interface NoticeDoc {
  readonly _id: string;
  readonly channel: string;
  readonly id: string;
  /** Its Channel's; null where that is not known. */
  readonly dataset: string | null;
  readonly publishedAt: Date | null;
  readonly updatedAt: Date | null;
  /** JSON text of the Notice. */
  readonly body: string;
}

/** One entry of the history of corrections. `_id` grows, so that of two of one moment the later one stands. */
export interface ReviewDoc {
  readonly _id: number;
  /** Key of the Mention. */
  readonly mention: number;
  readonly platform: string;
  readonly id: string;
  readonly dataset: string;
  /** JSON text, its keys in order: what `writeCorrection` makes of it. */
  readonly correction: string;
  readonly reviewer: string;
  readonly reviewedAt: Date;
}

export interface DatasetDoc extends Omit<Dataset, 'id' | 'createdAt'> {
  readonly _id: string;
  readonly createdAt: Date;
}

/** A private person who asked that nothing of theirs be stored again: their handle as it is stored. */
export interface ForgottenDoc {
  readonly _id: string;
  readonly at: Date;
}
