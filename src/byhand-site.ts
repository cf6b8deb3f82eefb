/** Where a link leads, for people: the sites on which practices post. Not a platform of ours; a post by hand stays one. */
const sites: readonly { readonly id: string; readonly title: string; readonly hosts: readonly string[] }[] = [
  { id: 'facebook', title: 'Facebook', hosts: ['facebook.com', 'fb.com', 'fb.me', 'fb.watch'] },
  { id: 'x', title: 'X', hosts: ['x.com', 'twitter.com', 't.co'] },
  { id: 'instagram', title: 'Instagram', hosts: ['instagram.com'] },
  { id: 'threads', title: 'Threads', hosts: ['threads.net', 'threads.com'] },
  { id: 'bluesky', title: 'Bluesky', hosts: ['bsky.app', 'bsky.social'] },
  { id: 'nextdoor', title: 'Nextdoor', hosts: ['nextdoor.co.uk', 'nextdoor.com'] },
  { id: 'linkedin', title: 'LinkedIn', hosts: ['linkedin.com', 'lnkd.in'] },
  { id: 'tiktok', title: 'TikTok', hosts: ['tiktok.com'] },
  { id: 'youtube', title: 'YouTube', hosts: ['youtube.com', 'youtu.be'] },
  { id: 'telegram', title: 'Telegram', hosts: ['t.me'] },
  { id: 'reddit', title: 'Reddit', hosts: ['reddit.com'] },
];

/** null where there is no link; the host itself where it is none of them. */
export function guessSite(link: string | null): { readonly id: string; readonly title: string } | null {
  const host = URL.parse(link ?? '')?.hostname ?? null;
  if (host === null) return null;
  const site = sites.find(({ hosts }) => hosts.some((one) => host === one || host.endsWith(`.${one}`)));
  return site === undefined ? { id: 'web', title: host } : { id: site.id, title: site.title };
}
