import type { Area, AuthorKind, Cause, Instant, Phase, Service, Vocabulary, Voice } from '../core/types.ts';

/** The filters on screen: the one object that screen, API, export, digest and alert share. Absent means "any". */
export interface MentionQuery {
  readonly dataset: string;
  /** Half-open span of `postedAt`; undated posts lie outside every span. */
  readonly from?: Instant;
  readonly to?: Instant;
  /** Default: the three outage phases. `phase=all` in a URL lists all six here. */
  readonly phases: readonly Phase[];
  readonly systems?: readonly string[];
  /** Which role the systems must have; default affected. Counts by system count this role. */
  readonly role?: Role;
  readonly areas?: readonly string[];
  readonly services?: readonly Service[];
  readonly causes?: readonly Cause[];
  readonly voice?: Voice;
  readonly authorKinds?: readonly AuthorKind[];
  readonly platforms?: readonly string[];
  readonly channels?: readonly string[];
  readonly organisations?: readonly string[];
  readonly statement?: string;
  /** Whether a person has checked the Verdict. */
  readonly reviewed?: 'yes' | 'no';
  /** Words that must all occur; never an operator, never a pattern. */
  readonly text?: string;
}

export const roles = ['affected', 'unaffected', 'cause', 'planned', 'switched-off'] as const;
export type Role = (typeof roles)[number];

/** What `phase=outage` means: exactly the phases for which `verdict.outage` is true. */
export const outagePhases: readonly Phase[] = ['disrupted', 'recovering', 'restored'];

/** What a filter asks, in no database's language; each engine translates this and nothing else. */
export type Condition =
  | { readonly op: 'in'; readonly field: ConditionField; readonly values: readonly string[] }
  | { readonly op: 'gte' | 'lt'; readonly field: 'postedAt'; readonly value: Instant }
  | { readonly op: 'words'; readonly value: string };

export type ConditionField =
  | 'dataset'
  | 'phase'
  | 'voice'
  | 'authorKind'
  | 'platform'
  | 'channel'
  | 'organisation'
  | 'statement'
  | 'reviewed'
  | 'cause'
  | 'service'
  | 'area'
  | SystemField;

export type SystemField = 'systemsAffected' | 'systemsUnaffected' | 'systemsCause' | 'systemsPlanned' | 'systemsSwitchedOff';

/** The field that holds the systems of each role. */
export const systemFields: Readonly<Record<Role, SystemField>> = {
  affected: 'systemsAffected',
  unaffected: 'systemsUnaffected',
  cause: 'systemsCause',
  planned: 'systemsPlanned',
  'switched-off': 'systemsSwitchedOff',
};

/** One row a filter: URL parameter, command-line option, condition, OpenAPI parameter and human words all come from here. */
export interface Filter {
  /** URL parameter; `--` before it makes the command-line option. */
  readonly name: string;
  readonly title: string;
  /** One sentence for OpenAPI and `--help`. */
  readonly says: string;
  readonly example: string;
  /** JSON Schema of the parameter as it stands in a URL; lists are comma-separated text. */
  readonly schema: FilterSchema;
  /** The part of the query that this parameter sets; throws InputError naming the parameter. */
  readonly read: (value: string, vocabulary: Vocabulary) => Partial<MentionQuery>;
  /** The parameter that `read` would turn into the same part; null when the query does not use it. */
  readonly write: (query: MentionQuery) => string | null;
  readonly conditions: (query: MentionQuery, areas: readonly Area[]) => readonly Condition[];
  /** Its part of the sentence; null when there is nothing to say. */
  readonly say: (query: MentionQuery, vocabulary: Vocabulary) => string | null;
}

export interface FilterSchema {
  readonly type: 'string';
  readonly maxLength: number;
  readonly enum?: readonly string[];
}
