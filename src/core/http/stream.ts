import type { IncomingMessage } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import WebSocket from 'ws';
import { CollectError } from '../errors.ts';
import type { Instant } from '../types.ts';
import { judgeFault } from './fault.ts';
import { checkUrl, createAgents, type Lookup } from './guard.ts';
import { sayUrl, sayUserAgent } from './say.ts';
import { judgeStatus } from './status.ts';

/** What a stage may ask of long connections: WebSockets behind the same address guard as every request. */
export interface Sockets {
  /**
   * Opens a connection (RFC 6455). Throws CollectError when it cannot be opened; a refusal with one of the statuses in `answers` is returned,
   * for the caller to read.
   */
  open(url: string, options: SocketOptions): Promise<Opened | Refused>;
}

export interface SocketOptions {
  readonly signal: AbortSignal;
  readonly subprotocol?: string;
  /** Sent as soon as the connection stands. */
  readonly hello?: string;
  readonly answers?: readonly number[];
}

export interface Opened {
  readonly refused: false;
  /** What has come since the last look, oldest first, as soon as there is something; empty after a second of silence. Throws CollectError when the connection ends. */
  messages(): AsyncIterable<readonly string[]>;
}

export interface Refused {
  readonly refused: true;
  readonly status: number;
  readonly text: string;
}

export interface SocketsOptions {
  readonly version: string;
  readonly contact: string | null;
  readonly allowPrivate: boolean;
  readonly clock: () => Instant;
  readonly connectTimeoutMs?: number;
  /** A larger message ends the connection. Default 1 MB: a post is a few kilobytes. */
  readonly maxBytes?: number;
  /** A ping goes out this often, and the connection is dead when nothing at all came within two of them. Default 20,000. */
  readonly pingMs?: number;
  readonly lookup?: Lookup;
}

/** Messages of so long are handed over together: waking for each would cost more than reading it. */
const gatherMs = 100;
/** Messages held while the reader is busy; beyond it the other side waits. */
const mostWaiting = 5000;

export function createSockets(options: SocketsOptions): Sockets {
  const { connectTimeoutMs = 10_000, maxBytes = 1_000_000, pingMs = 20_000 } = options;
  const agents = createAgents({ ...options, connectTimeoutMs });
  return {
    open: async (address, { signal, subprotocol, hello, answers = [] }) => {
      // The guard knows web addresses; ws and wss are those with another name.
      const url = checkUrl(address.replace(/^ws/i, 'http'), options.allowPrivate);
      signal.throwIfAborted();
      const socket = new WebSocket(url, subprotocol === undefined ? [] : [subprotocol], {
        agent: url.protocol === 'https:' ? agents.httpsAgent : agents.httpAgent,
        handshakeTimeout: connectTimeoutMs,
        followRedirects: false,
        maxPayload: maxBytes,
        // Inflating costs more of a processor than the bytes it saves are worth here.
        perMessageDeflate: false,
        headers: { 'user-agent': sayUserAgent(options.version, options.contact) },
      });
      const stop = (): void => socket.terminate();
      signal.addEventListener('abort', stop, { once: true });
      socket.once('close', () => signal.removeEventListener('abort', stop));
      // What comes with the answer to the handshake must find somebody who listens.
      const inbox = listenTo(socket, url, pingMs);
      const refused = await handshake(socket, url, answers, options.clock).catch((error: unknown) => {
        signal.throwIfAborted();
        throw error;
      });
      if (refused !== null) return refused;
      if (hello !== undefined) socket.send(hello);
      return { refused: false, messages: () => take(socket, inbox, signal) };
    },
  };
}

/** null once it stands. */
function handshake(socket: WebSocket, url: URL, answers: readonly number[], clock: () => Instant): Promise<Refused | null> {
  return new Promise((resolve, reject) => {
    // Stays for good: an error after the handshake is told by the close that follows it.
    socket.on('error', (error) => reject(judgeSocketFault(error, url)));
    socket.once('open', () => resolve(null));
    socket.once('unexpected-response', (_, response) => {
      const status = response.statusCode ?? 0;
      if (answers.includes(status)) {
        readStart(response).then((text) => {
          resolve({ refused: true, status, text });
          socket.terminate();
        }, reject);
        return;
      }
      reject(judgeStatus(status, url, response.headers['retry-after'] ?? null, clock()));
      socket.terminate();
    });
  });
}

