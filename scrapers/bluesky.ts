import { findAccount } from './bluesky/account.ts';
import { recogniseBluesky } from './bluesky/address.ts';
import { collectAccount } from './bluesky/collect.ts';
import { appView, directory } from './bluesky/settings.ts';
import type { Collector } from './collector.ts';

/** Accounts of Bluesky and of every other server of the AT Protocol, without a key. */
export const bluesky: Collector = {
  platform: 'bluesky',
  title: 'Bluesky',
  docs: 'https://docs.bsky.app/docs/api/app-bsky-feed-get-author-feed',
  needs: [appView, directory],
  everyMinutes: 15,
  recognise: recogniseBluesky,
  inspect: findAccount,
  collect: collectAccount,
};
