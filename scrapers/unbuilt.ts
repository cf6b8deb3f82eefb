import type { Unbuilt } from './collector.ts';

/** Platforms we know of and cannot collect yet, or never will, each with the reason. */
export const unbuilt: readonly Unbuilt[] = [
  {
    platform: 'threads',
    title: 'Threads',
    why: 'Reading others needs an app review by Meta, and few practices post there.',
    recognise: (address) => onHost(address, ['threads.net', 'threads.com'], 'a Threads page'),
  },
  { platform: 'news', title: 'News search', why: 'Planned, at low frequency, as relays.', recognise: () => null },
  {
    platform: 'reddit',
    title: 'Reddit',
    why: 'Needs Reddit’s approval, and practices do not post there.',
    recognise: (address) => onHost(address, ['reddit.com'], 'a Reddit page'),
  },
];

type Recognised = ReturnType<Unbuilt['recognise']>;

function onHost(address: string, hosts: readonly string[], what: string): Recognised {
  const url = URL.parse(/^https?:\/\//i.test(address) ? address : `https://${address}`);
  if (url === null || !hosts.some((host) => url.hostname === host || url.hostname.endsWith(`.${host}`))) return null;
  return { address: `${url.origin}${url.pathname}`, says: `${what}, ${url.host}${url.pathname}` };
}
