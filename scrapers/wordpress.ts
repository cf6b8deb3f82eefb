import { CollectError } from '../src/core/errors.ts';
import { sayUrl } from '../src/core/http/say.ts';
import { toMs } from '../src/core/time.ts';
import type { Channel, Instant } from '../src/core/types.ts';
import type { Batch, Collector, Context, Cursor } from './collector.ts';
import { type Kind, pickNews } from './wordpress/kinds.ts';
import { hashPost, postId, toPost } from './wordpress/post.ts';
import { askMissing, readChanges, readThese } from './wordpress/read.ts';
import { createRest, type RestPost } from './wordpress/rest.ts';
import { claimSite, inspectRest, recogniseRest } from './wordpress/site.ts';
import { findMissing, findUnread, type Items } from './wordpress/window.ts';

/** WordPress sites that leave their REST API open: it tells of edits and of what was taken back, and has post types that no feed links. */
export const wordpress: Collector = {
  platform: 'wordpress',
  title: 'WordPress REST',
  docs: 'https://developer.wordpress.org/rest-api/reference/posts/',
  needs: [],
  everyMinutes: 15,
  recognise: recogniseRest,
  inspect: inspectRest,
  claim: claimSite,
  collect: collectSite,
};

type SiteCursor = {
  readonly kinds: readonly Kind[];
  /** When the site was last asked which types it has. */
  readonly kindsAt: string | null;
  /** Newest `modified_gmt` seen, by type. */
  readonly since: { readonly [slug: string]: string };
  readonly items: Items;
};

const blank: SiteCursor = { kinds: [], kindsAt: null, since: {}, items: {} };
const dayMs = 86_400_000;
/** Posts asked about at one look because they are not listed any more. */
const mostAsked = 10;
const mostItems = 2000;

/**
 * Yields posts that are new or edited, page by page, and the ids of those that were trashed or taken back. Two requests a type: what was
 * modified, and what is listed (a scheduled post appears with an old modification date, and one that was taken back only by its absence).
 */
async function* collectSite(channel: Channel, cursor: Cursor | null, context: Context): AsyncGenerator<Batch> {
  let known: SiteCursor = { ...blank, ...(cursor as Partial<SiteCursor> | null) };
  const rest = createRest(channel.address, context);
  const now = context.now();
  if (known.kindsAt === null || toMs(now) - toMs(known.kindsAt as Instant) > dayMs) {
    known = { ...known, kinds: pickNews(await rest.kinds()), kindsAt: now };
  }
  let asked = 0;
  for (const kind of known.kinds) {
    const wasSeen = kind.slug in known.since;
    for await (const { posts, since } of readChanges(rest, kind, known.since[kind.slug])) {
      const changed = posts.filter((post) => isNew(post, known));
      known = remember(since === null ? known : { ...known, since: { ...known.since, [kind.slug]: since } }, kind, posts);
      yield batch(changed, [], known, channel, now);
    }
    if (!wasSeen) continue;
    const listed = await rest.list(kind.base, { orderby: 'date', order: 'desc', _fields: 'id,date_gmt,modified_gmt' });
    if (listed === null) {
      // It is not shown any more, for whatever reason: its posts are not thereby deleted. The types are asked for again next time.
      known = { ...known, kindsAt: null };
      continue;
    }
    const fresh = await readThese(rest, kind, findUnread(kind.slug, known.items, listed.posts));
    const changed = fresh.filter((post) => isNew(post, known));
    known = remember(known, kind, fresh);
    const missing = findMissing(kind.slug, known.items, listed.posts);
    const gone = await askMissing(rest, kind, missing.slice(0, mostAsked - asked));
    asked += Math.min(missing.length, mostAsked - asked);
    refuseEmpty(listed.posts, kind, known, gone, channel);
    known = { ...known, items: Object.fromEntries(Object.entries(known.items).filter(([id]) => !gone.includes(id))) };
    yield batch(changed, gone, known, channel, now);
  }
  if (known.kinds.length === 0) throw new CollectError('changed', `${sayUrl(channel.address)} lists no type of posts.`);
  yield batch([], [], known, channel, now);
}

function isNew(post: RestPost, { items }: SiteCursor): boolean {
  return items[post.id]?.[1] !== hashPost(post);
}

/** One post may be all there was; where the site does not own to having taken back any, an empty list is a fault. */
function refuseEmpty(
  listed: readonly RestPost[],
  { slug, title }: Kind,
  { items }: SiteCursor,
  gone: readonly string[],
  channel: Channel,
): void {
  const had = Object.values(items).some(([type]) => type === slug);
  if (listed.length > 0 || !had || gone.length > 0) return;
  throw new CollectError('changed', `${sayUrl(channel.address)} lists no “${title}”, where there had always been some.`);
}

function remember(known: SiteCursor, { slug }: Kind, posts: readonly RestPost[]): SiteCursor {
  const now = posts.map((post) => [post.id, [slug, hashPost(post), post.modified_gmt, post.date_gmt ?? '']] as const);
  // Numbers come first and in their order whatever was added last, so what is dropped here is what is oldest.
  const items = Object.entries({ ...known.items, ...Object.fromEntries(now) }).slice(-mostItems);
  return { ...known, items: Object.fromEntries(items) };
}

function batch(posts: readonly RestPost[], gone: readonly string[], cursor: SiteCursor, channel: Channel, now: Instant): Batch {
  const ours = posts.map((post) => toPost(post, channel, now)).toSorted((a, b) => compare(a.postedAt ?? '', b.postedAt ?? ''));
  return { posts: ours, removed: gone.map((id) => postId(channel, id)), notices: [], cursor };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
