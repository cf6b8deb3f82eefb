import { CollectError } from '../../src/core/errors.ts';
import { addMs } from '../../src/core/time.ts';
import type { Channel, Instant } from '../../src/core/types.ts';
import type { Batch, Context, Cursor } from '../collector.ts';
import { findHome, judgeAccount, obeyLabels, readProfile, resolveDid } from './account.ts';
import { isDenied } from './ask.ts';
import { type AccountCursor, itemOf, readCursor, shortCid } from './cursor.ts';
import { readAtHome } from './home.ts';
import { type Entry, readFeedPage, type Subject } from './pages.ts';
import { uriOf } from './record.ts';
import { type Reading, readBack } from './window.ts';

const dayMs = 24 * 60 * 60_000;
/** What is read again at every visit: posts are edited and deleted within hours, if at all. */
const overlapMs = 2 * dayMs;
/** How far a first visit reads back. */
const firstMs = 30 * dayMs;
const batchSize = 100;

/**
 * An account's posts, new and edited, oldest first, and the ids of those that it deleted. Read as everybody sees them; the account's own server
 * says what was deleted, once a day what that view left out, and everything while the view does not answer.
 */
export async function* collectAccount(channel: Channel, cursor: Cursor | null, context: Context): AsyncGenerator<Batch> {
  const known = readCursor(cursor);
  const did = known.did ?? (await resolveDid(channel.address, context));
  const visit = await lookAtAccount({ ...known, did }, context);
  const seen = await readPosts({ did, channel, author: visit }, visit, context);
  const missing = await findRemoved({ did, channel, author: visit }, visit, seen, context);
  yield* batches(seen, missing, visit, cursor);
}

interface Visit extends AccountCursor {
  readonly did: string;
  /** The account itself was looked at: once a day, its wishes, its server and what the public view leaves out. */
  readonly fresh: boolean;
  readonly until: Instant;
}

/** What was read, and by which way. */
interface Seen extends Reading {
  readonly atHome: boolean;
  /** Keys of what only the account's own server shows. */
  readonly hidden: ReadonlySet<string>;
  readonly notes: readonly string[];
}

async function lookAtAccount(known: AccountCursor & { did: string }, context: Context): Promise<Visit> {
  const now = context.now();
  const until = known.newestAt === null ? addMs(now, -firstMs) : addMs(known.newestAt, -overlapMs);
  const stale = { ...known, fresh: false, until };
  if (known.checkedAt !== null && addMs(known.checkedAt, dayMs) > now) return stale;
  const profile = await unlessUnreachable(readProfile(known.did, context));
  // The view does not answer: what it would have said is asked for next time.
  if (profile === undefined) return stale;
  if (profile === null) throw await sayMissing(known.did, context);
  obeyLabels(profile);
  const { handle, displayName } = profile;
  const home = await findHome(known.did, context);
  return { ...known, handle, name: displayName ?? null, home, checkedAt: now, fresh: true, until };
}

async function readPosts(subject: Subject, visit: Visit, context: Context): Promise<Seen> {
  const view = await unlessUnreachable(readBack(readFeedPage, subject, visit.until, context));
  if (view === undefined) {
    const reading = await readAtHome(subject, visit.home, visit.until, context);
    const note = 'Bluesky’s public server did not answer; the account’s own server was read in its place.';
    return { ...reading, atHome: true, hidden: new Set(), notes: notesOf(reading, note) };
  }
  if (isDenied(view)) throw await sayMissing(subject.did, context);
  const seen = { ...view, atHome: false, hidden: new Set<string>(), notes: notesOf(view) };
  if (!visit.fresh) return seen;
  const there = await unlessUnreachable(readAtHome(subject, visit.home, visit.until, context));
  const extra = [...(there?.entries ?? [])].filter(([rkey]) => !view.entries.has(rkey));
  return { ...seen, entries: new Map([...view.entries, ...extra]), hidden: new Set(extra.map(([rkey]) => rkey)) };
}

function notesOf({ note }: Reading, ...more: readonly string[]): readonly string[] {
  return note === null ? more : [...more, note];
}

/** Keys of posts that were known and were not met again. */
interface Missing {
  readonly removed: readonly string[];
  /** Left out by the public view alone. */
  readonly hidden: readonly string[];
}

/**
 * Posts that were known, belong to the span that was read, and are not in it. Gone only if the account's own server says so too, since
 * a view leaves posts out for reasons of its own; while that server cannot be asked they stay.
 */
