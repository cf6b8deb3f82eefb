import { InputError } from '../../src/core/errors.ts';
import type { Collector } from '../collector.ts';

type Recognition = NonNullable<ReturnType<Collector['recognise']>>;

/** A Bluesky account, `@name.bsky.social`, `@surgery.nhs.uk`, `https://bsky.app/profile/…` or `did:plc:…`; or words to listen for, `words: emis, systmone`. */
export function recogniseBluesky(given: string): Recognition | null {
  const words = /^(?:bluesky[ -])?words:(.*)$/i.exec(given)?.[1];
  if (words !== undefined) return recogniseWords(words);
  const profile = /^(?:https?:\/\/)?bsky\.app\/profile\/([a-z0-9.:_%-]+)/i.exec(given)?.[1];
  const did = /^(?:at:\/\/)?(did:(?:plc|web):[a-z0-9.:_%-]+)/i.exec(given)?.[1];
  const handle = /^@?((?:[a-z0-9-]+\.)+bsky\.social)$/i.exec(given)?.[1] ?? /^@((?:[a-z0-9-]+\.)+[a-z]{2,})$/i.exec(given)?.[1];
  const account = profile ?? did ?? handle;
  if (account === undefined) return null;
  return { address: account.toLowerCase(), says: `a Bluesky account, ${account}` };
}

/** The words or phrases of a channel that listens to everybody; null for a channel that is an account. */
export function readWords(address: string): readonly string[] | null {
  return address.startsWith(prefix) ? address.slice(prefix.length).split(',') : null;
}

export function isDid(account: string): boolean {
  return /^did:(?:plc:[a-z2-7]{24}|web:[a-z0-9.:%-]+)$/.test(account);
}

/** Words as they are compared: lower case, letters and digits with one space between, a space at both ends. */
export function plainWords(text: string): string {
  return ` ${text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `;
}

const prefix = 'words:';
const mostWords = 100;

/** In one order, so that the same words make the same channel. A word of one or two letters would bring half the network. */
function recogniseWords(given: string): Recognition {
  const words = [...new Set(given.split(',').map((one) => plainWords(one).trim()))].filter((one) => one.length > 2).sort();
  if (words.length === 0 || words.length > mostWords) {
    const right = `give 1 to ${mostWords} words or phrases of at least three letters, such as words:emis,systmone,prescription system`;
    throw new InputError(`These are no words to listen for: ${right}.`, { field: 'address' });
  }
  return {
    address: `${prefix}${words.join(',')}`,
    says: `everybody’s posts on Bluesky that contain ${words.map((one) => `“${one}”`).join(' or ')}`,
    people: true,
  };
}
