import { setTimeout as sleep } from 'node:timers/promises';
import { type FileOptions, readRecords } from '../scrapers/file.ts';
import type { App } from './app.ts';
import { live } from './app.ts';
import { InputError } from './core/errors.ts';
import { addMs, toMs } from './core/time.ts';
import type { Instant, Mention, Post } from './core/types.ts';

/** Saved together: few enough that a crash loses seconds, many enough that the disk is not asked for each post. */
const chunk = 200;

/** The operator's choice of dates for posts that have none. */
export interface Redate {
  readonly from: Instant;
  readonly everyMs: number;
}

export interface ReplayOptions {
  /** How many times faster than it happened; null for at once. */
  readonly speed: number | null;
  readonly redate: Redate | null;
  /** Which CSV column holds which field. */
  readonly columns: Readonly<Record<string, string>>;
  /** What the operator says of a file that another tool wrote. */
  readonly told?: Pick<FileOptions, 'zone' | 'monthFirst' | 'kind' | 'isPublic'>;
  readonly signal: AbortSignal;
  readonly onPost?: () => void;
  readonly onSkipped?: (line: number, why: string) => void;
}

export interface ReplaySummary {
  /** What the file is, where another tool wrote it: "a 4CAT export of Facebook posts"; null otherwise. */
  readonly source: string | null;
  readonly read: number;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  /** New Mentions with `outage = true`. */
  readonly outages: number;
  readonly undated: number;
  readonly skipped: number;
  /** Newest `postedAt`; null when every post was undated. */
  readonly latest: Instant | null;
}

/** Feeds a file of recorded posts through the pipeline. Throws InputError when the file cannot be read at all; a bad line is skipped and told. */
export async function replayFile(app: App, file: string, options: ReplayOptions): Promise<ReplaySummary> {
  const pipeline = await app.pipeline();
  const tally = {
    source: null as string | null,
    read: 0,
    added: 0,
    changed: 0,
    unchanged: 0,
    outages: 0,
    undated: 0,
    skipped: 0,
    latest: null as Instant | null,
  };
  let waiting: Mention[] = [];
  const flush = async (): Promise<void> => {
    const saved = await pipeline.keep(waiting);
    for (const key of ['added', 'changed', 'unchanged', 'outages'] as const) tally[key] += saved[key];
    waiting = [];
  };
  const date = dater(options.redate);
  const pace = pacer(options.speed, options.signal);
  const given: FileOptions = {
    ...options.told,
    seenAt: app.now(),
    columns: options.columns,
    onSource: (title) => (tally.source = title),
  };
  for await (const record of readRecords(file, given)) {
    if (options.signal.aborted) break;
    if ('error' in record) {
      tally.skipped += 1;
      options.onSkipped?.(record.line, record.error);
      continue;
    }
    const post = date(record.post);
    if (await pace(post, flush)) break;
    waiting.push(pipeline.judge(post, { organisation: record.organisation, dataset: live.id, invented: false }));
    tally.read += 1;
    if (post.postedAt === null) tally.undated += 1;
    else if (tally.latest === null || post.postedAt > tally.latest) tally.latest = post.postedAt;
    options.onPost?.();
    if (waiting.length >= chunk) await flush();
  }
  await flush();
  return tally;
}

/** Dates the undated by the operator's choice and says so in the original; a post that has a date keeps it. */
function dater(redate: Redate | null): (post: Post) => Post {
  let next = redate?.from ?? null;
  return (post) => {
    if (redate === null || next === null || post.postedAt !== null) return post;
    const postedAt = next;
    if (!/^\d{4}-/.test(postedAt))
      throw new InputError('With this --from and --every the posts run past the year 9999; choose earlier or closer dates.', {
        field: 'every',
      });
    next = addMs(next, redate.everyMs);
    return {
      ...post,
      postedAt,
      raw: { original: post.raw, postedAt: { choice: 'operator', from: redate.from, everyMs: redate.everyMs } },
    };
  };
}

/** Waits as long as the posts were apart, `speed` times faster; saves what is waiting first. True when asked to stop meanwhile. */
function pacer(speed: number | null, signal: AbortSignal): (post: Post, flush: () => Promise<void>) => Promise<boolean> {
  let last: Instant | null = null;
  return async (post, flush) => {
    if (speed === null || post.postedAt === null) return false;
    const waitMs = last === null ? 0 : Math.max(0, toMs(post.postedAt) - toMs(last)) / speed;
    last = post.postedAt;
    if (waitMs < 5) return false;
    await flush();
    // A timer takes no more than this, 25 days, and would otherwise not wait at all.
    await sleep(Math.min(waitMs, 2 ** 31 - 1), undefined, { signal }).catch(() => undefined);
    return signal.aborted;
  };
}
