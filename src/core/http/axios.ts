import { setTimeout as wait } from 'node:timers/promises';
import { CollectError } from '../errors.ts';
import type { Logger } from '../log.ts';
import type { Instant } from '../types.ts';
import { ask, judge, type Room } from './ask.ts';
import { decodeText } from './charset.ts';
import type { GetOptions, HttpClient, HttpResponse } from './client.ts';
import { checkUrl, createAgents, type Lookup } from './guard.ts';
import { createPace, type Sleep } from './pace.ts';
import { type Answer, isWanted } from './request.ts';
import { createRobots } from './robots.ts';
import { sayUrl, sayUserAgent } from './say.ts';

export interface HttpOptions {
  readonly version: string;
  /** An address or page where whoever runs a website can reach the operator; null leaves it out. */
  readonly contact: string | null;
  /** Lets loopback and private networks through. */
  readonly allowPrivate: boolean;
  readonly clock: () => Instant;
  readonly log: Logger;
  /** Rest between two requests to one host. Default 2,000. */
  readonly gapMs?: number;
  /** Requests under way at once over all hosts. Default 16. */
  readonly concurrency?: number;
  readonly connectTimeoutMs?: number;
  readonly responseTimeoutMs?: number;
  readonly totalTimeoutMs?: number;
  /** Default 10 MB, on the wire and again after decompression. */
  readonly maxBytes?: number;
  /** First pause before another try; the second is three times as long, both between half and one and a half times that. Default 1,000. */
  readonly retryMs?: number;
  /** For tests: what waits, what draws the jitter (0 to 1), what looks names up. */
  readonly sleep?: Sleep;
  readonly random?: () => number;
  readonly lookup?: Lookup;
}

/** The one HTTP client: guarded, paced, limited, honest about who it is. */
export function createHttp(options: HttpOptions): HttpClient {
  const sleep = options.sleep ?? sleepMs;
  const { clock, gapMs = 2000, concurrency = 16 } = options;
  const room: Room = {
    allowPrivate: options.allowPrivate,
    clock,
    log: options.log,
    maxBytes: options.maxBytes ?? 10_000_000,
    retryMs: options.retryMs ?? 1000,
    random: options.random ?? Math.random,
    sleep,
    pace: createPace({ gapMs, concurrency, clock, sleep }),
    robots: createRobots(clock),
    sender: {
      ...createAgents({ connectTimeoutMs: 10_000, ...options }),
      userAgent: sayUserAgent(options.version, options.contact),
      responseTimeoutMs: options.responseTimeoutMs ?? 20_000,
      totalTimeoutMs: options.totalTimeoutMs ?? 60_000,
    },
  };
  return { get: (url, getOptions = {}) => getPage(url, getOptions, room) };
}

const mostRedirects = 5;
/** A robots.txt may slow us down to one request a minute, not lock us out by asking for a day. */
const mostCrawlDelayMs = 60_000;

async function getPage(address: string, options: GetOptions, room: Room): Promise<HttpResponse> {
  const asked = checkUrl(address, room.allowPrivate);
  const walked = await walk(asked, options, room, options.robots === true);
  const { answer, url } = walked;
  if (answer.status !== 304 && !isWanted(answer.status, options.answers)) throw judge(answer, url, room);
  const contentType = answer.header('content-type');
  const response: HttpResponse = {
    status: answer.status,
    url: url.href,
    movedTo: walked.permanent && url.href !== asked.href ? url.href : null,
    notModified: answer.status === 304,
    etag: answer.header('etag'),
    lastModified: answer.header('last-modified'),
    contentType,
    header: (name) => answer.header(name),
    bytes: answer.bytes,
    text: decodeText(answer.bytes, contentType),
    receivedAt: room.clock(),
  };
  const restUntil = options.restUntil?.(response) ?? null;
  if (restUntil !== null) room.pace.hold(url.host, restUntil);
  return response;
}

/** Follows redirects one by one: each hop passes the guard, robots.txt where asked, and the pace of its own host. */
async function walk(asked: URL, options: GetOptions, room: Room, obeyRobots: boolean): Promise<Walked> {
  let url = asked;
  let permanent = true;
  let last: string | null = null;
  const seen = new Set<string>();
  for (let hop = 0; hop <= mostRedirects; hop += 1) {
    if (seen.has(url.href)) throw new CollectError('changed', `${sayUrl(asked)} redirects in a circle.`);
    seen.add(url.href);
    // A request that belongs to the one just before it at the same host need not rest again.
    const justAsked = obeyRobots && (await obey(url, options, room));
    const answer = await ask(url, withinOrigin(options, url, asked), room, justAsked || url.host === last);
    last = url.host;
    if (![301, 302, 303, 307, 308].includes(answer.status)) return { answer, url, permanent };
    permanent &&= answer.status === 301 || answer.status === 308;
    const next = URL.parse(answer.header('location') ?? '', url);
    if (next === null || answer.header('location') === null) {
      throw new CollectError('changed', `${sayUrl(url)} redirects without saying where to.`);
    }
    next.hash = '';
    url = checkUrl(next.href, room.allowPrivate);
  }
  throw new CollectError('changed', `${sayUrl(asked)} redirects more than ${mostRedirects} times.`);
}

/** A secret is for the host it was given for. */
function withinOrigin(options: GetOptions, url: URL, asked: URL): GetOptions {
  if (url.origin === asked.origin) return options;
  const { bearer: _, ...others } = options;
  return others;
}

interface Walked {
  readonly answer: Answer;
  readonly url: URL;
  readonly permanent: boolean;
}

/** True when the host was asked for its robots.txt just now. */
async function obey(url: URL, options: GetOptions, room: Room): Promise<boolean> {
  let fetched = false;
  const { crawlDelayMs } = await room.robots.check(url, async (address) => {
    fetched = true;
    const { signal, onAnswer } = options;
    const rules: GetOptions = {
      accept: 'text/plain, */*;q=0.1',
      maxBytes: 1_000_000,
      ...(signal && { signal }),
      ...(onAnswer && { onAnswer: (answer) => onAnswer({ ...answer, robots: true }) }),
    };
    const { answer, url: from } = await walk(new URL(address), rules, room, false);
    if (answer.status >= 400 && answer.status < 500 && answer.status !== 429) return null;
    if (answer.status > 299) throw judge(answer, from, room);
    return decodeText(answer.bytes, answer.header('content-type'));
  });
  if (crawlDelayMs !== null) room.pace.slow(url.host, Math.min(crawlDelayMs, mostCrawlDelayMs));
  return fetched;
}

async function sleepMs(ms: number, signal: AbortSignal | undefined): Promise<void> {
  await wait(ms, undefined, signal === undefined ? {} : { signal });
}
