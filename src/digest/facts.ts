import type { LeadTime } from '../../analysis/leadtime.ts';
import type {
  AuthorKind,
  BlindPeriod,
  ChannelState,
  Count,
  Dataset,
  Instant,
  Mention,
  Phase,
  Sight,
  Vocabulary,
  Warning,
} from '../core/types.ts';
import type { MentionQuery } from '../store/filters.ts';

/** What a Digest asks of the store: a narrow view of it, so that neither knows more of the other. */
export interface DigestReader {
  datasets(): Promise<readonly Dataset[]>;
  count(query: MentionQuery): Promise<Totals>;
  counts(query: MentionQuery, by: { readonly bucket: 'hour' | null; readonly key: CountKey }): Promise<readonly Count[]>;
  stream(query: MentionQuery): AsyncIterable<readonly Mention[]>;
  channels(filter: { readonly dataset: string }): Promise<readonly ChannelState[]>;
  blindPeriods(filter: BlindSpan): Promise<{ readonly items: readonly BlindPeriod[]; readonly total: number }>;
  sight(filter: SightSpan): Promise<readonly Sight[]>;
  warnings(dataset: string): Promise<readonly Warning[]>;
}

type CountKey = 'system' | 'area' | 'phase' | 'authorKind' | 'voice' | 'cause';

interface BlindSpan {
  readonly dataset: string;
  readonly from: Instant;
  readonly to: Instant;
  readonly now: Instant;
  readonly limit: number;
}

interface SightSpan {
  readonly dataset: string;
  readonly system?: string;
  readonly organisationKind?: AuthorKind;
  readonly from: Instant;
  readonly to: Instant;
  readonly by: 'area' | null;
}

export interface Totals {
  readonly mentions: number;
  readonly organisations: number;
  readonly undated: number;
  readonly statements: number;
}

/** Everything a Digest is built from, for one London day. Numbers only where somebody counted; null where nobody could. */
export interface DigestFacts {
  /** `YYYY-MM-DD` in London, and the instants it lies between: `[from, to)`. */
  readonly day: string;
  readonly window: { readonly from: Instant; readonly to: Instant };
  readonly generatedAt: Instant;
  readonly dataset: Pick<Dataset, 'id' | 'title' | 'invented'>;
  /** The filters as a person would say them; null when the digest is of everything. */
  readonly filters: string | null;
  /** The same mentions on the dashboard; null where nobody said under which address it is. */
  readonly url: string | null;
  readonly totals: Totals;
  /** Posts of the dataset without a date, of any day: they are in no count of this digest. */
  readonly undated: number;
  /** The seven London days before, oldest first; null for a day from which nothing of any phase is stored. */
  readonly before: readonly (Figures | null)[];
  /** One row for each hour and phase. */
  readonly hours: readonly Count[];
  readonly systems: readonly Count[];
  readonly areas: readonly Count[];
  readonly authorKinds: readonly Count[];
  readonly voices: readonly Count[];
  readonly causes: readonly Count[];
  readonly shares: readonly Share[];
  readonly scan: Scan;
  readonly watch: Watch;
  /** First own reports beside the suppliers' first Notices, of the day's largest disruptions. */
  readonly leadTimes: readonly LeadTime[];
  readonly vocabulary: Pick<Vocabulary, 'systems' | 'areas' | 'authorKinds' | 'causes'>;
}

export interface Figures {
  readonly mentions: number;
  readonly organisations: number;
}

/** A floor: of the practices that run `system` in `area`, at least `posted` have posted about it. */
export interface Share {
  readonly system: string;
  /** Area code. */
  readonly area: string;
  readonly posted: number;
  readonly practices: number;
  /** Those among them with a Channel that gave an answer on the day; null where the directory cannot tell. */
  readonly visible: number | null;
}

/** What one pass over the day's Mentions found that no count can say. */
export interface Scan {
  /** First post of the day with `current` or `restored`, by ICB or board, in the order of the first posts. */
  readonly firsts: readonly AreaFirst[];
  readonly firstAt: Instant | null;
  readonly lastAt: Instant | null;
  readonly causeSystems: readonly Tally[];
  readonly unaffected: { readonly mentions: number; readonly systems: readonly Tally[] };
  readonly planned: { readonly mentions: number; readonly systems: readonly Tally[] };
  /** The statement that most organisations posted; null where none was posted twice. */
  readonly statement: RepeatedStatement | null;
  readonly notable: readonly Quote[];
}

export interface AreaFirst {
  readonly area: string;
  readonly name: string;
  readonly firstAt: Instant | null;
  readonly restoredAt: Instant | null;
}

/** Distinct organisations by system id. */
export interface Tally {
  readonly id: string;
  readonly organisations: number;
}

/** An organisation's own words. Never a private person's. */
export interface Quote {
  readonly why: 'first report' | 'first to say it is restored' | 'national or supplier statement';
  readonly at: Instant;
  readonly who: string;
  readonly kind: AuthorKind;
  readonly phase: Phase;
  readonly text: string;
  readonly url: string | null;
}

export interface RepeatedStatement {
  readonly posts: number;
  readonly organisations: number;
  readonly first: Omit<Quote, 'why'>;
}

/** How well we could see on that day. */
export interface Watch {
  /** Channels that were there before the day ended. */
  readonly channels: number;
  /** Those collected at least once on that day. */
  readonly collected: number;
  readonly blind: readonly (BlindPeriod & { readonly title: string })[];
  /** Channels that need attention now, with a sentence each. */
  readonly troubled: readonly { readonly title: string; readonly says: string }[];
}
