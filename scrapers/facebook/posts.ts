import { z } from 'zod';
import { CollectError } from '../../src/core/errors.ts';
import { addMs, readInstant, toMs } from '../../src/core/time.ts';
import type { Channel, Instant, Post } from '../../src/core/types.ts';
import { hashText, keepRaw, tidyText } from '../text.ts';
import { askGraph, type Graph, GraphError } from './graph.ts';

export const pageShape = z.object({ id: z.string(), name: z.string(), is_published: z.boolean().optional() });

/** https://developers.facebook.com/docs/graph-api/reference/pagepost#fields */
const postShape = z.looseObject({
  id: z.string(),
  created_time: z.string().refine((text) => readInstant(text) !== null, 'is no date with a time'),
  message: z.string().optional(),
  permalink_url: z.string().optional(),
  attachments: z
    .looseObject({ data: z.array(z.looseObject({ title: z.string().optional(), description: z.string().optional() })) })
    .optional(),
});
export type PagePost = z.output<typeof postShape>;

const listShape = z.object({
  data: z.array(postShape),
  paging: z.object({ cursors: z.object({ after: z.string() }).partial().optional(), next: z.string().optional() }).optional(),
});

const fields = 'id,message,created_time,updated_time,permalink_url,status_type,attachments{type,title,description,unshimmed_url}';

/** Of 100 posts each: nobody writes two thousand in a fortnight. */
const mostPages = 20;

/** Oldest first. At the first look the newest hundred; from then on everything since `from`. */
export async function listPosts(
  graph: Graph,
  page: string,
  from: Instant | null,
): Promise<{ posts: PagePost[]; receivedAt: Instant; restUntil: Instant | null }> {
  const found = new Map<string, PagePost>();
  let after: string | undefined;
  for (let pages = 1; ; pages += 1) {
    const query = {
      fields,
      limit: '100',
      ...(from === null ? {} : { since: String(Math.floor(toMs(from) / 1000)) }),
      ...(after === undefined ? {} : { after }),
    };
    const { value, receivedAt, restUntil } = await askGraph(graph, `${page}/published_posts`, query, listShape);
    for (const post of value.data) found.set(post.id, post);
    // `paging.next` is a ready-made address, but one that contains the token: only its cursor is used.
    after = value.paging?.next === undefined ? undefined : value.paging.cursors?.after;
    if (after === undefined || from === null)
      return { posts: [...found.values()].sort((a, b) => compare(postedAt(a), postedAt(b))), receivedAt, restUntil };
    if (restUntil !== null || pages >= mostPages) {
      const retryAt = restUntil ?? addMs(receivedAt, 60 * 60_000);
      throw new CollectError(
        'rate-limited',
        `The page has more posts than Facebook lets us read now: reading goes on at ${retryAt}.`,
        {
          retryAt,
        },
      );
    }
  }
}

/** What the last looks saw: a hash of each post's content and when it was posted, by id. */
export type KnownPosts = { readonly [id: string]: { readonly hash: string; readonly at: string } };

/** Asked one by one, which costs a call each: a page that deletes more than that in one go is asked again next time. */
const mostAsked = 25;

export async function findRemoved(
  graph: Graph,
  known: KnownPosts,
  listed: readonly PagePost[],
  from: Instant,
): Promise<string[]> {
  const here = new Set(listed.map(({ id }) => id));
  const missing = Object.entries(known).filter(([id, { at }]) => at >= from && !here.has(id));
  // Nobody takes down a fortnight's posts at once, but a page may be restricted: that is a state of the channel, not many deletions.
  if (listed.length === 0 && missing.length >= 3)
    throw new CollectError(
      'changed',
      `The page lists no posts, where ${missing.length} stood at the last look; none is taken for deleted.`,
    );
  const removed: string[] = [];
  for (const [id] of missing.slice(0, mostAsked)) {
    try {
      await askGraph(graph, id, { fields: 'id' }, z.object({ id: z.string() }));
    } catch (error) {
      if (!(error instanceof GraphError && error.isMissing)) throw error;
      removed.push(id);
    }
  }
  return removed;
}

/** Graph writes +0000, without the colon of ISO 8601's longer form. */
export function postedAt({ created_time }: PagePost): Instant | null {
  return readInstant(created_time);
}

function compare(a: Instant | null, b: Instant | null): number {
  return (a ?? '') < (b ?? '') ? -1 : Number((a ?? '') > (b ?? ''));
}

export function hashOf({ message, attachments }: PagePost): string {
  return hashText(JSON.stringify([message ?? '', quoteOf(attachments)]));
}

/** Title and description of what was shared: not the page's own words. */
function quoteOf(attachments: PagePost['attachments']): string {
  return tidyText((attachments?.data ?? []).flatMap(({ title, description }) => [title ?? '', description ?? '']).join('\n'));
}

export function toPost(
  post: PagePost,
  page: z.output<typeof pageShape> & { readonly handle: string },
  seenAt: Instant,
  channel: Channel,
): Post {
  const text = tidyText(post.message ?? '');
  const quoted = quoteOf(post.attachments);
  const url = URL.parse(post.permalink_url ?? '');
  return {
    platform: 'facebook',
    id: post.id,
    channel: channel.id,
    url: url !== null && /^https?:$/.test(url.protocol) ? url.href : null,
    text,
    // Photos carry the message again as their description.
    ...(quoted === '' || quoted === text ? {} : { quoted }),
    author: { kind: channel.authorKind, name: page.name, handle: page.handle, private: channel.people === true },
    postedAt: postedAt(post),
    // `updated_time` may be that of a comment, so when it was edited nobody tells us.
    editedAt: null,
    seenAt,
    raw: keepRaw(post),
  };
}
