import { CollectError, InputError } from '../src/core/errors.ts';
import { addMs } from '../src/core/time.ts';
import type { Channel, Instant, Setting } from '../src/core/types.ts';
import type { Batch, Collector, Context, Cursor } from './collector.ts';
import { askGraph, type Graph } from './facebook/graph.ts';
import { findRemoved, hashOf, type KnownPosts, listPosts, pageShape, postedAt, toPost } from './facebook/posts.ts';
import { readToken } from './facebook/tokens.ts';
import { tidyText } from './text.ts';

const tokens: Setting = {
  name: 'RIPPLEWATCH_FACEBOOK_TOKENS',
  default: null,
  says: 'File with the tokens that owners of Facebook Pages granted, one "PAGE TOKEN" a line, readable by its owner alone ([how to get them](docs/facebook.md)).',
  parse: (value) => value,
};
const address: Setting = {
  name: 'RIPPLEWATCH_FACEBOOK_URL',
  default: 'https://graph.facebook.com/v26.0',
  says: 'Address of the Graph API, with its version.',
  parse: (value) => value,
};

/** Pages whose owner granted a token, or any Page for an app that Meta has approved. Never run against Facebook itself: see docs/facebook.md. */
export const facebook: Collector = {
  platform: 'facebook',
  title: 'Facebook Pages',
  docs: 'https://developers.facebook.com/docs/graph-api/reference/page/published_posts/',
  needs: [tokens, address],
  everyMinutes: 30,
  recognise: recognisePage,
  collect: collectPage,
};

/**
 * Reads all posts of the last fortnight at every look: there is no list of edits or deletions, and `updated_time` moves with every comment.
 * A message that reads differently is an edit; a post that is missing in the list is gone when it cannot be read by its id either.
 */
async function* collectPage(channel: Channel, cursor: Cursor | null, context: Context): AsyncGenerator<Batch> {
  const known = cursor === null ? null : (cursor as PageCursor);
  if (known?.restUntil != null && known.restUntil > context.now()) {
    const retryAt = known.restUntil as Instant;
    throw new CollectError('rate-limited', `Most of what Facebook allows for this page is used: reading goes on at ${retryAt}.`, {
      retryAt,
    });
  }
  const name = nameOf(channel.address);
  const token = await readToken(context.setting(tokens.name) ?? '', [known?.page ?? null, name], 'Facebook');
  const graph: Graph = { base: (context.setting(address.name) ?? address.default ?? '').replace(/\/$/, ''), token, context };
  const page = await askGraph(graph, known?.page ?? encodeURIComponent(name), { fields: 'id,name,is_published' }, pageShape);
  if (page.value.is_published === false) throw new CollectError('gone', 'The page is not published at present.');

  const from = known === null ? null : addMs(context.now(), -backMs);
  const listed = await listPosts(graph, page.value.id, from);
  const removed = known === null || from === null ? [] : await findRemoved(graph, known.posts, listed.posts, from);
  const posts = listed.posts
    .filter((post) => known?.posts[post.id]?.hash !== hashOf(post) && tidyText(post.message ?? '') !== '')
    .map((post) => toPost(post, { ...page.value, handle: name }, listed.receivedAt, channel));
  const gone = new Set(removed);
  const kept = listed.posts.map((post) => [post.id, { hash: hashOf(post), at: postedAt(post) ?? '' }] as const);
  // What could not be confirmed as gone is looked for again next time.
  const missed = Object.entries(known?.posts ?? {}).filter(([id, { at }]) => from !== null && at >= from && !gone.has(id));
  const next: PageCursor = {
    page: page.value.id,
    posts: Object.fromEntries([...missed, ...kept]),
    restUntil: listed.restUntil,
  };
  yield { posts, removed, notices: [], cursor: next };
}

type PageCursor = {
  /** The page's id: its name may change. */
  readonly page: string;
  readonly posts: KnownPosts;
  /** Not before then: our share of the hour is used up. */
  readonly restUntil: string | null;
};

/** How far back edits and deletions are looked for. */
const backMs = 14 * 24 * 3_600_000;

/** The page's name or id as it stands in our own form of the address. */
function nameOf(channelAddress: string): string {
  return channelAddress.split('/').at(-1) ?? '';
}

/** `facebook.com/NAME`, `/pages/NAME/ID`, `/p/NAME-ID`, `/profile.php?id=ID`, on any of its hosts. */
function recognisePage(given: string): ReturnType<Collector['recognise']> {
  const url = URL.parse(/^https?:\/\//i.test(given) ? given : `https://${given}`);
  if (url === null || !/(?:^|\.)(?:facebook|fb)\.com$|^fb\.me$/i.test(url.hostname)) return null;
  const [first = '', second = '', third = ''] = url.pathname.split('/').filter((part) => part !== '');
  const id = /(?:^|-)(\d{5,20})$/;
  const name =
    first === 'profile.php'
      ? url.searchParams.get('id')
      : first === 'pages'
        ? (id.exec(third)?.[1] ?? id.exec(second)?.[1])
        : first === 'p' || first === 'people'
          ? (id.exec(third)?.[1] ?? id.exec(second)?.[1])
          : first;
  if (url.hostname !== 'fb.me' && name != null && /^[a-z0-9.-]{2,60}$/i.test(name) && !noPage.has(name.toLowerCase()))
    return { address: `https://www.facebook.com/${name}`, says: `a Facebook Page, ${name}` };
  throw new InputError(
    'Only Pages can be read on Facebook, not groups, people, events or single posts: give https://www.facebook.com/ and the name of the page.',
    { field: 'address' },
  );
}

const noPage = new Set(
  'groups events watch share sharer reel reels stories story.php permalink.php photo photo.php photos marketplace hashtag login help search public plugins dialog l.php'.split(
    ' ',
  ),
);
