import type { Instant } from '../../src/core/types.ts';
import type { Context } from '../collector.ts';
import type { Denied } from './ask.ts';
import { isDenied } from './ask.ts';
import type { Entry, Page, Source, Subject } from './pages.ts';

/** The newest part of an account's posts, as one source shows it. */
export interface Reading {
  readonly entries: ReadonlyMap<string, Entry>;
  /** Everything the source has since then is in it. */
  readonly from: Instant;
  /** Everything the source has at all is in it. */
  readonly whole: boolean;
  readonly author: Page['author'];
  /** A sentence where it stopped before it was there. */
  readonly note: string | null;
}

/** A thousand posts: more than any practice writes between two visits. */
const mostPages = 20;

/** Reads back until a page reaches beyond `until`. The count of a page means nothing: only a missing cursor is the end. */
export async function readBack(source: Source, subject: Subject, until: Instant, context: Context): Promise<Reading | Denied> {
  const entries = new Map<string, Entry>();
  let from = context.now();
  let author: Page['author'] = null;
  let cursor: string | null = null;
  for (let count = 0; count < mostPages; count += 1) {
    const page = await source(subject, cursor, context);
    if (isDenied(page)) return page;
    // An edit may move a post to where it is met twice; the first is the newer.
    for (const entry of page.entries) if (!entries.has(entry.rkey)) entries.set(entry.rkey, entry);
    author ??= page.author;
    const oldest = page.entries.reduce((least, { at }) => (at < least ? at : least), from);
    const reached = page.entries.length > 0 && oldest < until;
    from = oldest;
    // The same cursor again would go round for ever.
    const stuck: boolean = page.next !== null && page.next === cursor;
    cursor = page.next;
    if (cursor === null || stuck) return { entries, from, whole: cursor === null, author, note: null };
    if (reached) return { entries, from, whole: false, author, note: null };
  }
  return { entries, from, whole: false, author, note: `Only the newest ${entries.size} posts were read; there are older ones.` };
}