async function findRemoved(subject: Subject, visit: Visit, seen: Seen, context: Context): Promise<Missing> {
  const missing = Object.entries(visit.items).filter(
    ([rkey, { at, hidden }]) => !seen.entries.has(rkey) && (seen.whole || at > seen.from) && (hidden !== true || seen.atHome),
  );
  const [first] = missing.map(([, { at }]) => at).sort();
  const keys = missing.map(([rkey]) => rkey);
  if (first === undefined || seen.atHome) return { removed: keys, hidden: [] };
  const there = await unlessUnreachable(readAtHome(subject, visit.home, addMs(first, -dayMs), context));
  if (there === undefined) return { removed: [], hidden: [] };
  // A server that shows nothing at all may have lost the account, not the account its posts.
  if (there.entries.size === 0) {
    const told = await judgeAccount(subject.did, await findHome(subject.did, context), context);
    if (told !== null) throw told;
  }
  const held = there.entries;
  return { removed: keys.filter((rkey) => !held.has(rkey)), hidden: keys.filter((rkey) => held.has(rkey)) };
}

async function sayMissing(did: string, context: Context): Promise<CollectError> {
  const told = await judgeAccount(did, await findHome(did, context), context);
  return told ?? new CollectError('unreachable', `Bluesky shows no profile for ${did}, though its own server has the account.`);
}

/** undefined where the server could not be reached, and for no other reason. */
async function unlessUnreachable<Value>(asked: Promise<Value>): Promise<Value | undefined> {
  return asked.catch((error: unknown) => {
    if (error instanceof CollectError && error.kind === 'unreachable') return undefined;
    throw error;
  });
}

function* batches(seen: Seen, missing: Missing, visit: Visit, before: Cursor | null): Generator<Batch> {
  const changed = [...seen.entries.values()]
    .flatMap((entry) => (entry.post === null ? [] : [{ entry, post: entry.post }]))
    .filter(({ entry }) => visit.items[entry.rkey]?.cid !== shortCid(entry.cid))
    .sort((a, b) => compare(a.post.postedAt ?? a.entry.at, b.post.postedAt ?? b.entry.at));
  const last = nextCursor(seen, missing, visit);
  const start = Math.max(0, Math.ceil(changed.length / batchSize) - 1) * batchSize;
  for (let from = 0; from < start; from += batchSize) {
    const done = changed.slice(0, from + batchSize).map(({ entry }) => entry);
    const posts = changed.slice(from, from + batchSize).map(({ post }) => post);
    yield {
      posts,
      removed: [],
      notices: [],
      cursor: { ...last, newestAt: visit.newestAt, items: { ...visit.items, ...itemsOf(done, seen) } },
    };
  }
  const notes = seen.notes.length === 0 ? {} : { notes: seen.notes };
  if (changed.length + missing.removed.length + seen.notes.length === 0 && JSON.stringify(last) === JSON.stringify(before))
    return;
  const ids = missing.removed.map((rkey) => uriOf(visit.did, rkey));
  yield { posts: changed.slice(start).map(({ post }) => post), removed: ids, notices: [], cursor: last, ...notes };
}

/** Remembers what was met, and what lies beyond it as long as it belongs to the overlap. */
function nextCursor(seen: Seen, missing: Missing, visit: Visit): AccountCursor & Cursor {
  const { did, home, checkedAt } = visit;
  const gone = new Set(missing.removed);
  const hidden = new Set(missing.hidden);
  const newestAt = [...seen.entries.values()].reduce(
    (newest, { at }) => (newest === null || at > newest ? at : newest),
    visit.newestAt,
  );
  const since = newestAt === null ? null : addMs(newestAt, -overlapMs);
  const kept = Object.entries(visit.items)
    .filter(([rkey, { at }]) => !gone.has(rkey) && since !== null && at >= since)
    .map(([rkey, item]) => [rkey, hidden.has(rkey) ? itemOf(item, true) : item] as const);
  return {
    did,
    handle: seen.author?.handle ?? visit.handle,
    name: seen.author?.name ?? visit.name,
    home,
    checkedAt,
    newestAt,
    items: { ...Object.fromEntries(kept), ...itemsOf(seen.entries.values(), seen) },
  };
}

function itemsOf(entries: Iterable<Entry>, { hidden }: Seen): AccountCursor['items'] {
  return Object.fromEntries([...entries].map((entry) => [entry.rkey, itemOf(entry, hidden.has(entry.rkey))]));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
