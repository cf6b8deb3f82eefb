import type { Phase } from '../../src/core/types.ts';
import type { Estimate } from './bootstrap.ts';
import type { Calibration } from './calibration.ts';
import type { PhaseTriple, Triple } from './figures.ts';
import type { Role } from './label.ts';

/** Found, wrongly added and missed entries of a set over all rows where it is labelled and answered. */
export interface SetResult extends Triple<Estimate> {
  readonly rows: number;
  readonly hits: number;
  readonly extra: number;
  readonly missed: number;
}

/** How often what should not count was counted. Where it never was, `high` is the rate that would give none in 1 of 20 such samples. */
export interface Rate extends Estimate {
  readonly rows: number;
  readonly wrong: number;
}

/** Rows that have something in common. */
export interface Slice {
  readonly name: string;
  readonly rows: number;
  readonly outage: Triple<number | null>;
  readonly phaseAccuracy: number | null;
}

/** One System in the affected role. */
export interface SystemResult extends Triple<number | null> {
  readonly system: string;
  readonly labelled: number;
  readonly answered: number;
}

/** All that is said of one program's answers. */
export interface Evaluation {
  readonly rows: number;
  /** Independent units that were drawn for the intervals: incidents where rows name one, otherwise rows. */
  readonly units: number;
  readonly outage: Triple<Estimate> & {
    readonly accuracy: Estimate;
    readonly truePositive: number;
    readonly falsePositive: number;
    readonly falseNegative: number;
    readonly trueNegative: number;
  };
  /** null where no phase is labelled or answered. Rows of `confusion` are labelled, columns answered, both in the order of `phases`. */
  readonly phase: {
    readonly rows: number;
    readonly accuracy: Estimate;
    readonly macroF1: Estimate;
    readonly perPhase: readonly ({ readonly phase: Phase } & PhaseTriple)[];
    readonly confusion: { readonly phases: readonly Phase[]; readonly counts: readonly (readonly number[])[] };
  } | null;
  readonly voice: {
    /** Share right of the rows that both sides call an outage, and of all rows that are labelled with a voice. */
    readonly whereBoth: Estimate & { readonly rows: number };
    readonly ofAll: Estimate & { readonly rows: number };
    readonly own: Triple<number | null>;
    readonly relayed: Triple<number | null>;
  } | null;
  /** Each role by itself; `rolePairs` wants system and role right, `anyRole` the system alone. */
  readonly systems: Readonly<Record<Role | 'rolePairs' | 'anyRole', SetResult | null>>;
  /** The most labelled first. */
  readonly perSystem: readonly SystemResult[];
  readonly services: SetResult | null;
  readonly cause: SetResult | null;
  readonly causesDenied: SetResult | null;
  readonly advice: SetResult | null;
  readonly places: SetResult | null;
  readonly areas: SetResult | null;
  /** Rows that say of themselves or of a system that it is spared. */
  readonly negation: {
    readonly rows: number;
    readonly unaffectedAsOutage: Rate;
    readonly systemsUnaffected: SetResult | null;
    readonly sparedAsAffected: Rate | null;
  };
  readonly plannedAsOutage: Rate;
  readonly brier: Estimate | null;
  readonly calibration: Calibration | null;
  /** By the kind of author, and by incident: the largest first, without intervals. */
  readonly byAuthor: readonly Slice[];
  readonly byGroup: readonly Slice[];
}
