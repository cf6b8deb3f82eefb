import type { Agent as HttpAgent } from 'node:http';
import type { Agent as HttpsAgent } from 'node:https';
import type { Readable } from 'node:stream';
import axios, { type AxiosResponse } from 'axios';
import { CollectError } from '../errors.ts';
import { acceptEncoding, readBody } from './body.ts';
import { judgeFault } from './fault.ts';
import { sayUrl } from './say.ts';

export interface Sender {
  readonly httpAgent: HttpAgent;
  readonly httpsAgent: HttpsAgent;
  readonly userAgent: string;
  /** Until the first byte of the answer. */
  readonly responseTimeoutMs: number;
  /** Until its last byte: a server that sends one byte a second ends here. */
  readonly totalTimeoutMs: number;
}

export interface Question {
  readonly url: URL;
  readonly accept: string;
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly maxBytes: number;
  readonly bearer: string | null;
  /** Statuses beyond 2xx whose body is wanted. */
  readonly answers: readonly number[];
  readonly signal: AbortSignal | undefined;
}

/** One answer of one server, whatever its status; the body only where it is wanted. */
export interface Answer {
  readonly status: number;
  readonly bytes: Buffer;
  /** Bytes of the body as they were sent. */
  readonly sent: number;
  readonly header: (name: string) => string | null;
}

/** Sends one GET: no redirects, no retries. Throws CollectError for every fault except the caller's own abort. */
export async function sendRequest(question: Question, sender: Sender): Promise<Answer> {
  const deadline = AbortSignal.timeout(sender.totalTimeoutMs);
  const signal = question.signal === undefined ? deadline : AbortSignal.any([deadline, question.signal]);
  try {
    return await exchange(question, sender, signal);
  } catch (error) {
    if (error instanceof CollectError) throw error;
    question.signal?.throwIfAborted();
    if (deadline.aborted) {
      const limit = `${Math.round(sender.totalTimeoutMs / 1000)} seconds`;
      throw new CollectError('unreachable', `${sayUrl(question.url)} did not finish its answer within ${limit}.`, {
        cause: error,
      });
    }
    throw judgeFault(error, question.url);
  }
}

/** https://axios-http.com/docs/req_config */
async function exchange(question: Question, sender: Sender, signal: AbortSignal): Promise<Answer> {
  const response: AxiosResponse<Readable> = await axios.request({
    url: question.url.href,
    responseType: 'stream',
    // We decompress ourselves: axios accepts a compressed body that was cut off.
    decompress: false,
    // Each redirect passes the guard and the pace first; a proxy would do our lookup for us, unguarded.
    maxRedirects: 0,
    proxy: false,
    // axios takes 304 for an error.
    validateStatus: () => true,
    timeout: sender.responseTimeoutMs,
    signal,
    headers: headersFor(question, sender.userAgent),
    httpAgent: sender.httpAgent,
    httpsAgent: sender.httpsAgent,
  });
  const header = (name: string): string | null => {
    const value: unknown = response.headers[name];
    return typeof value === 'string' ? value : null;
  };
  const { status, data } = response;
  if (!isWanted(status, question.answers)) {
    data.destroy();
    return { status, bytes: Buffer.alloc(0), sent: 0, header };
  }
  refuseLength(Number(header('content-length')), question, data);
  const body = await readBody(data, {
    url: question.url,
    encoding: header('content-encoding'),
    maxBytes: question.maxBytes,
    signal,
  });
  return { status, ...body, header };
}

/** Content, or an answer the caller said it can read. */
export function isWanted(status: number, answers: readonly number[] = []): boolean {
  return (status >= 200 && status <= 299) || answers.includes(status);
}

function headersFor(question: Question, userAgent: string): Record<string, string> {
  return {
    'User-Agent': userAgent,
    Accept: question.accept,
    'Accept-Encoding': acceptEncoding,
    ...(question.etag === null ? {} : { 'If-None-Match': question.etag }),
    ...(question.lastModified === null ? {} : { 'If-Modified-Since': question.lastModified }),
    ...(question.bearer === null ? {} : { Authorization: `Bearer ${question.bearer}` }),
  };
}

/** A body that announces itself as too large is not even begun. */
function refuseLength(length: number, question: Question, body: Readable): void {
  if (!(length > question.maxBytes)) return;
  body.destroy();
  const sizes = `${Math.round(length / 1_000_000)} MB, more than the ${(question.maxBytes / 1_000_000).toFixed(1)} MB we take`;
  throw new CollectError('changed', `${sayUrl(question.url)} is ${sizes}.`);
}
