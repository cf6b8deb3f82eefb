import { randomUUID } from 'node:crypto';
import type { StreamedBatch } from '../scrapers/collector.ts';
import type { App } from './app.ts';
import { live } from './app.ts';
import { isPassing } from './core/errors.ts';
import { addMs } from './core/time.ts';
import type { Channel, ChannelState, Instant } from './core/types.ts';
import type { ClaimedChannel, RunResult, Saved } from './store/contract.ts';

/** The Channels that a stream watches, and what is recorded of it: Runs, so that what was seen and what was not stays true. */
export interface Watch {
  /** From now on these are watched. */
  begin(ids: ReadonlySet<string>): Promise<void>;
  save(batch: StreamedBatch): Promise<void>;
  /** A span was not played back: those that have no other way were blind in it. */
  miss(span: { readonly from: Instant; readonly to: Instant }): Promise<void>;
  /** Records a Run for each Channel, as often as polling would have. */
  tick(): Promise<void>;
  /** The last Run; from then on the Channels are polled again. `why` null: the next connection follows at once. */
  close(why: string | null): Promise<void>;
}

export interface WatchOptions {
  readonly app: App;
  readonly states: readonly ChannelState[];
  /** True where a Channel cannot be polled. */
  readonly only: (channel: Channel) => boolean;
}

const minuteMs = 60_000;
/** A Run of a watched Channel covers as much as the pause between two looks would have. */
const sliceMs = 15 * minuteMs;
/** A watched Channel is not due while its Runs go on; after a crash it is, so soon. */
const graceMs = 2 * sliceMs;
/** Even so each is looked at now and then: what only a look shows, and what the stream did not. */
const pollMs = 6 * 60 * minuteMs;
const claimMs = 60_000;
const claimedAtOnce = 100;

type Tally = Pick<RunResult, 'postsSeen' | 'postsNew' | 'postsChanged' | 'postsRemoved' | 'mentionsNew'>;
const none: Tally = { postsSeen: 0, postsNew: 0, postsChanged: 0, postsRemoved: 0, mentionsNew: 0 };

