import { CollectError } from '../src/core/errors.ts';
import type { Channel } from '../src/core/types.ts';
import type { Context } from './collector.ts';
import type { Entry } from './item.ts';

/** Items of a feed by key: the page of each, and when it was posted. */
export type Shown = { readonly [key: string]: readonly [url: string, postedAt: string] };

const mostShown = 30;
/** Pages asked for at one look. */
const mostAsked = 3;

/** The newest items whose pages stand on the feed's own host: what could be asked about later. */
export function pickShown(entries: readonly Entry[], feedUrl: string): Shown {
  const host = URL.parse(feedUrl)?.host;
  const own = entries.flatMap(({ key, post: { url, postedAt } }) =>
    url !== null && postedAt !== null && URL.parse(url)?.host === host ? [[key, [url, postedAt]] as const] : [],
  );
  return Object.fromEntries(own.slice(-mostShown));
}

/**
 * Leaving a feed is no deletion: the eleventh item leaves by age. One that is gone while older ones are still there is asked about at its own
 * page, a few at each look; a page that is not there (404, 410) means that it was deleted. `left` are those that nothing is known about yet.
 */
export async function askVanished(
  known: Shown,
  entries: readonly Entry[],
  channel: Channel,
  context: Context,
): Promise<{ readonly removed: readonly string[]; readonly left: Shown }> {
  const here = new Set(entries.map(({ key }) => key));
  const oldest = entries.flatMap(({ post }) => post.postedAt ?? []).toSorted()[0];
  const missing = Object.entries(known).filter(([key, [, at]]) => !here.has(key) && oldest !== undefined && at > oldest);
  const removed: string[] = [];
  const left = missing.slice(mostAsked);
  for (const [key, [url, at]] of missing.slice(0, mostAsked)) {
    const state = await askPage(url, context);
    if (state === 'gone') removed.push(`${channel.id}/${key}`);
    if (state === 'unknown') left.push([key, [url, at]]);
  }
  return { removed, left: Object.fromEntries(left) };
}

async function askPage(url: string, context: Context): Promise<'here' | 'gone' | 'unknown'> {
  try {
    const { status } = await context.http.get(url, { robots: true, answers: [404, 410], signal: context.signal });
    return status === 404 || status === 410 ? 'gone' : 'here';
  } catch (error) {
    // A page that cannot be had says nothing about its post; it is asked for again.
    if (error instanceof CollectError) return 'unknown';
    throw error;
  }
}
