import type { Unbuilt } from './collector.ts';

/** Platforms we know of and cannot collect yet, or never will, each with the reason. */
export const unbuilt: readonly Unbuilt[] = [
  {
    platform: 'threads',
    title: 'Threads',
    why: 'Reading others needs an app review by Meta, for 2,200 searches a day and person, and few practices post there.',
    recognise: (address) => onHost(address, ['threads.net', 'threads.com'], 'a Threads page'),
  },
  {
    platform: 'reddit',
    title: 'Reddit',
    why: 'Access has needed Reddit’s approval since November 2025, a contract where it is commercial, and practices do not post there.',
    recognise: (address) => onHost(address, ['reddit.com'], 'a Reddit page'),
  },
];

/** Sites that we do not read, and do not mean to; their pages are not fetched as web pages either. docs/platforms.md says the same. */
export const notRead: readonly {
  readonly id: string;
  readonly title: string;
  readonly hosts: readonly string[];
  readonly why: string;
}[] = [
  {
    id: 'instagram',
    title: 'Instagram',
    hosts: ['instagram.com'],
    why: 'Meta lets business accounts alone be read, after the same review as Facebook, and practices post there what they post on Facebook.',
  },
  {
    id: 'nextdoor',
    title: 'Nextdoor',
    hosts: ['nextdoor.co.uk', 'nextdoor.com'],
    why: 'Its interfaces are for partners that Nextdoor approves, and posts are for neighbours, not for the public.',
  },
  {
    id: 'telegram',
    title: 'Telegram',
    hosts: ['t.me', 'telegram.me'],
    why: 'Its terms forbid reading the public pages by program.',
  },
  {
    id: 'google-business',
    title: 'Google Business posts',
    hosts: ['business.google.com', 'g.page'],
    why: 'Only the owner of a location may read its posts.',
  },
  {
    id: 'linkedin',
    title: 'LinkedIn',
    hosts: ['linkedin.com'],
    why: 'Its terms forbid reading by program, and its interfaces show an organisation its own posts alone.',
  },
  {
    id: 'tiktok',
    title: 'TikTok',
    hosts: ['tiktok.com'],
    why: 'Its research interface is for universities, and videos carry few words.',
  },
];

type Recognised = ReturnType<Unbuilt['recognise']>;

export function onHost(address: string, hosts: readonly string[], what: string): Recognised {
  const url = URL.parse(/^https?:\/\//i.test(address) ? address : `https://${address}`);
  if (url === null || !hosts.some((host) => url.hostname === host || url.hostname.endsWith(`.${host}`))) return null;
  return { address: `${url.origin}${url.pathname}`, says: `${what}, ${url.host}${url.pathname}` };
}
