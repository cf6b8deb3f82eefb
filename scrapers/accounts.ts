import { collectors } from './index.ts';
import { suppliers } from './suppliers/index.ts';
import { type PageNode, readNodes } from './text.ts';
import { unbuilt } from './unbuilt.ts';
import { type Element, eachElement } from './walk.ts';

/** An account that a page links as its own. */
export interface Account {
  readonly platform: string;
  /** As its collector takes it. */
  readonly address: string;
  /** How the page links it, as part of a sentence. */
  readonly says: string;
}

/**
 * The accounts on Facebook, X, Bluesky and Mastodon that a page links: no buttons that share it, no account of whoever built it, none of the
 * national bodies that everybody links. Each once.
 */
export function findAccounts(root: PageNode | undefined, url: string): Account[] {
  const found = new Map<string, Account>();
  for (const element of eachElement(root)) {
    if (found.size >= mostAccounts) break;
    if (element.name !== 'a' && element.name !== 'link') continue;
    const target = URL.parse(element.attribs.href ?? '', url);
    if (target === null || !/^https?:$/.test(target.protocol)) continue;
    const account = readAccount(target, /(?:^|\s)me(?:\s|$)/i.test(element.attribs.rel ?? ''));
    if (account === null || isForeign(account.name) || isCredit(element)) continue;
    const known = recogniseAccount(account.profile);
    if (known === null || found.has(`${known.platform} ${known.address}`)) continue;
    found.set(`${known.platform} ${known.address}`, { ...known, says: account.says });
  }
  return [...found.values()];
}

/** A practice has one of each; a page with dozens is a list of other people's. */
const mostAccounts = 12;

/** What an address is when it is an account of one of the four; null for any other. */
export function recogniseAccount(address: string): Omit<Account, 'says'> | null {
  for (const one of [...collectors, ...unbuilt]) {
    const known = social.has(one.platform) ? one.recognise(address) : null;
    if (known !== null) return { platform: one.platform, address: known.address };
  }
  return null;
}

/** The account that is meant by an address somebody gave as a website; null where it is a website or a mere share button. */
export function accountAt(address: string): Omit<Account, 'says'> | null {
  const url = URL.parse(/^https?:\/\//i.test(address) ? address : `https://${address}`);
  const account = url === null ? null : readAccount(url, false);
  return account === null ? null : recogniseAccount(account.profile);
}

const social = new Set(['facebook', 'x', 'bluesky', 'mastodon']);

interface Profile {
  /** In the form that the collectors know. */
  readonly profile: string;
  /** By which the supplier's own and the national accounts are told. */
  readonly name: string;
  readonly says: string;
}

function readAccount(url: URL, isMe: boolean): Profile | null {
  const host = url.hostname.replace(/^(?:www|m|mobile|en-gb|web)\./, '');
  const parts = url.pathname.split('/').filter((part) => part !== '');
  const says = `it links ${host}${url.pathname}`.slice(0, 120);
  const [first = '', second = ''] = parts;
  if (host === 'facebook.com' || host === 'fb.com') return readFacebook(url, parts, says);
  if (host === 'x.com' || host === 'twitter.com') {
    const isHandle = parts.length === 1 && /^\w{1,15}$/.test(first) && !ofX.has(first.toLowerCase());
    return isHandle ? { profile: `https://x.com/${first.toLowerCase()}`, name: first, says } : null;
  }
  if (host === 'bsky.app')
    return first === 'profile' && parts.length === 2
      ? { profile: `https://bsky.app/profile/${second}`, name: second, says }
      : null;
  // Any host may be a Mastodon server: the link has to say that it is the author's own. https://docs.joinmastodon.org/user/profile/#verification
  if (!isMe) return null;
  const user =
    parts.length === 1 ? /^@([\w.-]+)$/.exec(first)?.[1] : first === 'users' && parts.length === 2 ? second : undefined;
  return user === undefined
    ? null
    : { profile: `https://${url.host}/@${user}`, name: user, says: `${says} as its own (rel="me")` };
}

/** `/name`, `/people/Name/123`, `/pages/Name/123`, `/profile.php?id=123`; the rest are buttons, groups and single posts. */
function readFacebook(url: URL, parts: readonly string[], says: string): Profile | null {
  const [first = '', second = '', third = ''] = parts;
  const id = url.searchParams.get('id') ?? '';
  if (first === 'profile.php' && /^\d+$/.test(id))
    return { profile: `https://www.facebook.com/profile.php?id=${id}`, name: id, says: `${says}?id=${id}` };
  if ((first === 'pages' || first === 'people' || first === 'p') && second !== '')
    return {
      profile: `https://www.facebook.com/${[first, second, third].filter((part) => part !== '').join('/')}`,
      name: second,
      says,
    };
  const isName = /^[\w.-]{3,}$/.test(first) && !/\.php$/i.test(first) && !ofFacebook.has(first.toLowerCase());
  return isName && parts.length === 1 ? { profile: `https://www.facebook.com/${first.toLowerCase()}`, name: first, says } : null;
}

const ofFacebook = new Set(
  'sharer share dialog plugins groups events photo photos watch login policies policy privacy help hashtag marketplace search story tr reel business legal'.split(
    ' ',
  ),
);
const ofX = new Set('intent share home search hashtag i login signup explore settings privacy tos about'.split(' '));

/** Accounts of national bodies that practices link, and those of the suppliers of their websites. */
function isForeign(name: string): boolean {
  return national.test(name) || suppliers.some(({ accounts }) => accounts?.test(name) === true);
}

const national =
  /^(?:nhs(?:uk|website|england|digital|choices|app|111|wales|24)?|ukhsa|ukhealthsecurityagency|dhscgovuk|carequalitycomm(?:ission)?|publichealthengland|phe_uk|healthwatche(?:ngland)?)(?:\.bsky\.social|\.uk)?$/i;

/** "Website by …": what stands beside that is the agency's. */
function isCredit(element: Element): boolean {
  const around = [element.parent, element.parent?.parent ?? null].filter(
    (node): node is Element => node !== null && 'attribs' in node && node.children.length <= 20,
  );
  return around.some((node) => node.name !== 'body' && credit.test(readNodes([node]).slice(0, 400)));
}

const credit = /(?:web ?sites?|site|web ?design(?:ed)?|designed|developed|powered|built|created|hosted) (?:and \w+ )?by\b/i;
