import type { Store } from '../store/contract.ts';

/** The Channels' titles by id; one that has been removed has none. */
export async function titlesOf(
  store: Store,
  items: readonly { readonly channel: string }[],
): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(items.map(({ channel }) => channel))];
  return new Map((await store.channels({ ids, counted: false })).map(({ channel }) => [channel.id, channel.title]));
}
