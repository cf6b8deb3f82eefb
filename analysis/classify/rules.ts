import type { Advice, AuthorKind, Cause, Service } from '../../src/core/types.ts';

/** Where a System belongs; the families of the vocabulary. */
export type Family =
  | 'gp-record'
  | 'pharmacy'
  | 'national'
  | 'patient-side'
  | 'documents'
  | 'pharmacy-service'
  | 'urgent'
  | 'hospital'
  | 'nations'
  | 'phones'
  | 'infrastructure'
  | 'unlisted'
  | 'unnamed';

/** A product or service that can be down, with its names and the proof that they name it. */
export interface SystemRow {
  readonly id: string;
  readonly title: string;
  /** Who runs or sells it; null for kinds of thing. */
  readonly owner: string | null;
  readonly family: Family;
  /** Names in the language of `pattern.ts`: present, former and popular ones; `phone > @fault` names it before such a word only. */
  readonly names: readonly string[];
  /** Names that hold only where one of `onlyNear` stands in the post. */
  readonly looseNames?: readonly string[];
  /** Words of which one has to stand in the post, for `looseNames`; without `looseNames`, for all names. */
  readonly onlyNear?: readonly string[];
  /** Words none of which may stand in the post. */
  readonly notNear?: readonly string[];
  /** Authors for whom an ambiguous name means this without a word beside it. */
  readonly trust?: readonly AuthorKind[];
  /** The same name from this author is another system, unless one of the words stands in the post. */
  readonly byAuthor?: { readonly from: AuthorKind; readonly is: string; readonly unlessNear: readonly string[] };
  /** Service that is hit whenever the system is. */
  readonly implies?: Service;
  readonly hits: readonly string[];
  readonly misses: readonly string[];
}

export type PhraseKind =
  | 'down' // says of a system that it does not work: needs a system or service it belongs to
  | 'strong' // says so without naming one
  | 'topic' // names a fault ("issues", "outage") without saying whose
  | 'slow' // works badly
  | 'support' // goes with disruptions, is none by itself
  | 'awaiting' // help is on its way: it still is down
  | 'restored'
  | 'partly' // only some of it, or only just: what is back is not all back
  | 'recovering'
  | 'unaffected' // expressly not affected
  | 'elsewhere' // speaks of a fault that others have: "fine" then means spared
  | 'fine' // works; means "unaffected" only where a fault is spoken of
  | 'planned'
  | 'off' // switched off on purpose
  | 'negation'
  | 'hypothetical'
  | 'past'
  | 'lookalike' // sounds like a disruption and is none: takes the words it covers, or the whole post
  | 'plain' // covers words that would mislead, says nothing
  | 'relay'
  | 'others' // somebody else's practices
  | 'inclusive' // "including ours"
  | 'echo' // "same here" over a quoted post
  | 'causal' // what follows is the cause
  | 'cause'
  | 'denied'
  | 'advice'
  | 'current';

/** A phrase and what it says. */
export interface PhraseRow {
  readonly id: string;
  readonly kind: PhraseKind;
  /** Alternatives in the language of `pattern.ts`. */
  readonly says: readonly string[];
  /** Where the system that it speaks of stands; `inside` where the pattern names it. */
  readonly toward?: 'before' | 'after' | 'either' | 'inside';
  /** How far it governs. */
  readonly scope?: 'words' | 'clause' | 'sentence' | 'post';
  /** Words that end its scope sooner. */
  readonly endsScope?: readonly string[];
  readonly weight?: number;
  /** System it speaks of where none is named. */
  readonly about?: string;
  readonly cause?: Cause;
  readonly advice?: Advice;
  readonly hits: readonly string[];
  readonly misses: readonly string[];
}

/** A word or words for something practices do with their systems. */
export interface ServiceRow {
  readonly id: string;
  readonly service: Service | null;
  readonly says: readonly string[];
  readonly hits: readonly string[];
  readonly misses: readonly string[];
}
