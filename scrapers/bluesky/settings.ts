import type { Setting } from '../../src/core/types.ts';

/** Who answers for everybody's posts without a key: https://docs.bsky.app/docs/advanced-guides/api-directory */
export const appView: Setting = {
  name: 'RIPPLEWATCH_BLUESKY_URL',
  default: 'https://public.api.bsky.app',
  says: "Server that accounts' posts on Bluesky are read from.",
  parse: webAddress,
};

/** Who knows where an account's own server is: https://web.plc.directory */
export const directory: Setting = {
  name: 'RIPPLEWATCH_BLUESKY_PLC_URL',
  default: 'https://plc.directory',
  says: "Directory that knows each Bluesky account's own server.",
  parse: webAddress,
};

/** https://docs.bsky.app/blog/jetstream */
export const jetstream: Setting = {
  name: 'RIPPLEWATCH_BLUESKY_STREAM',
  default: '',
  says: "Set to `on`, or to a Jetstream's wss:// address, to have posts from Bluesky within seconds and to follow keywords.",
  parse: socketAddress,
};

const publicJetstream = 'wss://jetstream2.us-east.bsky.network/subscribe';

function webAddress(value: string): string {
  const url = URL.parse(value);
  if (url === null || !/^https?:$/.test(url.protocol) || url.search !== '')
    throw new Error('it takes a web address, such as https://public.api.bsky.app');
  return url.href.replace(/\/$/, '');
}

/** An address without a path is taken for a server of the first version. */
function socketAddress(value: string): string {
  if (value === 'on') return publicJetstream;
  const url = URL.parse(value);
  if (url === null || !/^wss?:$/.test(url.protocol) || url.search !== '')
    throw new Error(`it takes "on" or a wss:// address, such as ${publicJetstream}`);
  if (url.pathname === '/') url.pathname = '/subscribe';
  return url.href;
}
