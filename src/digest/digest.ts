import type { Dataset, Instant } from '../core/types.ts';
import type { DigestFacts } from './facts.ts';

/** The report of one London day, in the order in which it is read. Every text is one printable line, not yet escaped for any format. */
export interface Digest {
  /** Grows when a reader of the JSON would notice. */
  readonly shape: 1;
  readonly day: string;
  /** "Friday 19 July 2024". */
  readonly dayInWords: string;
  readonly from: Instant;
  readonly to: Instant;
  readonly generatedAt: Instant;
  /** The day was not over when this was written. */
  readonly partial: boolean;
  readonly dataset: Pick<Dataset, 'id' | 'title' | 'invented'>;
  readonly filters: string | null;
  readonly url: string | null;
  readonly subject: string;
  /** What stands above everything when the dataset is invented. */
  readonly banner: string | null;
  /** The answer, in a few sentences. */
  readonly answer: readonly string[];
  /** The few numbers to show large, beside the answer; empty on a day without mentions. */
  readonly highlights: readonly Highlight[];
  readonly sections: readonly Section[];
  readonly footer: readonly string[];
  /** The numbers behind the sentences. */
  readonly figures: Pick<
    DigestFacts,
    'totals' | 'undated' | 'before' | 'systems' | 'areas' | 'authorKinds' | 'voices' | 'causes' | 'shares' | 'leadTimes'
  >;
}

export interface Highlight {
  readonly value: string;
  readonly label: string;
}

export interface Section {
  readonly id: 'when' | 'where' | 'what' | 'working' | 'voices' | 'statement' | 'lead' | 'sight' | 'comparison' | 'meaning';
  readonly title: string;
  readonly blocks: readonly Block[];
}

export type Block =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'table'; readonly columns: readonly TableColumn[]; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: 'bars'; readonly title: string; readonly bars: readonly Bar[] }
  | { readonly kind: 'hours'; readonly hours: readonly Hour[]; readonly says: string }
  | {
      readonly kind: 'quote';
      readonly title: string;
      readonly text: string;
      readonly source: string;
      readonly url: string | null;
    };

export interface TableColumn {
  readonly title: string;
  readonly numeric: boolean;
}

export interface Bar {
  readonly label: string;
  readonly value: number;
}

/** One hour of the day on a London clock. */
export interface Hour {
  readonly at: Instant;
  /** "09:00". */
  readonly label: string;
  readonly disrupted: number;
  readonly recovering: number;
  readonly restored: number;
  /** Most channels could not be seen for some of it: low may be no more than unseen. */
  readonly blind: boolean;
  /** It had not begun when this was written. */
  readonly ahead: boolean;
}