/** A refusal's reason is a sentence; what is longer than that is not read. */
async function readStart(response: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of response) {
    text += String(chunk);
    if (text.length > 4000) break;
  }
  return text.slice(0, 4000);
}

/** What has come and not been taken yet. */
interface Inbox {
  waiting: string[];
  ended: CollectError | null;
  wake: (() => void) | null;
  /** Something came since the last ping. */
  alive: boolean;
}

function listenTo(socket: WebSocket, url: URL, pingMs: number): Inbox {
  const inbox: Inbox = { waiting: [], ended: null, wake: null, alive: true };
  const heard = (): void => void (inbox.alive = true);
  socket.on('message', (data, isBinary) => {
    heard();
    if (isBinary) return;
    // One buffer, by default: https://github.com/websockets/ws/blob/master/doc/ws.md#websocketbinarytype
    inbox.waiting.push((data as Buffer).toString('utf8'));
    if (inbox.waiting.length >= mostWaiting) socket.pause();
    inbox.wake?.();
  });
  socket.on('pong', heard).on('ping', heard);
  socket.on('error', (error) => void (inbox.ended ??= judgeSocketFault(error, url)));
  const timer = setInterval(() => ping(socket, inbox, url), pingMs);
  timer.unref();
  socket.once('close', (code, reason) => {
    clearInterval(timer);
    inbox.ended ??= new CollectError('unreachable', sayClosed(url, code, reason.toString('utf8')));
    inbox.wake?.();
  });
  return inbox;
}

function ping(socket: WebSocket, inbox: Inbox, url: URL): void {
  if (socket.readyState !== WebSocket.OPEN) return;
  // A reader that is behind has paused the socket, so silence is then our own doing.
  if (!inbox.alive && !socket.isPaused) {
    inbox.ended ??= new CollectError('unreachable', `${sayUrl(url)} has fallen silent.`);
    socket.terminate();
  }
  inbox.alive = false;
  socket.ping();
}

async function* take(socket: WebSocket, inbox: Inbox, signal: AbortSignal): AsyncGenerator<readonly string[]> {
  try {
    for (;;) {
      if (inbox.waiting.length === 0 && inbox.ended === null) await something(inbox);
      const some = inbox.waiting;
      inbox.waiting = [];
      if (socket.isPaused) socket.resume();
      signal.throwIfAborted();
      if (some.length === 0 && inbox.ended !== null) throw inbox.ended;
      yield some;
    }
  } finally {
    socket.terminate();
  }
}

const silenceMs = 1000;

/** Resolves when something has come, or after a second without. */
async function something(inbox: Inbox): Promise<void> {
  const rest = new AbortController();
  const woken = new Promise<void>((resolve) => void (inbox.wake = resolve));
  await Promise.race([woken, wait(silenceMs, undefined, { signal: rest.signal }).catch(() => undefined)]);
  rest.abort();
  inbox.wake = null;
  if (inbox.waiting.length > 0 && inbox.ended === null) await wait(gatherMs);
}

function judgeSocketFault(error: Error, url: URL): CollectError {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH') {
    return new CollectError('changed', `${sayUrl(url)} sent a message larger than we take.`, { cause: error });
  }
  if (code?.startsWith('WS_ERR_') === true || /^(?:invalid|server sent)/i.test(error.message)) {
    return new CollectError('changed', `${sayUrl(url)} does not speak WebSocket as we understand it.`, { cause: error });
  }
  if (/handshake has timed out/.test(error.message)) {
    return new CollectError('unreachable', `${sayUrl(url)} did not open the connection in time.`, { cause: error });
  }
  return judgeFault(error, url);
}

function sayClosed(url: URL, code: number, reason: string): string {
  const why = reason.replace(/[^\x20-\x7e]/g, ' ').slice(0, 100);
  return `${sayUrl(url)} ended the connection (code ${code}${why === '' ? '' : `: ${why}`}).`;
}
