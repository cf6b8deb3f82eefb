import { randomUUID } from 'node:crypto';
import PQueue from 'p-queue';
import type { Collector, Context, Cursor } from '../scrapers/collector.ts';
import { collectors } from '../scrapers/index.ts';
import { readSetting } from './config.ts';
import { CollectError } from './core/errors.ts';
import type { HttpClient } from './core/http/client.ts';
import { meterHttp } from './core/http/meter.ts';
import { hideSecrets } from './core/http/say.ts';
import type { Logger } from './core/log.ts';
import { oneLine } from './core/text.ts';
import type { Channel, Instant } from './core/types.ts';
import { decideNext } from './due.ts';
import type { Pipeline } from './pipeline.ts';
import type { ClaimedChannel, RunResult, Store } from './store/contract.ts';

/** A collection that takes longer is cut off: no channel may hold a place in the queue for good. */
const longestRunMs = 4 * 60_000;
/** Sentences kept of one Run: enough to know what is wrong with a channel. */
const mostNotes = 20;
/** Longer than the longest Run, so that a claim never expires under a living one. */
const claimMs = 5 * 60_000;

export interface CollectParts {
  readonly store: Store;
  readonly pipeline: Pipeline;
  readonly http: HttpClient;
  readonly log: Logger;
  readonly concurrency: number;
  /** Channels of this Dataset only: the demonstration's are never collected. */
  readonly dataset: string;
  /** Names this process to others on the same store. */
  readonly holder: string;
  readonly now: () => Instant;
}

export interface CollectOptions {
  readonly signal: AbortSignal;
  /** Only these Channels, due or not. */
  readonly ids?: readonly string[];
  /** Called as each Channel is done. */
  readonly onDone?: (channel: Channel, result: RunResult) => void;
}

/**
 * Collects every Channel that is due, or the named ones, several at a time, and returns one RunResult for each. One Channel's failure
 * never touches another; a fault of the store ends the collection and is thrown once what is under way has ended.
 */
export async function collectDue(parts: CollectParts, options: CollectOptions): Promise<readonly RunResult[]> {
  const results: RunResult[] = [];
  const faults: unknown[] = [];
  const queue = new PQueue({ concurrency: parts.concurrency });
  const named = options.ids === undefined ? null : new Set(options.ids);
  const collectAndTell = async (claimed: ClaimedChannel): Promise<void> => {
    const result = await collectOne(parts, claimed, options.signal);
    results.push(result);
    options.onDone?.(claimed.channel, result);
  };
  while (named?.size !== 0 && faults.length === 0 && !options.signal.aborted) {
    const claimed = await parts.store.claimDue({
      now: parts.now(),
      holder: parts.holder,
      leaseMs: claimMs,
      limit: parts.concurrency,
      dataset: parts.dataset,
      ...(named === null ? {} : { ids: [...named], force: true }),
    });
    if (claimed.length === 0) break;
    for (const one of claimed) {
      named?.delete(one.channel.id);
      // Caught where it is thrown: nobody waits for this promise, and one that fails unheard would end the whole process.
      void queue.add(() => collectAndTell(one).catch((fault: unknown) => faults.push(fault)));
    }
    await queue.onSizeLessThan(1);
  }
  await queue.onIdle();
  if (faults.length > 0) throw faults[0];
  return results;
}