export function openWatch({ app, states, only }: WatchOptions): Watch {
  const { store, holder, now } = app;
  const channels = new Map(states.map(({ channel }) => [channel.id, channel]));
  const pollAt = new Map(states.map(({ channel }) => [channel.id, addMs(now(), Math.round(pollMs * (0.5 + Math.random() / 2)))]));
  const tallies = new Map<string, Tally>();
  let watched: ReadonlySet<string> = new Set();
  let sliceAt = now();
  let seenAt = now();

  const isOnly = (id: string): boolean => {
    const channel = channels.get(id);
    return channel !== undefined && only(channel);
  };
  const listenersOf = (ids: Iterable<string>): readonly string[] => [...ids].filter(isOnly);
  const claim = (ids: readonly string[]): Promise<readonly ClaimedChannel[]> =>
    store.claimDue({ now: store.now(), holder, leaseMs: claimMs, limit: ids.length, dataset: live.id, ids, force: true });

  /** One Run for each of them that nobody is looking at just now; a moment rather than a span, so that a blind period begins where sight ended. */
  const record = async (ids: readonly string[], { at, nextAt, ...told }: Told): Promise<void> => {
    const recordOne = async ({ channel, claim: claimed }: ClaimedChannel): Promise<void> => {
      const id = randomUUID();
      if (!(await store.startRun({ id, channel: channel.id, startedAt: at, claim: claimed }))) return;
      await store.finishRun({
        ...told,
        claim: claimed,
        ...(tallies.get(channel.id) ?? none),
        id,
        channel: channel.id,
        finishedAt: at,
        nextAt: nextAt(channel.id),
      });
      tallies.delete(channel.id);
    };
    for (let start = 0; start < ids.length; start += claimedAtOnce) {
      await allDone((await claim(ids.slice(start, start + claimedAtOnce))).map(recordOne));
    }
  };
  const whileWatched = (id: string): Instant => {
    const due = pollAt.get(id) ?? now();
    if (due > addMs(now(), graceMs) || isOnly(id)) return addMs(now(), graceMs);
    if (due <= now()) pollAt.set(id, addMs(now(), pollMs));
    return due;
  };
  const add = (id: string, saved: Saved, posts: number): void => {
    const before = tallies.get(id) ?? none;
    tallies.set(id, {
      postsSeen: before.postsSeen + posts,
      postsNew: before.postsNew + saved.added,
      postsChanged: before.postsChanged + saved.changed,
      postsRemoved: before.postsRemoved + saved.removed,
      mentionsNew: before.mentionsNew + saved.outages,
    });
  };
  const cutSlice = async (): Promise<void> => {
    sliceAt = now();
    await record([...watched], { ...good, at: sliceAt, nextAt: whileWatched });
  };

  return {
    async begin(ids) {
      watched = ids;
      sliceAt = now();
      seenAt = now();
      // What cannot be polled has no other sign of being seen.
      await record(listenersOf(ids), { ...good, at: now(), nextAt: whileWatched });
    },
    async save({ channel, posts, removed, note }) {
      const { organisation, dataset, people = false } = channel;
      const origin = { organisation, dataset, invented: false, people };
      const [claimed] = note === null ? [] : await claim([channel.id]).catch(noneWhileAway);
      const cursor = claimed === undefined || note === null ? null : note(claimed.cursor as Parameters<typeof note>[0]);
      const startedAt = now();
      const id = randomUUID();
      const under = claimed === undefined ? {} : { claim: claimed.claim };
      const begun = claimed !== undefined && (await store.startRun({ id, channel: channel.id, startedAt, ...under }));
      const pipeline = await app.pipeline();
      // What the stream brought is saved in any case; the Channel's own place moves only under a claim.
      const place = begun ? { cursor, ...under, run: id } : { cursor: null };
      const batch = { posts, removed, notices: [] };
      const saved = await pipeline.save(batch, { ...channel, ...place }, origin);
      const isLost = saved.lost === true;
      add(channel.id, isLost ? await pipeline.save(batch, { ...channel, cursor: null }, origin) : saved, posts.length);
      if (!begun || isLost) return;
      const told = { ...good, ...under, startedAt, finishedAt: now(), nextAt: whileWatched(channel.id) };
      await pipeline.finishRun({ ...told, ...(tallies.get(channel.id) ?? none), id, channel: channel.id });
      tallies.delete(channel.id);
    },
    async miss({ from, to }) {
      const message = `What was posted between ${from} and ${to} could not be played back`;
      await record(listenersOf(channels.keys()), { ...bad, message, at: from, nextAt: whileWatched });
    },
    async tick() {
      seenAt = now();
      if (addMs(sliceAt, sliceMs) <= seenAt) await cutSlice().catch(noneWhileAway);
    },
    async close(why) {
      if (why === null) return cutSlice();
      const soon = (id: string): Instant =>
        addMs(now(), Math.round((channels.get(id)?.everyMinutes ?? 15) * minuteMs * Math.random()));
      await record([...watched], { ...good, at: seenAt, nextAt: soon });
      // A connection that never stood has them blind as well.
      if (why !== 'Stopped') await record(listenersOf(channels.keys()), { ...bad, message: why, at: now(), nextAt: soon });
    },
  };
}

/** Throws what the first of them threw once all have ended: nothing goes on behind the back of whoever is told. */
export async function allDone(works: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(works)).find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}

/** While the store cannot be asked nobody is claimed, and what a Run would have told is told by the next one. */
function noneWhileAway(error: unknown): readonly ClaimedChannel[] {
  if (isPassing(error)) return [];
  throw error;
}

type Told = Omit<RunResult, keyof Tally | 'id' | 'channel' | 'nextAt' | 'finishedAt'> & {
  readonly at: Instant;
  readonly nextAt: (id: string) => Instant;
};

const good = {
  outcome: 'ok',
  failure: null,
  message: null,
  noticesNew: 0,
  bytes: 0,
  status: null,
  notes: null,
  state: 'active',
} as const;

const bad = { ...good, outcome: 'failed', failure: 'unreachable' } as const;
