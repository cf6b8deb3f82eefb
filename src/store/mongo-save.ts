import type { Collection } from 'mongodb';
import { toMs } from '../core/time.ts';
import type { Instant, Mention } from '../core/types.ts';
import type { Saved, StoreBatch } from './contract.ts';
import { hostOf } from './host.ts';
import { removePosts } from './mongo-bare.ts';
import { isLost } from './mongo-claims.ts';
import { toDate } from './mongo-dates.ts';
import type { MongoParts } from './mongo-db.ts';
import type { ChannelDoc } from './mongo-docs.ts';
import { saveNotices } from './mongo-notices.ts';
import { saveWave } from './mongo-wave.ts';
import { withoutReview } from './review.ts';

/**
 * Mentions one by one, each whole, then removals, notices, and only then the cursor: after a crash the same batch comes again and finds what
 * was saved. What can be told to be no Mention at all is found before anything is written.
 */
export async function saveBatch(parts: MongoParts, batch: StoreBatch): Promise<Saved> {
  batch.mentions.forEach(checkTimes);
  const tally = { added: 0, changed: 0, unchanged: 0, removed: 0, outages: 0, notices: 0 };
  const channels = parts.collection<ChannelDoc>('channels');
  if (batch.channel !== null && (await isLost(channels, batch.channel, batch.claim))) return { ...tally, lost: true };
  let newest: Instant | null = null;
  for (const wave of wavesOf(batch)) {
    const outcomes = await saveWave(parts, wave, batch);
    for (const [index, { post, verdict }] of wave.entries()) {
      const outcome = outcomes[index] ?? 'unchanged';
      tally[outcome] += 1;
      if (outcome !== 'added') continue;
      if (verdict.outage) tally.outages += 1;
      if (newest === null || post.seenAt > newest) newest = post.seenAt;
    }
  }
  tally.removed = await removePosts(parts, batch);
  tally.notices = await saveNotices(parts, batch.notices);
  if (batch.channel === null || (await moveCursor(channels, batch.channel, batch, newest))) return tally;
  return { ...tally, lost: true };
}

function checkTimes({ post: { postedAt, seenAt } }: Mention): void {
  for (const at of [seenAt, postedAt]) if (at !== null) toMs(at);
}

/** Mentions that do not meet one another: the same post twice is looked at once its first has been saved. */
function* wavesOf({ mentions, twins }: StoreBatch): Generator<readonly Mention[]> {
  let wave: Mention[] = [];
  let taken = new Set<string>();
  for (const given of mentions) {
    const mention = withoutReview(given);
    const { post, dataset } = mention;
    const twin = twins?.get(`${post.platform} ${post.id}`) ?? post.id;
    const names = [post.id, twin].map((id) => JSON.stringify([dataset, post.platform, id]));
    if (names.some((name) => taken.has(name))) {
      yield wave;
      wave = [];
      taken = new Set();
    }
    for (const name of names) taken.add(name);
    wave.push(mention);
  }
  if (wave.length > 0) yield wave;
}

/** A null cursor leaves the old one: losing the place would collect everything again. False where somebody else has claimed the Channel. */
async function moveCursor(
  channels: Collection<ChannelDoc>,
  id: string,
  { cursor, address, claim }: StoreBatch,
  newest: Instant | null,
): Promise<boolean> {
  const platform = address === undefined ? undefined : (await channels.findOne({ _id: id }))?.platform;
  const set = {
    ...(cursor === null ? {} : { cursor: JSON.stringify(cursor) }),
    ...(address === undefined || platform === undefined ? {} : { address, host: hostOf(platform, address) }),
  };
  const change = {
    ...(Object.keys(set).length === 0 ? {} : { $set: set }),
    ...(newest === null ? {} : { $max: { lastPostAt: toDate(newest) } }),
  };
  if (Object.keys(change).length === 0) return true;
  const { matchedCount } = await channels.updateOne({ _id: id, ...(claim !== undefined && { claim }) }, change);
  return matchedCount > 0 || !(await isLost(channels, id, claim));
}
