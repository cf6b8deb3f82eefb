import { z } from 'zod';
import { CollectError } from '../../src/core/errors.ts';
import type { Instant } from '../../src/core/types.ts';
import type { Context } from '../collector.ts';
import { findHome, judgeAccount } from './account.ts';
import { ask, isDenied } from './ask.ts';
import { readRecordsFrom, type Subject } from './pages.ts';
import { type Reading, readBack } from './window.ts';

/**
 * What the account's own server holds. The public view's word is not asked for here, so the account's wish is read from its own profile.
 * Throws what became of the account where the server no longer has it.
 */
export async function readAtHome(subject: Subject, home: string | null, until: Instant, context: Context): Promise<Reading> {
  const { did } = subject;
  const asked = home ?? (await findHome(did, context));
  const first = await readBack(readRecordsFrom(asked), subject, until, context);
  if (!isDenied(first)) return obeyProfile(first, did, asked, context);
  // The account may have moved house since we last asked where it lives.
  const now = home === null ? asked : await findHome(did, context);
  const again = now === asked ? first : await readBack(readRecordsFrom(now), subject, until, context);
  if (!isDenied(again)) return obeyProfile(again, did, now, context);
  throw (
    (await judgeAccount(did, now, context)) ?? new CollectError('unreachable', `The server of ${did} says “${again.message}”.`)
  );
}

const selfLabels = z.looseObject({
  value: z.looseObject({
    labels: z.looseObject({ values: z.array(z.looseObject({ val: z.string() })).default([]) }).optional(),
  }),
});

/** https://github.com/bluesky-social/atproto/blob/main/lexicons/app/bsky/actor/profile.json */
async function obeyProfile(reading: Reading, did: string, home: string, context: Context): Promise<Reading> {
  const params = { repo: did, collection: 'app.bsky.actor.profile', rkey: 'self' };
  const answer = await ask(context, home, 'com.atproto.repo.getRecord', params, selfLabels);
  // An account without a profile has said nothing.
  if (isDenied(answer)) return reading;
  if (answer.value.labels?.values.some(({ val }) => val === '!no-unauthenticated') !== true) return reading;
  throw new CollectError('refused', `${did} asks not to be shown to people who are not signed in, so its posts are not read.`);
}
