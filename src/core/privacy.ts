import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import type { Mention, Post } from './types.ts';

/** Secrets of this installation. */
export interface PrivacyKeys {
  /** Makes pseudonyms: the same person has the same one while it is the same. */
  readonly salt: string;
  /** 64 hexadecimal digits: encrypts what names a private person. */
  readonly sealKey: string;
}

export interface Privacy extends PrivacyKeys {
  /** The operator's explicit choice to show private people's names and handles. */
  readonly showHandles: boolean;
}

/** What names somebody: on most platforms the id and the address of a post contain the account. */
type Named = Pick<Post, 'id' | 'url' | 'replyTo' | 'raw'> & Pick<Post['author'], 'name' | 'handle'>;

/**
 * The Post as it may be stored. Of a private person handle and id become keyed hashes, name, address, original and the post they answered
 * go, and all of these lie encrypted beside it in `sealed`. The words stay as they were posted. Anybody else's is left as it is.
 */
export function sealPost(post: Post, keys: PrivacyKeys): Post {
  if (!post.author.private || post.sealed !== undefined || isPseudonymous(post)) return post;
  const { replyTo, ...rest } = post;
  const { id, url, raw, platform } = post;
  const { name, handle } = post.author;
  const named: Named = { id, url, raw, name, handle, ...(replyTo === undefined ? {} : { replyTo }) };
  return {
    ...rest,
    id: hashPost(platform, id, keys),
    url: null,
    raw: null,
    author: { ...post.author, name: null, handle: hashPerson(platform, handle ?? name, keys) },
    sealed: seal(named, keys.sealKey),
  };
}

/** A Post out of an export of ours, or one whose seal is gone: there is nothing to hide any more, and a pseudonym of a pseudonym helps nobody. */
function isPseudonymous({ id, url, raw, replyTo, author: { name, handle } }: Post): boolean {
  const hashes = handle === null ? [id] : [id, handle];
  return hashes.every((hash) => pseudonym.test(hash)) && url === null && raw === null && name === null && replyTo === undefined;
}

const pseudonym = /^private-[0-9a-f]{16}$/;

/** The Post with what was sealed back in its place; as it is where nothing is, or where the key is another one. */
export function openPost(post: Post, { sealKey }: Pick<PrivacyKeys, 'sealKey'>): Post {
  const { sealed, ...rest } = post;
  const named = sealed === undefined ? null : unseal(sealed, sealKey);
  if (named === null) return post;
  const { name, handle, ...others } = named;
  return { ...rest, ...others, author: { ...post.author, name, handle } };
}

/** The Mention as it may leave the house: private people under their pseudonyms, unless the operator decided otherwise. */
export function hidePrivate(mention: Mention, privacy: Privacy): Mention {
  if (!mention.post.author.private) return mention;
  if (privacy.showHandles) return { ...mention, post: withoutSeal(openPost(mention.post, privacy)) };
  return { ...mention, post: withoutSeal(sealPost(mention.post, privacy)) };
}

/** The Post without what is encrypted in it: that is of use to nobody without the key, and no part of any answer. */
export function withoutSeal({ sealed: _sealed, ...post }: Post): Post {
  return post;
}

/** The id under which a private person's post is stored: it contains nothing of the account. */
export function hashPost(platform: string, id: string, keys: Pick<PrivacyKeys, 'salt'>): string {
  return `private-${digest(keys.salt, `post:${platform}:${id}`)}`;
}

/** The handle under which a private person is stored; null for nobody. */
export function hashPerson(platform: string, person: string, keys: Pick<PrivacyKeys, 'salt'>): string;
export function hashPerson(platform: string, person: string | null, keys: Pick<PrivacyKeys, 'salt'>): string | null;
export function hashPerson(platform: string, person: string | null, { salt }: Pick<PrivacyKeys, 'salt'>): string | null {
  return person === null ? null : `private-${digest(salt, `person:${platform}:${person}`)}`;
}

/** Sixteen digits: with eight, ten thousand people would hold two of one pseudonym in one installation of a hundred. */
function digest(salt: string, text: string): string {
  return createHmac('sha256', salt).update(text).digest('hex').slice(0, 16);
}

const nonceBytes = 12;
const tagBytes = 16;

/** AES-256-GCM (NIST SP 800-38D) with a nonce of its own for each: nonce, tag and text, in base64url. */
export function sealText(text: string, sealKey: string): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(sealKey, 'hex'), nonce);
  const bytes = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), bytes]).toString('base64url');
}

/** null where the key is another one, or where somebody has changed it. */
export function openText(sealed: string, sealKey: string): string | null {
  const bytes = Buffer.from(sealed, 'base64url');
  try {
    const options = { authTagLength: tagBytes };
    const decipher = createDecipheriv('aes-256-gcm', Buffer.from(sealKey, 'hex'), bytes.subarray(0, nonceBytes), options);
    decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
    return Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}

function seal(named: Named, sealKey: string): string {
  return sealText(JSON.stringify(named), sealKey);
}

function unseal(sealed: string, sealKey: string): Named | null {
  const text = openText(sealed, sealKey);
  return text === null ? null : (JSON.parse(text) as Named);
}