/** One Run: open, collect batch by batch, close with what the scheduler should do next. */
async function collectOne(parts: CollectParts, claimed: ClaimedChannel, signal: AbortSignal): Promise<RunResult> {
  const { channel } = claimed;
  const id = randomUUID();
  await parts.store.startRun({ id, channel: channel.id, startedAt: parts.now() });
  const tally: Tally = {
    postsSeen: 0,
    postsNew: 0,
    postsChanged: 0,
    postsRemoved: 0,
    mentionsNew: 0,
    noticesNew: 0,
    notes: null,
  };
  const meter = meterHttp(parts.http);
  let error: CollectError | null = null;
  try {
    const limited = AbortSignal.any([signal, AbortSignal.timeout(longestRunMs)]);
    await saveAll({ ...parts, http: meter.http }, claimed, limited, tally);
  } catch (thrown) {
    error = asCollectError(thrown, parts.log, channel);
  }
  const now = parts.now();
  const interrupted = error !== null && signal.aborted;
  const next = decideNext(channel, error, claimed.failures, now, Math.random());
  const result: RunResult = {
    ...tally,
    ...meter.read(),
    id,
    channel: channel.id,
    finishedAt: now,
    outcome: interrupted ? 'interrupted' : next.outcome,
    failure: interrupted ? null : (error?.kind ?? null),
    message: interrupted ? 'Stopped before it was done' : error === null ? null : oneLine(error.message),
    nextAt: interrupted ? now : next.nextAt,
    state: interrupted ? 'active' : next.state,
  };
  await parts.store.finishRun(result);
  return result;
}

type Counted = 'postsSeen' | 'postsNew' | 'postsChanged' | 'postsRemoved' | 'mentionsNew' | 'noticesNew' | 'notes';
type Tally = { -readonly [Key in Counted]: RunResult[Key] };

async function saveAll(
  parts: CollectParts,
  { channel, cursor }: ClaimedChannel,
  signal: AbortSignal,
  tally: Tally,
): Promise<void> {
  const collector = collectorFor(channel);
  const origin = { organisation: channel.organisation, dataset: channel.dataset, invented: false };
  for await (const batch of collector.collect(channel, cursor as Cursor | null, contextFor(parts, signal))) {
    const saved = await parts.pipeline.save(batch, { ...channel, cursor: batch.cursor }, origin);
    if (batch.address !== undefined) await recordMove(parts, channel, batch.address);
    tally.postsSeen += batch.posts.length;
    tally.postsNew += saved.added;
    tally.postsChanged += saved.changed;
    tally.postsRemoved += saved.removed;
    tally.mentionsNew += saved.outages;
    tally.noticesNew += saved.notices;
    tally.notes = [...new Set([...(tally.notes ?? []), ...(batch.notes ?? [])])].slice(0, mostNotes);
  }
}

async function recordMove({ store, now }: CollectParts, channel: Channel, address: string): Promise<void> {
  const [from, to] = [channel.address, address].map((one) => oneLine(hideSecrets(one), 300));
  await store.recordChange({ at: now(), who: 'Ripplewatch', what: `moved channel ${channel.id} from ${from} to ${to}` });
}

function collectorFor(channel: Channel): Collector {
  const collector = collectors.find((one) => one.platform === channel.platform);
  if (collector === undefined) throw new CollectError('unauthorised', `No collector for ${channel.platform} is installed`);
  const missing = collector.needs.find((need) => need.default === null && readSetting(need.name) === null);
  if (missing !== undefined) throw new CollectError('unauthorised', `${missing.name} is not set`);
  return collector;
}

function contextFor({ http, log, now }: CollectParts, signal: AbortSignal): Context {
  return { http, log, signal, now, setting: readSetting };
}

/** A fault of our own is no reason to stop the rest: it is logged whole and recorded as a change that needs a look. */
function asCollectError(thrown: unknown, log: Logger, channel: Channel): CollectError {
  if (thrown instanceof CollectError) return thrown;
  if (thrown instanceof Error && thrown.name === 'TimeoutError') {
    return new CollectError('unreachable', `Not done after ${longestRunMs / 60_000} minutes`, { cause: thrown });
  }
  if (thrown instanceof Error && thrown.name === 'AbortError')
    return new CollectError('unreachable', 'Stopped', { cause: thrown });
  if (thrown instanceof Error && thrown.name === 'StoreError') throw thrown;
  log.error({ err: thrown, channel: channel.id }, 'a collector failed in a way it should not');
  return new CollectError('changed', 'A fault in Ripplewatch itself; the log has the details', { cause: thrown });
}
