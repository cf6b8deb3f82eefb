import { InputError } from '../src/core/errors.ts';
import { readInstant, toMs } from '../src/core/time.ts';
import type { Channel, Instant, Post } from '../src/core/types.ts';
import type { Batch, Collector, Context, Cursor } from './collector.ts';
import { findAccount, type Looked, lookAgain, type Page, readPage } from './x/pages.ts';
import { openApi, settings } from './x/settings.ts';
import { firstId, type Tweet, toPost } from './x/tweet.ts';

/** Accounts at X, paid for by the post out of a monthly budget. Never run against X itself: see docs/x.md. */
export const x: Collector = {
  platform: 'x',
  title: 'X',
  docs: 'https://docs.x.com/x-api/users/get-posts',
  needs: settings,
  everyMinutes: 30,
  recognise: recogniseAccount,
  collect: collectAccount,
};

/**
 * Reads what an account posted since the last look; X lists the newest first, so of more than a hundred new posts the later hundred comes
 * first, and each page is a Batch of its own: what was paid for is saved. Then posts are looked at again a day and a week after
 * they appeared, to find out whether they were deleted. An edit is a new id whose history begins with the first one, which stays the Post's.
 */
async function* collectAccount(channel: Channel, cursor: Cursor | null, context: Context): AsyncGenerator<Batch> {
  const api = openApi(context);
  const handle = nameOf(channel.address);
  let state = cursor as AccountCursor | null;
  if (state === null) {
    state = { ...(await findAccount(api, handle)), since: null, until: null, top: null, watched: [] };
    // Saved before anything else can fail: looking the account up again would cost again.
    yield { posts: [], removed: [], notices: [], cursor: state };
  }
  const { name } = state;
  const read = (page: Omit<Page, 'next'>): Post[] => page.posts.map((tweet) => toPost(tweet, { ...page, name, handle }, channel));
  const stretch = state;
  for (let next: string | null = '', pages = 0; next !== null && pages < mostPages; pages += 1) {
    const page = await readPage(api, stretch, next);
    next = page.next;
    state = advance(state, page);
    yield { posts: read(page), removed: [], notices: [], cursor: state };
  }
  const now = context.now();
  const due = state.watched.filter((one) => isDue(one, now)).slice(0, 100);
  if (due.length === 0) return;
  const again = await lookAgain(
    api,
    due.map(({ id }) => id),
  );
  const removed = due.filter(({ id }) => again.gone.has(id)).map(({ first }) => first);
  yield { posts: read(again), removed, notices: [], cursor: { ...state, watched: watchOn(state.watched, again) } };
}

type AccountCursor = {
  /** The account's id: its name may change. */
  readonly user: string;
  readonly name: string;
  /** Newest id of which all before were read; null before the first look. */
  readonly since: string | null;
  /** While newer pages were read and older ones are left: go on below this id, and then take `top` for `since`. */
  readonly until: string | null;
  readonly top: string | null;
  /** Posts that are looked at again: their newest id, the first of their history, when they appeared, how often we have looked. */
  readonly watched: readonly { readonly id: string; readonly first: string; readonly at: string; readonly looks: number }[];
};

/** X lists an account's last 3,200 posts. */
const mostPages = 40;

/** When a post is looked at again after it appeared; each look is paid for. */
const lookAfterMs = [24 * 3_600_000, 7 * 24 * 3_600_000];

function isDue({ at, looks }: AccountCursor['watched'][number], now: Instant): boolean {
  return toMs(now) - toMs(at as Instant) >= (lookAfterMs[looks] ?? Number.POSITIVE_INFINITY);
}

function advance(state: AccountCursor, page: Page): AccountCursor {
  const newest = page.posts.at(-1)?.id ?? null;
  const oldest = page.posts[0]?.id ?? null;
  const top = state.top ?? newest;
  const fresh = page.posts.map((tweet) => watch(tweet, page.receivedAt));
  const firsts = new Set(fresh.map(({ first }) => first));
  const watched = [
    ...state.watched.filter(({ first }) => !firsts.has(first)),
    ...fresh.filter(({ looks }) => looks < lookAfterMs.length),
  ];
  if (page.next !== null) return { ...state, until: oldest ?? state.until, top, watched };
  return { ...state, since: top ?? state.since ?? '1', until: null, top: null, watched };
}

/** What is old when it is first seen has just been looked at: the looks it would have had by now are not made up for. */
function watch(tweet: Tweet, seenAt: Instant): AccountCursor['watched'][number] {
  const at = readInstant(tweet.created_at ?? '') ?? seenAt;
  const ageMs = toMs(seenAt) - toMs(at);
  return { id: tweet.id, first: firstId(tweet), at, looks: lookAfterMs.filter((afterMs) => ageMs >= afterMs).length };
}

function watchOn(watched: AccountCursor['watched'], { asked, gone }: Looked): AccountCursor['watched'] {
  return watched.flatMap((one) => {
    if (!asked.has(one.id)) return [one];
    return gone.has(one.id) || one.looks + 1 >= lookAfterMs.length ? [] : [{ ...one, looks: one.looks + 1 }];
  });
}

function nameOf(channelAddress: string): string {
  return channelAddress.split('/').at(-1) ?? '';
}

/** `x.com/NAME`, `twitter.com/NAME`, a post of it included. */
function recogniseAccount(given: string): ReturnType<Collector['recognise']> {
  const url = URL.parse(/^https?:\/\//i.test(given) ? given : `https://${given}`);
  if (url === null || !/^(?:www\.|mobile\.)?(?:x|twitter)\.com$/i.test(url.hostname)) return null;
  const name = url.pathname.split('/').filter((part) => part !== '')[0] ?? '';
  if (/^\w{1,15}$/.test(name) && !noAccount.has(name.toLowerCase()))
    return { address: `https://x.com/${name.toLowerCase()}`, says: `an account at X, @${name}` };
  throw new InputError(
    'Only accounts can be read at X, not searches, lists or topics: give https://x.com/ and the name of the account.',
    {
      field: 'address',
    },
  );
}

const noAccount = new Set(
  'i home explore search hashtag intent share login settings messages notifications compose jobs tos privacy'.split(' '),
);
