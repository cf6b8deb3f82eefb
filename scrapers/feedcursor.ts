import type { Cursor } from './collector.ts';
import type { Moved } from './moved.ts';
import type { Shown } from './vanished.ts';

/** What is remembered of a feed from one look to the next. */
export type FeedCursor = {
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** Hash of the last answer's text. */
  readonly body: string | null;
  /** Content hash by key of what is in the feed. */
  readonly items: { readonly [key: string]: string };
  /** What was noted of that body: it still holds while the body stands. */
  readonly notes: readonly string[];
  readonly moved: Moved | null;
  /** The newest items that could be asked about if they went away. */
  readonly shown: Shown;
};

export const blank: FeedCursor = { etag: null, lastModified: null, body: null, items: {}, notes: [], moved: null, shown: {} };

/** Cursors of an earlier version lack what has been added since. */
export function readCursor(cursor: Cursor | null): FeedCursor {
  return cursor === null ? blank : { ...blank, ...(cursor as Partial<FeedCursor>) };
}
