import { CollectError } from '../../src/core/errors.ts';
import { addMs, readInstant } from '../../src/core/time.ts';
import type { Instant } from '../../src/core/types.ts';
import type { Known, Memory } from './memory.ts';
import type { Place } from './place.ts';
import type { Server } from './server.ts';
import { accountShape, type Status, statusShape } from './shapes.ts';
import { type Page, pageSize } from './timeline.ts';

/** Questions about single posts in one Run. */
const mostChecks = 5;
const againMs = 6 * 3_600_000;
const recentMs = 7 * 24 * 3_600_000;

export interface Checked {
  readonly gone: readonly Known[];
  /** Still there, as they read now. */
  readonly there: readonly Status[];
}

/**
 * Asks about known posts that the newest page should hold and does not, and now and then about older ones of the last seven days: a 404 is
 * a deletion (https://docs.joinmastodon.org/methods/statuses/#get). Never more than five a Run, and never on the word of a list alone: a
 * suspended account or a server that has closed its doors shows an empty list too.
 */
export async function checkAbsent(server: Server, place: Place, memory: Memory, top: Page, now: Instant): Promise<Checked> {
  const gone: Known[] = [];
  const there: Status[] = [];
  try {
    for (const known of pickAbsent(memory, top, now)) {
      const answer = await server.ask(`/api/v1/statuses/${encodeURIComponent(known.id)}`, statusShape);
      if (answer !== null) there.push(answer.value);
      // Under a hashtag stand accounts of other servers, which this one may have stopped talking to: then the post is gone here alone.
      else if (place.kind === 'account' || (await isThere(server, known.account))) gone.push(known);
    }
  } catch (error) {
    // Some servers show lists to everybody and single posts to their own people: then we cannot know.
    if (!(error instanceof CollectError) || (error.kind !== 'unauthorised' && error.kind !== 'refused')) throw error;
  }
  return { gone, there };
}

async function isThere(server: Server, account: string): Promise<boolean> {
  const answer = await server.ask(`/api/v1/accounts/${encodeURIComponent(account)}`, accountShape);
  return answer !== null && answer.value.suspended !== true;
}

/** First those that the newest page should hold, then those not shown for hours; one that was asked about and is there rests for as long. */
function pickAbsent({ known }: Memory, top: Page, now: Instant): Known[] {
  const shown = new Set(top.value.map(({ id }) => id));
  const oldest = top.value.map(({ created_at }) => readInstant(created_at) ?? created_at).toSorted()[0];
  const isWhole = top.value.length < pageSize / 2 && top.older === null;
  const isExpected = ({ createdAt }: Known): boolean => isWhole || (oldest !== undefined && createdAt > oldest);
  const isRested = (at: Instant | null): boolean => at === null || addMs(at, againMs) <= now;
  const absent = [...known.values()].filter(({ id, hash, askedAt }) => hash !== '' && !shown.has(id) && isRested(askedAt));
  const expected = absent.filter((one) => isExpected(one));
  const older = absent.filter((one) => !isExpected(one) && isRested(one.seenAt) && isRecent(one, now));
  return [...expected, ...older].slice(0, mostChecks);
}

function isRecent({ createdAt }: Known, now: Instant): boolean {
  const at = readInstant(createdAt);
  return at !== null && addMs(at, recentMs) > now;
}
