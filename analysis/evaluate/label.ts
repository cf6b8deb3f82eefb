import type { AuthorKind, Instant, Phase, Reason, Voice } from '../../src/core/types.ts';

/** The roles a System may have, as the Verdict names them. */
export const roles = ['systems', 'systemsUnaffected', 'systemsCause', 'systemsPlanned', 'systemsSwitchedOff'] as const;
export type Role = (typeof roles)[number];

/** What is compared as a set of words: a cause is a set of one or none. `places` are words of the text, `areas` area codes. */
export const setFields = [...roles, 'services', 'cause', 'causesDenied', 'advice', 'places', 'areas'] as const;
export type SetField = (typeof setFields)[number];

/** null: not labelled, or not answered, and so not scored. Empty: labelled as none. */
export type Sets = Readonly<Record<SetField, readonly string[] | null>>;

/** What a person says of a text. */
export interface Label {
  /** Where it stands in its file, counted from 1. */
  readonly line: number;
  readonly id: string | null;
  readonly text: string;
  readonly authorKind: AuthorKind | null;
  /** ODS code of the organisation that wrote it. */
  readonly organisation: string | null;
  readonly postedAt: Instant | null;
  /** The incident it belongs to: rows of one are not independent, and are drawn together. */
  readonly group: string | null;
  readonly ambiguous: boolean;
  readonly outage: boolean;
  /** null where only outage or not is labelled. */
  readonly phase: Phase | null;
  /** null where it is not labelled, or there is no outage. */
  readonly voice: Voice | null;
  readonly sets: Sets;
}

/** What a program says of the same text; a part that it never answers is null or left away, and not scored. */
export interface Answer {
  readonly outage: boolean;
  /** Probability of an outage, 0 to 1. */
  readonly score: number | null;
  readonly phase: Phase | null;
  readonly voice?: Voice | null;
  readonly sets: Sets;
  readonly reasons: readonly Reason[];
}

/** A Label or an Answer that says nothing but outage or not. */
export const noSets: Sets = {
  systems: null,
  systemsUnaffected: null,
  systemsCause: null,
  systemsPlanned: null,
  systemsSwitchedOff: null,
  services: null,
  cause: null,
  causesDenied: null,
  advice: null,
  places: null,
  areas: null,
};
