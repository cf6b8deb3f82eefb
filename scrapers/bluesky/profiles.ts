import { z } from 'zod';
import { CollectError } from '../../src/core/errors.ts';
import { addMs } from '../../src/core/time.ts';
import type { Instant } from '../../src/core/types.ts';
import type { Context } from '../collector.ts';
import { readNeed } from '../setting.ts';
import { mayBeShown, type Profile, profileShape } from './account.ts';
import { ask, isDenied, refuseDenied } from './ask.ts';
import { appView } from './settings.ts';

/** Who somebody is, for posts that come without their author's name. */
export interface Profiles {
  /** Profiles by DID of those who are there and may be shown to people who are not signed in. */
  of(dids: readonly string[], context: Context): Promise<ReadonlyMap<string, Profile>>;
  forget(did: string): void;
}

const atOnce = 25;
const freshMs = 24 * 60 * 60_000;
const mostKept = 20_000;

const answerShape = z.object({ profiles: z.array(profileShape) });

export function createProfiles(): Profiles {
  const kept = new Map<string, { readonly profile: Profile | null; readonly until: Instant }>();
  return {
    async of(dids, context) {
      const now = context.now();
      const wanted = [...new Set(dids)].filter((did) => (kept.get(did)?.until ?? now) <= now);
      for (let start = 0; start < wanted.length; start += atOnce) {
        const some = wanted.slice(start, start + atOnce);
        const found = await askFor(some, context);
        for (const did of some) kept.set(did, { profile: found.get(did) ?? null, until: addMs(now, freshMs) });
      }
      const known = dids
        .flatMap((did) => kept.get(did)?.profile ?? [])
        .map((profile): [string, Profile] => [profile.did, profile]);
      // The oldest go first: a Map keeps the order in which they came.
      for (const did of kept.keys()) if (kept.size > mostKept) kept.delete(did);
      return new Map(known);
    },
    forget: (did) => void kept.delete(did),
  };
}

/** https://docs.bsky.app/docs/api/app-bsky-actor-get-profiles: those it does not show are left out. */
async function askFor(actors: readonly string[], context: Context): Promise<ReadonlyMap<string, Profile>> {
  const host = readNeed(context, appView) ?? '';
  const answer = await ask(context, host, 'app.bsky.actor.getProfiles', { actors }, answerShape);
  if (isDenied(answer)) throw new CollectError('changed', refuseDenied(answer, host).message);
  return new Map(answer.profiles.filter(mayBeShown).map((profile) => [profile.did, profile]));
}
