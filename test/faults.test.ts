import type { RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { gzipSync } from 'node:zlib';
import { generate } from 'selfsigned';
import { expect, it, onTestFinished } from 'vitest';
import { collectDue } from '../src/collect.ts';
import { createHttp, type HttpOptions } from '../src/core/http/axios.ts';
import { silentLogger } from '../src/core/log.ts';
import { addMs, clock, toMs } from '../src/core/time.ts';
import type { FailureKind } from '../src/core/types.ts';
import { phases } from '../src/core/types.ts';
import type { RunResult } from '../src/store/contract.ts';
import type { Wire } from './proxy.ts';
import { startProxy } from './proxy.ts';
import { listen, serve } from './servers.ts';
import { makeChannel } from './store/samples.ts';
import { openWorld } from './world.ts';

interface Fault {
  readonly kind: FailureKind;
  /** Done to the bytes on their way. */
  readonly wire?: Wire;
  /** Done by the server itself. */
  readonly answer?: RequestListener;
  readonly http?: Partial<HttpOptions>;
  /** Takes its time, so that the other channel has to be done before it. */
  readonly slow?: true;
  readonly also?: (result: RunResult) => void;
}

const html = { 'content-type': 'text/html' };
const hourMs = 3_600_000;
/** From the end of the Run to the next one. */
const waitMs = ({ nextAt, finishedAt }: RunResult): number => toMs(nextAt ?? finishedAt) - toMs(finishedAt);

const faults: Readonly<Record<string, Fault>> = {
  'an answer that drips in byte by byte': { kind: 'unreachable', wire: 'drip', slow: true },
  'an answer that never comes': { kind: 'unreachable', wire: 'silent', slow: true },
  'a connection that is reset in the middle': { kind: 'unreachable', wire: 'reset' },
  'a Content-Length that is never reached': { kind: 'unreachable', wire: 'cut' },
  'something that is not HTTP': { kind: 'unreachable', wire: 'noise' },
  'compressed text that is cut off': {
    kind: 'unreachable',
    answer: (_, response) => {
      response.removeHeader('content-length');
      const packed = gzipSync(rss([1, 2, 3]));
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed.subarray(0, packed.length - 40));
    },
  },
  'a Content-Length that is too short': {
    kind: 'changed',
    answer: (_, response) => {
      response.strictContentLength = false;
      response.writeHead(200, { 'content-length': 20 });
      response.end('<rss version="2.0"><channel>');
    },
  },
  'a decompression bomb': {
    kind: 'changed',
    answer: (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(20_000_000))),
  },
  'redirects without end': {
    kind: 'changed',
    answer: (request, response) => response.writeHead(302, { location: `${request.url ?? ''}/on` }).end(),
  },
  'redirects in a circle': { kind: 'changed', answer: (_, response) => response.writeHead(302, { location: '/feed' }).end() },
  'a redirect to the address where clouds keep their secrets': {
    kind: 'refused',
    answer: (_, response) => response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data/' }).end(),
  },
  'a name that leads to our own computer all of a sudden': {
    kind: 'refused',
    answer: () => expect.unreachable('the guard let a request through'),
    http: { allowPrivate: false },
  },
  'a name that leads to our own computer besides': {
    kind: 'refused',
    answer: () => expect.unreachable('the guard let a request through'),
    http: {
      allowPrivate: false,
      lookup: (_host, _options, done) =>
        done(null, [
          { address: '1.1.1.1', family: 4 },
          { address: '127.0.0.1', family: 4 },
        ]),
    },
  },
  'a page that asks for a sign-in': {
    kind: 'changed',
    answer: (_, response) => response.writeHead(200, html).end('<html><form><input type="password"></form></html>'),
  },
  'a list that is empty where it never was': { kind: 'changed', answer: (_, response) => response.end(rss([])) },
  'an empty answer': { kind: 'changed', answer: (_, response) => response.end() },
  'a page that is gone': { kind: 'gone', answer: (_, response) => response.writeHead(410).end() },
  'a fault of its own': { kind: 'unreachable', answer: (_, response) => response.writeHead(500).end() },
  'a wish to be asked later, by a clock that is years behind': {
    kind: 'rate-limited',
    answer: (_, response) => response.writeHead(429, { 'retry-after': 'Fri, 19 Jul 2019 07:00:00 GMT' }).end(),
    also: (result) => expect(waitMs(result) / 60_000).toBeCloseTo(1, 0),
  },
  'a wish to be asked later, by a clock that is a century ahead': {
    kind: 'rate-limited',
    answer: (_, response) => response.writeHead(503, { 'retry-after': 'Sat, 19 Jul 2124 07:00:00 GMT' }).end(),
    also: (result) => expect(waitMs(result) / hourMs).toBeCloseTo(24, 0),
  },
};

