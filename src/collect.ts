import { randomUUID } from 'node:crypto';
import type { Collector, Context, Cursor } from '../scrapers/collector.ts';
import { collectors } from '../scrapers/index.ts';
import { createBudget } from './budget.ts';
import { claimMs, holdClaims } from './claims.ts';
import { readSetting } from './config.ts';
import type { StoreError } from './core/errors.ts';
import { CollectError, isPassing } from './core/errors.ts';
import type { HttpClient } from './core/http/client.ts';
import { meterHttp } from './core/http/meter.ts';
import { hideSecrets } from './core/http/say.ts';
import type { Logger } from './core/log.ts';
import { oneLine, plural } from './core/text.ts';
import type { Channel, DirectoryIndex, Instant } from './core/types.ts';
import { decideNext } from './due.ts';
import type { Pipeline } from './pipeline.ts';
import type { ClaimedChannel, RunResult, Store } from './store/contract.ts';
import { takenOver } from './store/runs.ts';
import type { Trouble } from './trouble.ts';
import { isNear, readTrouble } from './trouble.ts';
import { sayWarnings } from './warn.ts';

/** A collection that takes longer is cut off: no channel may hold a place in the queue for good. */
const longestRunMs = 4 * 60_000;
/** While a long collection goes on, what fails is looked at so often. */
const warnEveryMs = 30_000;
/** Sentences kept of one Run: enough to know what is wrong with a channel. */
const mostNotes = 20;

