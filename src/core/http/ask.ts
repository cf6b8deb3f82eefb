import { CollectError } from '../errors.ts';
import type { Logger } from '../log.ts';
import type { Instant } from '../types.ts';
import type { GetOptions } from './client.ts';
import { isPassingFault } from './fault.ts';
import { readExhausted, readFreshUntil } from './limits.ts';
import type { Pace, Sleep } from './pace.ts';
import { type Answer, type Question, type Sender, sendRequest } from './request.ts';
import type { Robots } from './robots.ts';
import { sayUrl } from './say.ts';
import { isPassing, judgeStatus, readRetryAfter } from './status.ts';

/** What one client keeps between requests. */
export interface Room {
  readonly sleep: Sleep;
  readonly pace: Pace;
  readonly robots: Robots;
  readonly sender: Sender;
  readonly allowPrivate: boolean;
  readonly clock: () => Instant;
  readonly log: Logger;
  readonly maxBytes: number;
  readonly retryMs: number;
  /** 0 to 1. */
  readonly random: () => number;
}

const mostRetries = 2;

/** One request in its turn, tried again at most twice when the fault is of the kind that passes. */
export async function ask(url: URL, options: GetOptions, room: Room, follow: boolean): Promise<Answer> {
  const { signal } = options;
  const question: Question = {
    url,
    accept: options.accept ?? '*/*',
    etag: options.etag ?? null,
    lastModified: options.lastModified ?? null,
    maxBytes: options.maxBytes ?? room.maxBytes,
    bearer: options.bearer ?? null,
    answers: options.answers ?? [],
    signal,
  };
  for (let attempt = 0; ; attempt += 1) {
    const result = await room.pace.run(url.host, () => attemptOnce(question, options, room), {
      follow: follow && attempt === 0,
      signal,
    });
    if (attempt >= mostRetries || options.once === true || !isWorthRetry(result, room)) {
      if (result instanceof CollectError) throw result;
      return result;
    }
    const jitter = 0.5 + room.random();
    await room.sleep(room.retryMs * 3 ** attempt * jitter, signal);
  }
}

async function attemptOnce(question: Question, { onAnswer }: GetOptions, room: Room): Promise<Answer | CollectError> {
  const url = sayUrl(question.url);
  try {
    const answer = await sendRequest(question, room.sender);
    const now = room.clock();
    onAnswer?.({ status: answer.status, bytes: answer.sent, robots: false, freshUntil: readFreshUntil(answer.header, now) });
    const exhausted = readExhausted(answer.header, now);
    if (exhausted !== null) room.pace.hold(question.url.host, exhausted);
    room.log.debug({ url, status: answer.status, bytes: answer.bytes.length }, 'fetched');
    return answer;
  } catch (error) {
    if (!(error instanceof CollectError)) throw error;
    room.log.debug({ url, kind: error.kind, reason: error.message }, 'not fetched');
    return error;
  }
}

function isWorthRetry(result: Answer | CollectError, room: Room): boolean {
  if (result instanceof CollectError) return isPassingFault(result);
  if (!isPassing(result.status)) return false;
  // A 503 that says when to come back means it.
  return result.status !== 503 || readRetryAfter(result.header('retry-after'), room.clock()) === null;
}

export function judge(answer: Answer, url: URL, room: Room): CollectError {
  const error = judgeStatus(answer.status, url, readWait(answer), room.clock());
  // What one channel was told holds for every channel of that host.
  if (error.retryAt !== null) room.pace.hold(url.host, error.retryAt);
  return error;
}

/** Many APIs say when their limit is lifted and send no Retry-After beside it. */
function readWait(answer: Answer): string | null {
  const names =
    answer.status === 429 ? ['retry-after', 'ratelimit-reset', 'x-ratelimit-reset', 'x-rate-limit-reset'] : ['retry-after'];
  return names.map((name) => answer.header(name)).find((value) => value !== null) ?? null;
}
