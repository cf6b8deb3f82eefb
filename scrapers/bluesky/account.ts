import { z } from 'zod';
import { CollectError, InputError } from '../../src/core/errors.ts';
import { oneLine } from '../../src/core/text.ts';
import type { Context, Found } from '../collector.ts';
import { readNeed } from '../setting.ts';
import { isDid } from './address.ts';
import { ask, isDenied, refuseDenied } from './ask.ts';
import { appView, directory } from './settings.ts';

/** The name an account keeps for good; a handle is looked up. Throws CollectError `gone` where nobody has that handle. */
export async function resolveDid(account: string, context: Context): Promise<string> {
  if (isDid(account)) return account;
  const host = readNeed(context, appView) ?? '';
  // https://docs.bsky.app/docs/api/com-atproto-identity-resolve-handle
  const answer = await ask(
    context,
    host,
    'com.atproto.identity.resolveHandle',
    { handle: account },
    z.object({ did: z.string() }),
  );
  if (isDenied(answer)) throw new CollectError('gone', `Nobody on Bluesky has the handle ${oneLine(account, 100)}.`);
  return answer.did;
}

const label = z.looseObject({ val: z.string(), src: z.string().optional(), neg: z.boolean().optional() });

export const profileShape = z.looseObject({
  did: z.string(),
  handle: z.string(),
  displayName: z.string().optional(),
  labels: z.array(label).optional(),
});
export type Profile = z.output<typeof profileShape>;

/** The account as everybody may see it. null where the AppView has none: deactivated, deleted, taken down, or never there. */
export async function readProfile(did: string, context: Context): Promise<Profile | null> {
  const host = readNeed(context, appView) ?? '';
  // https://docs.bsky.app/docs/api/app-bsky-actor-get-profile
  const answer = await ask(context, host, 'app.bsky.actor.getProfile', { actor: did }, profileShape);
  if (!isDenied(answer)) return answer;
  if (/not found|deactivated|takendown|suspended/i.test(`${answer.message} ${answer.error}`)) return null;
  throw refuseDenied(answer, host);
}

/** Throws CollectError `refused` where the account asks not to be shown to people who are not signed in. */
export function obeyLabels(profile: Pick<Profile, 'labels' | 'handle' | 'did'>): void {
  if (!mayBeShown(profile)) {
    throw new CollectError(
      'refused',
      `@${oneLine(profile.handle, 100)} asks Bluesky not to show its posts to people who are not signed in, so they are not read.`,
    );
  }
}

/** The label holds where the account put it on itself: https://docs.bsky.app/docs/advanced-guides/resolving-identities */
export function mayBeShown({ labels = [], did }: Pick<Profile, 'labels' | 'did'>): boolean {
  return !labels.some(({ val, src, neg }) => val === '!no-unauthenticated' && neg !== true && (src ?? did) === did);
}

const didDocument = z.looseObject({
  service: z.array(z.looseObject({ id: z.string(), type: z.string().optional(), serviceEndpoint: z.unknown() })).default([]),
});

/** Address of the account's own server (https://atproto.com/specs/did). Throws CollectError `gone` where the account has none any more. */
export async function findHome(did: string, context: Context): Promise<string> {
  const address = did.startsWith('did:web:')
    ? `https://${decodeURIComponent(did.slice(8))}/.well-known/did.json`
    : `${readNeed(context, directory) ?? ''}/${did}`;
  const response = await context.http.get(address, { accept: 'application/json', answers: [404, 410], signal: context.signal });
  const missing = new CollectError('gone', `The Bluesky account ${did} has been deleted, or was never there.`);
  if (response.status === 404 || response.status === 410) throw missing;
  const { service } = didDocument.parse(JSON.parse(response.text));
  const home = service.find(({ id }) => id.endsWith('#atproto_pds'))?.serviceEndpoint;
  if (typeof home !== 'string') throw missing;
  return home.replace(/\/$/, '');
}

const repoStatus = z.object({ active: z.boolean(), status: z.string().optional() });

/**
 * Why an account has no posts to show, from its own server (https://docs.bsky.app/docs/api/com-atproto-sync-get-repo-status): `gone` where it
 * was deleted, `refused` where it is paused and may come back, null where the server says that it is there.
 */
export async function judgeAccount(did: string, home: string, context: Context): Promise<CollectError | null> {
  const answer = await ask(context, home, 'com.atproto.sync.getRepoStatus', { did }, repoStatus);
  const status = isDenied(answer) ? answer.error : answer.active ? null : (answer.status ?? 'inactive');
  if (status === null) return null;
  if (/^(?:RepoNotFound|deleted)$/i.test(status)) {
    return new CollectError('gone', `The Bluesky account ${did} has been deleted; what it had posted stays stored.`);
  }
  const words = {
    deactivated: 'deactivated',
    RepoDeactivated: 'deactivated',
    takendown: 'taken down',
    RepoTakendown: 'taken down',
  };
  const word = (words as Readonly<Record<string, string>>)[status] ?? oneLine(status, 40);
  return new CollectError('refused', `The Bluesky account ${did} is ${word}; what it had posted stays stored.`);
}

/** What stands behind an address that somebody gave: the account's lasting name and how it calls itself. */
export async function findAccount(address: string, context: Context): Promise<Omit<Found, 'platform'>> {
  const did = await resolveDid(address, context).catch((error: unknown) => {
    if (!(error instanceof CollectError) || error.kind !== 'gone') throw error;
    throw new InputError(`${error.message} Check the spelling, or give the address of the profile on bsky.app.`, {
      field: 'address',
    });
  });
  const profile = await readProfile(did, context);
  if (profile === null) {
    const home = await findHome(did, context);
    throw (await judgeAccount(did, home, context)) ?? new CollectError('gone', `Bluesky shows no profile for ${did}.`);
  }
  obeyLabels(profile);
  const name = oneLine(profile.displayName ?? '', 100);
  const handle = `@${oneLine(profile.handle, 100)}`;
  return {
    address: did,
    title: name === '' ? handle : `${name} (${handle})`,
    says: `the Bluesky account ${handle}, which keeps the name ${did}`,
  };
}
