import type { App } from './app.ts';
import { live } from './app.ts';
import { hashPerson, hashPost, openPost } from './core/privacy.ts';
import type { Mention } from './core/types.ts';
import { phases } from './core/types.ts';
import { vocabulary } from './vocabulary.ts';

export interface Forgotten {
  /** Posts that lost their words. */
  readonly posts: number;
  /** Channels of theirs that are no longer read. */
  readonly channels: readonly string[];
}

/** What a request names: a person, by handle, or posts by address. */
interface Found {
  readonly people: readonly string[];
  readonly posts: readonly { readonly platform: string; readonly id: string }[];
}

/**
 * Takes the words out of everything that a person posted, and their own Channels away; what they post later is not stored either. Given the
 * address of a post, its author is forgotten where that is a private person, and the post alone where it is an organisation's.
 */
export async function forgetPerson(app: App, given: string, who: string): Promise<Forgotten> {
  const { store, now } = app;
  const keys = await app.keys();
  const found = isAddress(given) ? await findByAddress(app, given) : await findByHandle(app, given);
  const posts = await store.forget({ at: now(), ...found });
  const channels = await removeTheirs(app, given);
  // Who it was is not written down: a list of those who asked to be forgotten would be the opposite.
  const told = `${posts} posts of one person lost their words at their request (${hashPost('request', given, keys)})`;
  if (posts > 0 || channels.length > 0 || found.people.length > 0) await store.recordChange({ at: now(), who, what: told });
  return { posts, channels };
}

export function isAddress(given: string): boolean {
  return /^https?:\/\//i.test(given);
}

/** Every platform's hash of the handle, as people write it: with and without the @, and in the case that was typed or in lower case. */
async function findByHandle(app: App, given: string): Promise<Found> {
  const keys = await app.keys();
  const bare = given.replace(/^@/, '');
  const spellings = new Set([given, bare, `@${bare}`, bare.toLowerCase(), `@${bare.toLowerCase()}`]);
  const hashes = vocabulary.platforms.flatMap(({ id }) => [...spellings].map((one) => hashPerson(id, one, keys)));
  return { people: [...hashes, ...(/^private-[0-9a-f]{16}$/.test(given) ? [given] : [])], posts: [] };
}

/** Addresses of private people are sealed, so each of theirs that is stored has to be opened: they are few, since they go soon. */
async function findByAddress(app: App, url: string): Promise<Found> {
  const keys = await app.keys();
  const people = new Set<string>();
  const posts: { platform: string; id: string }[] = [];
  for (const { id: dataset } of await app.store.datasets()) {
    for await (const chunk of app.store.stream({ dataset, phases })) {
      for (const { post } of chunk.filter((mention) => addressOf(mention, keys) === url)) {
        const { handle, private: isPrivate } = post.author;
        if (isPrivate && handle !== null) people.add(handle);
        posts.push({ platform: post.platform, id: post.id });
      }
    }
  }
  return { people: [...people], posts };
}

function addressOf({ post }: Mention, keys: Parameters<typeof openPost>[1]): string | null {
  return post.author.private ? openPost(post, keys).url : post.url;
}

/** A Channel of private people whose address is the person. */
async function removeTheirs({ store }: App, given: string): Promise<readonly string[]> {
  const bare = given.replace(/^@/, '').toLowerCase();
  const theirs = (await store.channels({ dataset: live.id, counted: false })).filter(
    ({ channel }) => channel.people === true && channel.address.replace(/^@/, '').toLowerCase() === bare,
  );
  for (const { channel } of theirs) await store.removeChannel(channel.id);
  return theirs.map(({ channel }) => channel.id);
}
