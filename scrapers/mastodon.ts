import { CollectError } from '../src/core/errors.ts';
import { addMs, readInstant } from '../src/core/time.ts';
import type { Channel, Instant, Post } from '../src/core/types.ts';
import type { Batch, Collector, Context, Cursor, Found } from './collector.ts';
import { checkAbsent } from './mastodon/absent.ts';
import { asksToBeLeft, findAccount } from './mastodon/account.ts';
import { isNews, type Memory, readMemory, remember, writeMemory } from './mastodon/memory.ts';
import { type Place, readPlace, recogniseMastodon, sayPlace } from './mastodon/place.ts';
import { openServer, type Server } from './mastodon/server.ts';
import { isPermitted, permissionsSetting, tokensSetting } from './mastodon/settings.ts';
import type { Status } from './mastodon/shapes.ts';
import { toPost } from './mastodon/status.ts';
import { readTerms, refuseForbidden } from './mastodon/terms.ts';
import { askPage, fillGap, type Page } from './mastodon/timeline.ts';

/** Accounts and hashtags on Mastodon, GoToSocial, snac and whatever else speaks Mastodon's API. */
export const mastodon: Collector = {
  platform: 'mastodon',
  title: 'Mastodon and compatible servers',
  docs: 'https://docs.joinmastodon.org/methods/accounts/#statuses',
  needs: [tokensSetting, permissionsSetting],
  everyMinutes: 15,
  recognise: recogniseMastodon,
  inspect: inspectPlace,
  collect: collectPlace,
};

/**
 * Yields public posts that are new or whose words have changed, and what has been deleted. Each Run begins with the newest page, which also
 * shows the edits; when it does not touch what is known, the gap is filled first, oldest page first.
 */
async function* collectPlace(channel: Channel, cursor: Cursor | null, context: Context): AsyncGenerator<Batch> {
  const place = placeOf(channel.address);
  const memory = readMemory(cursor);
  const server = await enter(place, memory, context);
  const list = await listOf(server, place, memory, context);
  const top = await readTop(server, list, place, memory, context);
  const isKnown = ({ id }: Status): boolean => memory.known.has(id);
  const take = (page: Page): Batch => takePage(page, place, memory, channel, context);

  if (memory.newest !== null && top.value.length > 0 && !top.value.some(isKnown)) {
    const pages = fillGap(server, list, memory.newest, top, (status) => isKnown(status));
    for (let step = await pages.next(); ; step = await pages.next()) {
      if (step.done !== true) yield take(step.value);
      // Taking the newest page now would hide what lies between from the next Run.
      else if (!step.value) return;
      else break;
    }
  }
  const batch = take(top);
  yield batch;
  if (cursor === null || memory.known.size === 0) return;
  const checked = await checkAbsent(server, place, memory, top, context.now());
  const edited = takePage({ ...top, value: [...checked.there] }, place, memory, channel, context, context.now());
  for (const { id } of checked.gone) memory.known.delete(id);
  yield { ...edited, removed: checked.gone.map(({ uri }) => uri), cursor: writeMemory(memory) };
}

/** Looks once at what a person wants to add: whether it may be read, and what it is called. */
async function inspectPlace(address: string, context: Context): Promise<Omit<Found, 'platform'>> {
  const place = placeOf(address);
  const server = await enter(place, readMemory(null), context);
  const said = sayPlace(place);
  if (place.kind === 'hashtag') {
    const says = `a hashtag as ${place.host} sees it, #${place.tag}: posts of people, most of them private`;
    return { address, title: said, says, people: true };
  }
  const account = await findAccount(server, place, context);
  const name = account.display_name?.trim() || said;
  const count = account.statuses_count == null ? '' : `, with ${account.statuses_count.toLocaleString('en-GB')} posts`;
  return { address, title: name, says: `a Mastodon account, “${name}” (${said})${count}` };
}

function placeOf(address: string): Place {
  const place = readPlace(address);
  if (place !== null) return place;
  throw new CollectError('refused', 'The address is no Mastodon account or hashtag: it takes @user@host or #tag@host.');
}

/** Nothing is asked for before the terms have been looked at. */
async function enter(place: Place, memory: Memory, context: Context): Promise<Server> {
  refuseForbidden(place.host, context);
  const server = openServer(place, context);
  memory.terms = await readTerms(server, memory.terms, context);
  return server;
}

const lookUpEveryMs = 24 * 3_600_000;

/** The path of the timeline. An account is looked up again once a day: it may have been suspended, or asked to be left alone. */
async function listOf(server: Server, place: Place, memory: Memory, context: Context): Promise<string> {
  if (place.kind === 'hashtag') return `/api/v1/timelines/tag/${encodeURIComponent(place.tag)}`;
  const now = context.now();
  if (memory.account === null || addMs(memory.account.lookedAt, lookUpEveryMs) <= now) {
    memory.account = { id: (await findAccount(server, place, context)).id, lookedAt: now };
  }
  return `/api/v1/accounts/${encodeURIComponent(memory.account.id)}/statuses?exclude_reblogs=true`;
}

/** The newest page. One that is empty where there were posts is looked into: it is never taken for a deletion of everything. */
async function readTop(server: Server, list: string, place: Place, memory: Memory, context: Context): Promise<Page> {
  const top = await askPage(server, list);
  const said = sayPlace(place);
  if (top !== null && (top.value.length > 0 || memory.known.size === 0)) return top;
  if (place.kind === 'account') {
    const account = await findAccount(server, place, context);
    if (top !== null && account.statuses_count === 0) return top;
  }
  if (top === null) throw new CollectError('gone', `${place.host} has no timeline of ${said} any more.`);
  throw new CollectError(
    'changed',
    `${place.host} gives an empty list for ${said}, where there always were posts; it may show it to signed-in readers alone.`,
  );
}

/** The news of a page, oldest first, and everything on it remembered. `askedAt`: posts that were asked for one by one. */
function takePage(
  page: Page,
  place: Place,
  memory: Memory,
  channel: Channel,
  context: Context,
  askedAt: Instant | null = null,
): Batch {
  const posts: Post[] = [];
  for (const status of oldestFirst(page.value)) {
    const post =
      isNews(memory, status) && mayRead(status, place, context) ? toPost(status, place, channel, page.receivedAt) : null;
    if (post !== null) posts.push(post);
    remember(memory, status, page.receivedAt, askedAt);
  }
  if (askedAt === null) memory.newest = page.value[0]?.id ?? memory.newest;
  return { posts, removed: [], notices: [], cursor: writeMemory(memory) };
}

/** The author of an account channel has been asked already; under a hashtag everybody is. */
function mayRead({ account }: Status, place: Place, context: Context): boolean {
  if (place.kind === 'account' || !asksToBeLeft(account)) return true;
  return isPermitted(account.acct.includes('@') ? `@${account.acct}` : `@${account.acct}@${place.host}`, context);
}

function oldestFirst(statuses: readonly Status[]): Status[] {
  const at = ({ created_at }: Status): string => readInstant(created_at) ?? '';
  return statuses.toReversed().sort((a, b) => at(a).localeCompare(at(b)));
}
