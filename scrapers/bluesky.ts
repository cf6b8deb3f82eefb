import { CollectError } from '../src/core/errors.ts';
import { addMs } from '../src/core/time.ts';
import { findAccount } from './bluesky/account.ts';
import { readWords, recogniseBluesky } from './bluesky/address.ts';
import { collectAccount } from './bluesky/collect.ts';
import { appView, directory, jetstream } from './bluesky/settings.ts';
import { createStream } from './bluesky/stream.ts';
import type { Batch, Collector, Context } from './collector.ts';
import { readNeed } from './setting.ts';

/** Accounts of Bluesky and of every other server of the AT Protocol, without a key; with a stream, within seconds and by words as well. */
export const bluesky: Collector = {
  platform: 'bluesky',
  title: 'Bluesky',
  docs: 'https://docs.bsky.app/docs/api/app-bsky-feed-get-author-feed',
  needs: [appView, directory, jetstream],
  everyMinutes: 15,
  recognise: recogniseBluesky,
  inspect: async (address, context) => {
    const words = readWords(address);
    if (words === null) return findAccount(address, context);
    return { address, title: `Bluesky: ${words.join(', ')}`, says: recogniseBluesky(address)?.says ?? '', people: true };
  },
  collect: (channel, cursor, context) =>
    readWords(channel.address) === null ? collectAccount(channel, cursor, context) : refuseWords(context),
  stream: createStream(),
};

/** Bluesky lets nobody search without signing in, so words are heard or missed. */
function refuseWords(context: Context): AsyncIterable<Batch> {
  if (readNeed(context, jetstream) === null) {
    throw new CollectError('unauthorised', `Words on Bluesky are heard through its stream alone: set ${jetstream.name} to "on".`);
  }
  // Nothing failed, and nothing was seen either: the stream says itself when it fails.
  const retryAt = addMs(context.now(), 2 * 60_000);
  throw new CollectError('rate-limited', 'Waiting for the stream of Bluesky: words cannot be read in any other way.', {
    retryAt,
  });
}
