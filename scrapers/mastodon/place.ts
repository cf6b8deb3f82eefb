/** A timeline on one server. */
export type Place = Account | Hashtag;

interface Account {
  readonly kind: 'account';
  readonly origin: string;
  /** Scheme-less: `mastodon.example`, with its port where it has one. */
  readonly host: string;
  readonly user: string;
}

interface Hashtag {
  readonly kind: 'hashtag';
  readonly origin: string;
  readonly host: string;
  readonly tag: string;
}

type Recognised = { readonly address: string; readonly says: string; readonly people?: true };

/**
 * `@user@host`, `https://host/@user`, `https://host/users/user`, and for hashtags `#tag@host`, `https://host/tags/tag`. An http address with
 * a port of its own is a server inside one's own network and stays as it is. Other sites that write accounts with @ are left out.
 */
export function recogniseMastodon(address: string): Recognised | null {
  const account = accountOf(address);
  if (account !== null) {
    const said = sayPlace(account);
    return { address: addressOf(account), says: `a Mastodon account, ${said}` };
  }
  const hashtag = hashtagOf(address);
  if (hashtag === null) return null;
  return { address: addressOf(hashtag), says: `a hashtag as ${hashtag.host} sees it, #${hashtag.tag}`, people: true };
}

/** The place that a Channel's address names; null where it names none. */
export function readPlace(address: string): Place | null {
  return accountOf(address) ?? hashtagOf(address);
}

/** `@user@host`, `#tag@host`. */
export function sayPlace(place: Place): string {
  return place.kind === 'account' ? `@${place.user}@${place.host}` : `#${place.tag}@${place.host}`;
}

function addressOf(place: Place): string {
  if (place.origin.startsWith('https:')) return sayPlace(place);
  return place.kind === 'account' ? `${place.origin}/@${place.user}` : `${place.origin}/tags/${place.tag}`;
}

const accountName = /^@([\w.-]{1,100})@((?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d{1,5})?)$/i;
const accountPath = /^\/(?:@|users\/)([\w.-]{1,100})(?:@((?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d{1,5})?))?\/?$/i;
const tagName = /^#([\p{L}\p{N}_]{1,100})@((?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d{1,5})?)$/iu;
const tagPath = /^\/tags\/([\p{L}\p{N}_]{1,100})\/?$/iu;

function accountOf(address: string): Account | null {
  const named = accountName.exec(address);
  if (named?.[1] !== undefined && named[2] !== undefined) return makeAccount(`https://${named[2].toLowerCase()}`, named[1]);
  const url = readUrl(address);
  const found = url === null ? null : accountPath.exec(url.pathname);
  if (url === null || found?.[1] === undefined) return null;
  // A server shows accounts of others under their whole name; their own server knows them best.
  return makeAccount(found[2] === undefined ? originOf(url) : `https://${found[2].toLowerCase()}`, found[1]);
}

function hashtagOf(address: string): Hashtag | null {
  const named = tagName.exec(address);
  if (named?.[1] !== undefined && named[2] !== undefined) return makeHashtag(`https://${named[2].toLowerCase()}`, named[1]);
  const url = readUrl(address);
  const found = url === null ? null : tagPath.exec(decode(url.pathname));
  return url === null || found?.[1] === undefined ? null : makeHashtag(originOf(url), found[1]);
}

function makeAccount(origin: string, user: string): Account {
  return { kind: 'account', origin, host: origin.replace(/^https?:\/\//, ''), user };
}

function makeHashtag(origin: string, tag: string): Hashtag {
  return { kind: 'hashtag', origin, host: origin.replace(/^https?:\/\//, ''), tag };
}

const otherHosts = /(?:^|\.)(?:youtube\.com|medium\.com|tiktok\.com|substack\.com|threads\.net|threads\.com|t\.me)$/i;

function readUrl(address: string): URL | null {
  const url = /^https?:\/\//i.test(address) ? URL.parse(address) : null;
  return url === null || url.search !== '' || url.username !== '' || otherHosts.test(url.hostname) ? null : url;
}

function originOf(url: URL): string {
  return url.protocol === 'http:' && url.port !== '' ? url.origin : `https://${url.host}`;
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
