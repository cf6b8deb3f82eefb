import type { Batch, Collector, Context, Cursor } from '../../scrapers/collector.ts';
import { createHttp, type HttpOptions } from '../../src/core/http/axios.ts';
import { silentLogger } from '../../src/core/log.ts';
import { clock } from '../../src/core/time.ts';
import type { Channel, Instant, Post } from '../../src/core/types.ts';

/** A context whose network is real and may reach loopback. */
export function context(options: Partial<HttpOptions> = {}): Context {
  const now = options.clock ?? clock;
  return {
    http: createHttp({
      version: '0.0.0',
      contact: null,
      allowPrivate: true,
      clock: now,
      log: silentLogger,
      gapMs: 0,
      retryMs: 1,
      ...options,
    }),
    log: silentLogger,
    signal: new AbortController().signal,
    now,
    setting: () => null,
  };
}

export function channel(address: string, more: Partial<Channel> = {}): Channel {
  return {
    id: `feed:${address}`,
    platform: 'feed',
    address,
    title: 'A channel',
    organisation: 'Z99001',
    authorKind: 'practice',
    selector: null,
    everyMinutes: 15,
    dataset: 'live',
    addedAt: '2024-07-01T00:00:00.000Z',
    ...more,
  };
}

export interface Looked {
  readonly posts: Post[];
  readonly cursor: Cursor | null;
  readonly batches: Batch[];
}

/** One look at a channel, as the pipeline takes it: every batch, and the cursor of the last. */
export async function look(collector: Collector, at: Channel, cursor: Cursor | null, from: Context = context()): Promise<Looked> {
  const batches: Batch[] = [];
  for await (const batch of collector.collect(at, cursor, from)) batches.push(batch);
  return { posts: batches.flatMap(({ posts }) => posts), cursor: batches.at(-1)?.cursor ?? cursor, batches };
}

/** A clock that stands still until it is told to go on. */
export function handClock(start: Instant): { now: () => Instant; set: (at: Instant) => void } {
  let at = start;
  return { now: () => at, set: (next) => void (at = next) };
}