export interface CollectParts {
  readonly store: Store;
  readonly pipeline: Pipeline;
  readonly http: HttpClient;
  readonly log: Logger;
  /** Channels at a time, over all hosts. */
  readonly concurrency: number;
  /** Knows where an organisation is and which system it runs, so that Channels near a disruption are looked at more often. */
  readonly directory: DirectoryIndex;
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
 * Collects every Channel that is due, or the named ones, several at a time but one a host, and returns one RunResult for each. One
 * Channel's failure or slowness never holds up another: whoever falls due meanwhile is begun as soon as there is room. A fault of the store
 * ends the collection and is thrown once what is under way has ended.
 */
export async function collectDue(parts: CollectParts, options: CollectOptions): Promise<readonly RunResult[]> {
  const results: RunResult[] = [];
  const faults: unknown[] = [];
  const running = new Set<Promise<void>>();
  const claims = holdClaims(parts);
  const named = options.ids === undefined ? null : new Set(options.ids);
  const readNear = createNear(parts);
  let changed = false;
  let saidAt = performance.now();
  const warn = async (): Promise<void> => {
    if (!changed) return;
    changed = false;
    saidAt = performance.now();
    await sayWarnings(parts.store, parts.log, parts.dataset, parts.now());
  };
  const collectAndTell = async (claimed: ClaimedChannel): Promise<void> => {
    const near = await readNear();
    const signal = AbortSignal.any([options.signal, claims.hold(claimed)]);
    const result = await collectOne(parts, claimed, near, signal).finally(() => claims.leave(claimed));
    results.push(result);
    if (result.outcome === 'failed' || claimed.failures > 0) changed = true;
    options.onDone?.(claimed.channel, result);
  };
  while (named?.size !== 0 && faults.length === 0 && !options.signal.aborted) {
    const room = parts.concurrency - running.size;
    const asked = parts.store.claimDue({
      now: parts.store.now(),
      holder: parts.holder,
      leaseMs: claimMs,
      limit: room,
      oneAHost: true,
      dataset: parts.dataset,
      ...(named === null ? {} : { ids: [...named], force: true }),
    });
    const claimed = await asked.catch((fault: unknown) => {
      faults.push(fault);
      return [];
    });
    for (const one of claimed) {
      named?.delete(one.channel.id);
      // Caught where it is thrown: nobody waits for this promise, and one that fails unheard would end the whole process.
      const run: Promise<void> = collectAndTell(one)
        .catch((fault: unknown) => void faults.push(fault))
        .finally(() => running.delete(run));
      running.add(run);
    }
    if (running.size === 0) break;
    // With more waiting than there is room for, a few places are filled at once: asking the store for each is dearer.
    if (performance.now() - saidAt > warnEveryMs) await warn().catch((fault: unknown) => void faults.push(fault));
    await (claimed.length < room ? oneEnds(running, 5000) : fewerThan(running, parts.concurrency * 0.75));
  }
  await Promise.all(running);
  claims.stop();
  if (faults.length > 0) throw faults[0];
  await warn();
  return results;
}

/** Resolves when one of them has ended, and in any case after `ms`: another Channel may be due by then. */
async function oneEnds(running: ReadonlySet<Promise<void>>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([...running, new Promise((resolve) => (timer = setTimeout(resolve, ms)))]);
  clearTimeout(timer);
}

/** As `oneEnds`, for as many as it takes, but half a second at most: those left may be the slow ones. */
async function fewerThan(running: ReadonlySet<Promise<void>>, most: number): Promise<void> {
  for (const endMs = performance.now() + 500; running.size > most && performance.now() < endMs; ) {
    await oneEnds(running, Math.max(1, endMs - performance.now()));
  }
}

/** Whether a disruption is on near an organisation, looked up anew each minute. */
function createNear({ store, directory, dataset, now }: CollectParts): () => Promise<(channel: Channel) => boolean> {
  let trouble: Promise<Trouble> | null = null;
  let readAt = '';
  return async () => {
    const minute = now().slice(0, 16);
    if (minute !== readAt) trouble = readTrouble(store, dataset, now());
    readAt = minute;
    const known = await trouble;
    return ({ organisation }) => known !== null && organisation !== null && isNear(directory.byCode(organisation), known);
  };
}

/** One Run: open, collect batch by batch, close with what the scheduler should do next. */
async function collectOne(
  parts: CollectParts,
  claimed: ClaimedChannel,
  near: (channel: Channel) => boolean,
  signal: AbortSignal,
): Promise<RunResult> {
  const { channel, claim } = claimed;
  const id = randomUUID();
  const begun = await parts.store.startRun({ id, channel: channel.id, startedAt: parts.now(), claim });
  let lost = !begun;
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
  let full: StoreError | null = null;
  let kept = 0;
  try {
    const limited = AbortSignal.any([signal, AbortSignal.timeout(longestRunMs)]);
    if (begun) ({ lost, kept } = await saveAll({ ...parts, http: meter.http }, claimed, { signal: limited, run: id, tally }));
  } catch (thrown) {
    if (isPassing(thrown)) full = thrown;
    else error = asCollectError(thrown, parts.log, channel);
  }
  const now = parts.now();
  const interrupted = lost || full !== null || (error !== null && signal.aborted);
  const { freshUntil, ...cost } = meter.read();
  const next = decideNext(channel, error, {
    failures: claimed.failures,
    lastPostAt: tally.postsNew > 0 ? now : claimed.lastPostAt,
    near: near(channel),
    freshUntil,
    now,
    jitter: Math.random(),
  });
  const result: RunResult = {
    ...tally,
    ...cost,
    id,
    channel: channel.id,
    claim,
    finishedAt: now,
    outcome: interrupted ? 'interrupted' : next.outcome,
    failure: interrupted ? null : (error?.kind ?? null),
    message: lost ? takenOver.message : (full?.message ?? sayOutcome(error, interrupted)),
    nextAt: interrupted ? now : next.nextAt,
    state: interrupted ? 'active' : next.state,
  };
  if (begun) await parts.pipeline.finishRun(result);
  // Nothing could be stored and nothing kept: the place of the channel has not moved, and nobody else is asked meanwhile.
  if (full !== null) throw full;
  return kept === 0 ? result : { ...result, notes: [...(result.notes ?? []), sayKept(kept)] };
}

function sayOutcome(error: CollectError | null, interrupted: boolean): string | null {
  if (interrupted) return 'Stopped before it was done';
  return error === null ? null : oneLine(error.message);
}

function sayKept(posts: number): string {
  return `${plural(posts, 'post')} kept on disk until the store can be written again.`;
}

type Counted = 'postsSeen' | 'postsNew' | 'postsChanged' | 'postsRemoved' | 'mentionsNew' | 'noticesNew' | 'notes';
type Tally = { -readonly [Key in Counted]: RunResult[Key] };

/**
 * How many posts wait on disk, since the store could not take them; `lost` as soon as somebody else has claimed the Channel: what is read from
 * then on is theirs to save.
 */
async function saveAll(
  parts: CollectParts,
  { channel, claim, cursor }: ClaimedChannel,
  { signal, run, tally }: { readonly signal: AbortSignal; readonly run: string; readonly tally: Tally },
): Promise<{ readonly lost: boolean; readonly kept: number }> {
  let kept = 0;
  const collector = collectorFor(channel);
  const { organisation, dataset, people = false } = channel;
  const origin = { organisation, dataset, invented: false, people };
  for await (const batch of collector.collect(channel, cursor as Cursor | null, contextFor(parts, signal))) {
    const saved = await parts.pipeline.save(batch, { ...channel, cursor: batch.cursor, claim, run }, origin);
    if (saved.lost === true) return { lost: true, kept };
    kept += saved.kept;
    if (batch.address !== undefined) await recordMove(parts, channel, batch.address);
    tally.postsSeen += batch.posts.length;
    tally.postsNew += saved.added;
    tally.postsChanged += saved.changed;
    tally.postsRemoved += saved.removed;
    tally.mentionsNew += saved.outages;
    tally.noticesNew += saved.notices;
    tally.notes = [...new Set([...(tally.notes ?? []), ...(batch.notes ?? [])])].slice(0, mostNotes);
  }
  return { lost: false, kept };
}

async function recordMove({ store, now, log }: CollectParts, channel: Channel, address: string): Promise<void> {
  const [from, to] = [channel.address, address].map((one) => oneLine(hideSecrets(one), 300));
  const what = `moved channel ${channel.id} from ${from} to ${to}`;
  try {
    await store.recordChange({ at: now(), who: 'Ripplewatch', what });
  } catch (error) {
    if (!isPassing(error)) throw error;
    log.warn({ what }, 'a change could not be recorded');
  }
}

function collectorFor(channel: Channel): Collector {
  const collector = collectors.find((one) => one.platform === channel.platform);
  if (collector === undefined) throw new CollectError('unauthorised', `No collector for ${channel.platform} is installed`);
  const missing = collector.needs.find((need) => need.default === null && readSetting(need.name) === null);
  if (missing !== undefined) throw new CollectError('unauthorised', `${missing.name} is not set`);
  return collector;
}

function contextFor({ http, log, now, store }: CollectParts, signal: AbortSignal): Context {
  return { http, log, signal, now, setting: readSetting, reserve: createBudget(store, now) };
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
