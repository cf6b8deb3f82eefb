import type { Collector } from '../collector.ts';

/** A Bluesky account, `@name.bsky.social`, `@surgery.nhs.uk`, `https://bsky.app/profile/…` or `did:plc:…`. */
export function recogniseBluesky(given: string): ReturnType<Collector['recognise']> {
  const profile = /^(?:https?:\/\/)?bsky\.app\/profile\/([a-z0-9.:_%-]+)/i.exec(given)?.[1];
  const did = /^(?:at:\/\/)?(did:(?:plc|web):[a-z0-9.:_%-]+)/i.exec(given)?.[1];
  const handle = /^@?((?:[a-z0-9-]+\.)+bsky\.social)$/i.exec(given)?.[1] ?? /^@((?:[a-z0-9-]+\.)+[a-z]{2,})$/i.exec(given)?.[1];
  const account = profile ?? did ?? handle;
  if (account === undefined) return null;
  return { address: account.toLowerCase(), says: `a Bluesky account, ${account}` };
}

export function isDid(account: string): boolean {
  return /^did:(?:plc:[a-z2-7]{24}|web:[a-z0-9.:%-]+)$/.test(account);
}