it.each(Object.entries(faults))('%s: the right kind, nothing lost, nothing doubled, the others on time', (_, fault) =>
  check(fault),
);

it('a certificate that nobody vouches for: the right kind, nothing lost, nothing doubled, the others on time', async () => {
  const pems = await generate([{ name: 'commonName', value: 'localhost' }]);
  const secure = await listen(
    createTlsServer({ key: pems.private, cert: pems.cert }, (_request, response) => response.end(rss([9]))),
    'https',
  );
  onTestFinished(() => secure.close());
  await check({ kind: 'unreachable', answer: (_, response) => response.writeHead(302, { location: secure.url }).end() });
});

/** Healthy, then faulty with a new post out, then healthy again: what the store holds after each. */
async function check({ kind, wire = 'whole', answer, http = {}, slow, also }: Fault): Promise<void> {
  const { store, pipeline, directory } = await openWorld();
  onTestFinished(() => store.close());
  let items = [1, 2];
  let spoilt: RequestListener | null = null;
  const origin = await serve((request, response) => (spoilt ? spoilt(request, response) : response.end(rss(items))));
  onTestFinished(() => origin.close());
  const proxy = await startProxy(origin.url);
  onTestFinished(() => proxy.close());
  const other = await serve((_request, response) => response.end(rss(items.map((item) => item + 10))));
  onTestFinished(() => other.close());

  let ahead = 0;
  const now = () => addMs(clock(), ahead);
  const log = silentLogger;
  const options: HttpOptions = {
    ...{ version: 'test', contact: null, allowPrivate: true, gapMs: 0, retryMs: 1, clock: now, log },
    ...{ responseTimeoutMs: 2500, totalTimeoutMs: 3000, maxBytes: 1_000_000 },
    lookup: (_host, _options, done) => done(null, [{ address: '127.0.0.1', family: 4 }]),
  };
  const named = (url: string, host: string) => url.replace('127.0.0.1', host);
  await store.saveChannel(makeChannel('sick', { address: `${named(proxy.url, 'sick.invalid')}/feed`, addedAt: now() }));
  await store.saveChannel(makeChannel('well', { address: `${named(other.url, 'well.invalid')}/feed`, addedAt: now() }));
  const well = createHttp(options);
  const sick = createHttp({ ...options, ...http });
  const collect = async (isSpoilt: boolean) => {
    const parts = { store, pipeline, directory, log, concurrency: 4, dataset: 'live', holder: 'test', now };
    const client: typeof well = { get: (url, more) => (isSpoilt && url.includes('sick') ? sick : well).get(url, more) };
    const done: Record<string, RunResult> = {};
    const results = await collectDue(
      { ...parts, http: client },
      { signal: AbortSignal.timeout(25_000), ids: ['sick', 'well'], onDone: (channel, result) => (done[channel.id] = result) },
    );
    expect(results).toHaveLength(2);
    return { ...done, order: Object.keys(done) } as { sick: RunResult; well: RunResult; order: string[] };
  };
  const stored = async () =>
    (await Array.fromAsync(store.stream({ dataset: 'live', phases })))
      .flat()
      .map(({ post }) => Number(post.id.split('/').at(-1)))
      .toSorted((a, b) => a - b);

  expect(await collect(false)).toMatchObject({ sick: { outcome: 'ok' }, well: { outcome: 'ok' } });
  expect(await stored()).toEqual([1, 2, 11, 12]);

  items = [1, 2, 3];
  proxy.wire = wire;
  spoilt = answer ?? null;
  const faulty = await collect(true);
  const outcome = kind === 'rate-limited' ? 'waiting' : 'failed';
  expect(faulty.sick).toMatchObject({
    outcome,
    failure: kind,
    postsNew: 0,
    postsRemoved: 0,
    message: expect.stringMatching(/\.$/) as string,
  });
  expect(faulty.well).toMatchObject({ outcome: 'ok', postsNew: 1 });
  if (slow) expect(faulty.order).toEqual(['well', 'sick']);
  also?.(faulty.sick);
  expect(await stored()).toEqual([1, 2, 11, 12, 13]);

  proxy.wire = 'whole';
  spoilt = null;
  ahead = 25 * hourMs;
  expect(await collect(false)).toMatchObject({ sick: { outcome: 'ok', postsNew: 1 }, well: { outcome: 'ok', postsNew: 0 } });
  expect(await stored()).toEqual([1, 2, 3, 11, 12, 13]);
}

function rss(items: readonly number[]): string {
  const parts = items.map((id) => `<item><guid>notice/${id}</guid><title>Our phones are down, notice ${id}</title></item>`);
  return `<rss version="2.0"><channel><title>News (invented)</title>${parts.join('')}</channel></rss>`;
}
