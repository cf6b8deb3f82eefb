import type { Author } from '../core/types.ts';

/**
 * What the store keeps of Statements. It compares no words itself: whoever calls reads what waits, compares, and says what belongs together.
 * The id of a Statement is the signature of its first post's words, first by date, then platform and id, so it does not depend on the order
 * in which posts came. Every call may be repeated, and two processes may do the same work at the same time.
 */
export interface StatementStore {
  /** Posts that have words to compare and have not been since they were saved, oldest key first. */
  ungrouped(limit: number): Promise<readonly UngroupedPost[]>;
  /** Files the wordings of posts; answers with those that have not been compared yet and what to compare each with. */
  fileWordings(posts: readonly FiledPost[]): Promise<readonly FiledWording[]>;
  /** A text of each wording, as posted; wordings that no post has any more are left out. */
  wordingTexts(wordings: readonly number[]): Promise<readonly (readonly [wording: number, text: string])[]>;
  /** Merges the Statements of wordings found near, and gives each post its Statement and role, in one transaction. */
  groupPosts(group: Grouping): Promise<void>;
  /** Posts whose words were first posted by somebody whose copies may be relays, not yet looked at. */
  uncheckedCopies(limit: number): Promise<readonly UncheckedCopy[]>;
  /** Says of each whether it passes on what the first one posted. */
  saveRelays(copies: readonly CheckedCopy[]): Promise<void>;
}

/** A post by its key and the hash of what it said when it was read: what has changed since is left for the next time. */
export interface PostVersion {
  readonly key: number;
  readonly hash: string;
}

export interface UngroupedPost extends PostVersion {
  readonly text: string;
}

export interface FiledPost extends PostVersion {
  /** null: too short to compare after all. */
  readonly signature: string | null;
  /** Hexadecimal: its first eight digits place it among the wordings of a band. */
  readonly form: string;
  readonly bands: readonly number[];
}

export interface FiledWording {
  readonly wording: number;
  readonly form: string;
  readonly dataset: string;
  readonly statement: string;
  /** Wordings that share a band, those that share most first, with the Statement each belongs to. */
  readonly candidates: readonly { readonly wording: number; readonly statement: string }[];
}

export interface Grouping {
  readonly posts: readonly PostVersion[];
  /** Wordings that are near. */
  readonly pairs: readonly (readonly [number, number])[];
  /** Wordings that have now been compared. */
  readonly compared: readonly number[];
}

export interface UncheckedCopy extends PostVersion {
  readonly text: string;
  readonly author: Author;
  readonly organisation: string | null;
  /** False where it is not later than the first, or the first is nobody whose words are passed on: then it is no relay. */
  readonly mayBeRelay: boolean;
  readonly first: {
    readonly key: number;
    readonly text: string;
    readonly author: Author;
    readonly organisation: string | null;
  };
}

export interface CheckedCopy extends PostVersion {
  /** Key of the first post it was compared with. */
  readonly first: number;
  readonly relayed: boolean;
}
