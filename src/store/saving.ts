import { fromMs } from '../core/time.ts';
import type { Instant, Mention, Notice, Removal } from '../core/types.ts';

/** What an engine knows of a stored Mention before it reads what it says. Moments in milliseconds. */
export interface StoredMention {
  readonly hash: string;
  readonly channel: string;
  readonly organisation: string | null;
  readonly postedAt: number | null;
  readonly seenAt: number;
  readonly removedWhy: Removal['why'] | null;
}

/** A Mention that is to be saved, and what the engine finds of it. */
interface Case<Row extends StoredMention> {
  readonly mention: Mention;
  readonly hash: string;
  readonly stored: Row | undefined;
  /** The same post under its other id. */
  readonly twin: Row | undefined;
  readonly onlyStored: boolean;
  readonly isForgotten: () => boolean;
  /** The Mention as the machine judged it. */
  readonly read: (row: Row) => Mention;
}

type Decision<Row> =
  | { readonly outcome: 'added' | 'unchanged' }
  | {
      readonly outcome: 'changed';
      /** What is to be replaced, and by what. */
      readonly row: Row;
      readonly mention: Mention;
      /** What it says so far; null where that is gone. */
      readonly before: Mention | null;
    };

/** Whether a Mention is new, says something new, or nothing new: the same in every engine. */
export function decide<Row extends StoredMention>({
  mention,
  hash,
  stored: own,
  twin,
  onlyStored,
  isForgotten,
  read,
}: Case<Row>): Decision<Row> {
  const { post } = mention;
  const unchanged = { outcome: 'unchanged' } as const;
  // What is known of an organisation is not stored a second time as a private person's.
  if (post.author.private && (twin !== undefined || isForgotten())) return unchanged;
  const stored = own ?? (twin?.removedWhy === null ? twin : undefined);
  // Words that are gone meanwhile are no words.
  const saysSame = (row: Row): boolean => row.removedWhy === null && read(row).post.text === post.text;
  if (onlyStored && (stored === undefined || !saysSame(stored))) return unchanged;
  if (stored === undefined) return { outcome: 'added' };
  const { removedWhy } = stored;
  // What was kept long enough, or was to be forgotten, does not come back because somebody still shows it.
  if (removedWhy === 'retention' || removedWhy === 'request') return unchanged;
  const dated = stored.postedAt === null && post.postedAt !== null;
  if (!dated && (stored.hash === hash || knowsLess(mention, stored, read))) return unchanged;
  const before = removedWhy === null ? read(stored) : null;
  if (before !== null && isOlder(mention, before)) return unchanged;
  return { outcome: 'changed', row: stored, mention: keepFirst(mention, stored), before };
}

/** A copy that some server kept of what the author has edited since. */
function isOlder({ post }: Mention, stored: Mention): boolean {
  return post.editedAt !== null && stored.post.editedAt !== null && post.editedAt < stored.post.editedAt;
}

/**
 * The same post found a second time through another Channel (a search beside the account itself) must not take its Organisation away,
 * or the two would overwrite each other at every visit.
 */
function knowsLess<Row extends StoredMention>(mention: Mention, stored: Row, read: (row: Row) => Mention): boolean {
  if (stored.channel === mention.post.channel || stored.organisation === null || mention.organisation !== null) return false;
  const old = read(stored);
  return old.post.text === mention.post.text && old.verdict.version === mention.verdict.version;
}

/** A platform that moves a post's date, or our seeing it again, does not change when it happened. */
function keepFirst(mention: Mention, stored: StoredMention): Mention {
  const postedAt = stored.postedAt === null ? mention.post.postedAt : fromMs(stored.postedAt);
  return { ...mention, post: { ...mention.post, seenAt: fromMs(stored.seenAt), postedAt } };
}

/** A page that moves an entry's date, or our seeing it again, does not change when it was first said. */
export function mergeNotice(known: Notice | null, given: Notice): Notice {
  return known === null ? given : { ...given, seenAt: known.seenAt, publishedAt: earlier(known, given) };
}

function earlier({ publishedAt: known }: Notice, { publishedAt: given }: Notice): Instant | null {
  if (known === null || given === null) return known ?? given;
  return known < given ? known : given;
}
