import { createServer as createTlsServer } from 'node:https';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { generate } from 'selfsigned';
import { afterEach, describe, expect, test } from 'vitest';
import { CollectError } from '../../../src/core/errors.ts';
import { createHttp, type HttpOptions } from '../../../src/core/http/axios.ts';
import { silentLogger } from '../../../src/core/log.ts';
import { addMs, clock } from '../../../src/core/time.ts';
import type { FailureKind } from '../../../src/core/types.ts';
import { listen, type Served, serve, serveRaw } from '../../servers.ts';

const open: Served[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function started(server: Promise<Served>): Promise<string> {
  const served = await server;
  open.push(served);
  return served.url;
}

function http(options: Partial<HttpOptions> = {}) {
  return createHttp({
    version: '0.1.0',
    contact: 'ops@example.org',
    allowPrivate: true,
    clock,
    log: silentLogger,
    gapMs: 0,
    retryMs: 1,
    ...options,
  });
}

async function failure(promise: Promise<unknown>, kind: FailureKind): Promise<CollectError> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(CollectError);
  const collect = error as CollectError;
  expect([collect.kind, collect.message]).toEqual([kind, collect.message]);
  expect(collect.message).toMatch(/^[^\n]+\.$/);
  return collect;
}

describe('a request', () => {
  test('says honestly who asks and where to write to', async () => {
    const url = await started(serve((request, response) => response.end(request.headers['user-agent'])));
    expect((await http().get(url)).text).toBe('Ripplewatch/0.1.0 (+ops@example.org)');
    expect((await http({ contact: null }).get(url)).text).toBe('Ripplewatch/0.1.0');
    expect((await http({ contact: 'a\r\nX-Evil: 1' }).get(url)).text).toBe('Ripplewatch/0.1.0 (+aX-Evil: 1)');
  });

  test('carries a token to the host that was asked for and never to another', async () => {
    const seen: (string | undefined)[] = [];
    const other = await started(
      serve((request, response) => {
        seen.push(request.headers.authorization);
        response.end('other');
      }),
    );
    const url = await started(
      serve((request, response) => {
        seen.push(request.headers.authorization);
        const elsewhere = request.url === '/away';
        response.writeHead(elsewhere ? 302 : 200, elsewhere ? { location: other } : {}).end('own');
      }),
    );
    expect((await http().get(url, { bearer: 'secret' })).text).toBe('own');
    expect((await http().get(`${url}/away`, { bearer: 'secret' })).text).toBe('other');
    expect(seen).toEqual(['Bearer secret', 'Bearer secret', undefined]);
  });

  test('hands over the answers its caller can read, with their headers, and throws the others', async () => {
    const url = await started(
      serve((request, response) =>
        response.writeHead(request.url === '/gone' ? 404 : 400, { 'x-why': 'tried' }).end('{"error":"NotFound"}'),
      ),
    );
    const answer = await http().get(`${url}/gone`, { answers: [404] });
    expect([answer.status, answer.text, answer.header('x-why'), answer.header('link')]).toEqual([
      404,
      '{"error":"NotFound"}',
      'tried',
      null,
    ]);
    await failure(http().get(url, { answers: [404] }), 'changed');
  });

  test('sends its validators and takes 304 for "not modified"', async () => {
    const url = await started(
      serve((request, response) => {
        const fresh = request.headers['if-none-match'] === '"a"' && request.headers['if-modified-since'] === 'then';
        response.writeHead(fresh ? 304 : 200, { etag: '"a"', 'last-modified': 'then' }).end(fresh ? undefined : 'body');
      }),
    );
    const first = await http().get(url);
    expect(first).toMatchObject({ status: 200, notModified: false, etag: '"a"', lastModified: 'then', text: 'body' });
    const second = await http().get(url, { etag: first.etag, lastModified: first.lastModified });
    expect(second).toMatchObject({ status: 304, notModified: true, text: '' });
  });

  test.each([
    ['gzip', gzipSync('grüße')],
    ['br', brotliCompressSync('grüße')],
    ['deflate', deflateSync('grüße')],
    ['deflate', deflateRawSync('grüße')],
    ['identity', Buffer.from('grüße')],
  ])('reads a body in %s', async (encoding, body) => {
    const url = await started(serve((_, response) => response.writeHead(200, { 'content-encoding': encoding }).end(body)));
    expect((await http().get(url)).text).toBe('grüße');
  });

  test('is cancelled by its signal, as the abort that it is', async () => {
    const url = await started(serve(() => undefined));
    const signal = AbortSignal.timeout(50);
    await expect(http().get(url, { signal })).rejects.toMatchObject({ name: 'TimeoutError' });
  });
});

describe('redirects', () => {
  async function site(): Promise<string> {
    const hops: Record<string, [number, string]> = {
      '/301': [301, '/308'],
      '/308': [308, 'end?a=1#part'],
      '/302': [302, '/301'],
      '/circle': [302, '/circle2'],
      '/circle2': [301, '/circle'],
      '/ftp': [302, 'ftp://example.org/'],
      '/secret': [302, 'http://user:pass@127.0.0.1/'],
      '/metadata': [302, 'http://169.254.169.254/latest/'],
    };
    return await started(
      serve((request, response) => {
        const path = request.url ?? '';
        const hop = hops[path];
        const step = /^\/step(\d+)$/.exec(path);
        if (hop !== undefined) response.writeHead(hop[0], { location: hop[1] }).end();
        else if (step !== null) response.writeHead(302, { location: `/step${Number(step[1]) + 1}` }).end();
        else if (path === '/nowhere') response.writeHead(301).end();
        else response.end('end');
      }),
    );
  }

  test('are followed; a chain of permanent ones says where the address has moved', async () => {
    const url = await site();
    expect(await http().get(`${url}/301`)).toMatchObject({ url: `${url}/end?a=1`, movedTo: `${url}/end?a=1`, text: 'end' });
    expect(await http().get(`${url}/302`)).toMatchObject({ url: `${url}/end?a=1`, movedTo: null });
    expect(await http().get(`${url}/end`)).toMatchObject({ movedTo: null });
  });

  test('in a circle, without end or without a target are a change of the channel', async () => {
    const url = await site();
    expect((await failure(http().get(`${url}/circle`), 'changed')).message).toContain('in a circle');
    expect((await failure(http().get(`${url}/step1`), 'changed')).message).toContain('more than 5 times');
    await failure(http().get(`${url}/nowhere`), 'changed');
  });

  test('to another scheme, to credentials or to a reserved address are refused', async () => {
    const url = await site();
    await failure(http().get(`${url}/ftp`), 'refused');
    const secret = await failure(http().get(`${url}/secret`), 'refused');
    expect(secret.message).not.toMatch(/user:|pass@/);
    await failure(http().get(`${url}/metadata`), 'refused');
  });
});

describe('statuses', () => {
  test.each<[number, FailureKind]>([
    [400, 'changed'],
    [401, 'unauthorised'],
    [403, 'refused'],
    [404, 'gone'],
    [410, 'gone'],
    [451, 'refused'],
  ])('%i is %s, without another try', async (status, kind) => {
    let requests = 0;
    const url = await started(
      serve((_, response) => {
        requests += 1;
        response.writeHead(status).end();
      }),
    );
    const error = await failure(http().get(`${url}/feed?token=secret`), kind);
    expect(error.message).toContain(`${url}/feed?…`);
    expect(error.message).not.toContain('secret');
    expect(requests).toBe(1);
  });

  test('5xx is tried twice more with jitter and then unreachable; one that passes is never seen', async () => {
    let requests = 0;
    const url = await started(
      serve((request, response) => {
        requests += 1;
        response.writeHead(request.url === '/passes' && requests === 3 ? 200 : 502).end('fine');
      }),
    );
    expect((await http().get(`${url}/passes`)).text).toBe('fine');
    const rests: number[] = [];
    const sleep = (ms: number): Promise<void> => {
      rests.push(ms);
      return Promise.resolve();
    };
    await failure(http({ sleep, random: () => 0.25, retryMs: 1000 }).get(url), 'unreachable');
    expect(requests).toBe(6);
    expect(rests).toEqual([750, 2250]);
  });

  test.each([429, 503])('%i with Retry-After in seconds or as a date says until when', async (status) => {
    const now = '2024-07-19T07:00:00.000Z';
    let value = '120';
    const url = await started(serve((_, response) => response.writeHead(status, { 'retry-after': value }).end()));
    const ask = () => failure(http({ clock: () => now }).get(url), 'rate-limited');
    expect((await ask()).retryAt).toBe('2024-07-19T07:02:00.000Z');
    value = 'Fri, 19 Jul 2024 08:30:00 GMT';
    expect((await ask()).retryAt).toBe('2024-07-19T08:30:00.000Z');
    value = 'Fri, 19 Jul 2019 08:30:00 GMT';
    expect((await ask()).retryAt).toBe('2024-07-19T07:01:00.000Z');
    value = '999999999';
    expect((await ask()).retryAt).toBe('2024-07-20T07:00:00.000Z');
  });

  test.each([
    ['x-ratelimit-reset', '2024-07-19T07:05:00.019685Z', '2024-07-19T07:05:00.019Z'],
    ['ratelimit-reset', String(Date.UTC(2024, 6, 19, 7, 4) / 1000), '2024-07-19T07:04:00.000Z'],
  ])('429 with %s alone waits until then', async (name, value, until) => {
    const url = await started(serve((_, response) => response.writeHead(429, { [name]: value }).end()));
    const client = http({ clock: () => '2024-07-19T07:00:00.000Z' });
    expect((await failure(client.get(url), 'rate-limited')).retryAt).toBe(until);
    expect((await failure(client.get(`${url}/other`), 'rate-limited')).retryAt).toBe(until);
  });

  test('429 without Retry-After waits a quarter of an hour, and so does every other request to that host', async () => {
    let now = clock();
    const start = now;
    let requests = 0;
    const url = await started(
      serve((_, response) => {
        requests += 1;
        response.writeHead(429).end();
      }),
    );
    const client = http({ clock: () => now });
    expect((await failure(client.get(url), 'rate-limited')).retryAt).toBe(addMs(start, 900_000));
    expect((await failure(client.get(`${url}/other`), 'rate-limited')).retryAt).toBe(addMs(start, 900_000));
    expect(requests).toBe(1);
    now = addMs(start, 900_001);
    await failure(client.get(url), 'rate-limited');
    expect(requests).toBe(2);
  });
});

describe('hostile and broken servers', () => {
  test.each([
    ['gzip', gzipSync(Buffer.alloc(200_000_000))],
    ['br', brotliCompressSync(Buffer.alloc(50_000_000))],
    ['deflate', deflateSync(Buffer.alloc(50_000_000))],
  ])('a decompression bomb in %s ends quickly', async (encoding, bomb) => {
    const url = await started(serve((_, response) => response.writeHead(200, { 'content-encoding': encoding }).end(bomb)));
    const before = performance.now();
    const error = await failure(http().get(url), 'changed');
    expect(error.message).toContain('larger than');
    expect(performance.now() - before).toBeLessThan(8000);
  });

  test('a page of 200 MB is not read to its end, announced or not', async () => {
    let sent = 0;
    const url = await started(
      serve((request, response) => {
        if (request.url === '/announced') response.setHeader('content-length', 200_000_000);
        const chunk = Buffer.alloc(1_000_000, 'a');
        const push = (): void => {
          while (!response.destroyed && sent < 200_000_000) {
            sent += chunk.length;
            if (!response.write(chunk)) return void response.once('drain', push);
          }
          response.end();
        };
        push();
      }),
    );
    await failure(http().get(url), 'changed');
    const announced = await failure(http().get(`${url}/announced`), 'changed');
    expect(announced.message).toContain('200 MB');
    expect(sent).toBeLessThan(60_000_000);
  });

  test('a server that never answers is given up', async () => {
    const url = await started(serve(() => undefined));
    const error = await failure(http({ responseTimeoutMs: 200 }).get(url), 'unreachable');
    expect(error.message).toContain('did not answer in time');
  });

  test('a server that trickles a byte at a time is given up', async () => {
    const url = await started(
      serve((_, response) => {
        const timer = setInterval(() => response.write('.'), 50);
        response.once('close', () => clearInterval(timer));
      }),
    );
    const before = performance.now();
    const error = await failure(http({ totalTimeoutMs: 500, responseTimeoutMs: 400 }).get(url), 'unreachable');
    expect(error.message).toContain('did not finish');
    expect(performance.now() - before).toBeLessThan(8000);
  });

  test('a body that is cut off is unreachable, not a short page', async () => {
    const short = await started(
      serve((_, response) => response.writeHead(200, { 'content-length': 100 }).write('half', () => response.destroy())),
    );
    await failure(http().get(short), 'unreachable');
    const whole = gzipSync(Buffer.from('a page '.repeat(1000)));
    const cut = whole.subarray(0, whole.length - 12);
    const gzip = await started(
      serve((_, response) => response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': cut.length }).end(cut)),
    );
    expect((await failure(http().get(gzip), 'unreachable')).message).toContain('cut off');
  });

  test('what is not HTTP, not gzip, or an encoding nobody asked for is named', async () => {
    const raw = await started(serveRaw((socket) => socket.end('SSH-2.0-OpenSSH_9\r\n')));
    expect((await failure(http().get(raw), 'unreachable')).message).toContain('HTTP');
    const liar = await started(serve((_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('plain')));
    await failure(http().get(liar), 'changed');
    const twice = await started(serve((_, response) => response.writeHead(200, { 'content-encoding': 'gzip, gzip' }).end('x')));
    await failure(http().get(twice), 'changed');
  });

  test('a certificate nobody vouches for is named, and no body is read', async () => {
    const pair = await generate([{ name: 'commonName', value: 'localhost' }]);
    const secure = createTlsServer({ key: pair.private, cert: pair.cert }, (_, response) => response.end('secret'));
    const url = await started(listen(secure, 'https'));
    expect((await failure(http().get(url), 'unreachable')).message).toContain('certificate');
  });

  test('a closed port and a name that does not exist are told apart', async () => {
    const gone = await serve(() => undefined);
    await gone.close();
    expect((await failure(http().get(gone.url), 'unreachable')).message).toContain('refused the connection');
    const lookup: NonNullable<HttpOptions['lookup']> = (_, __, done) =>
      done(Object.assign(new Error('x'), { code: 'ENOTFOUND' }), []);
    const error = await failure(http({ lookup }).get('http://surgery.invalid/'), 'unreachable');
    expect(error.message).toContain('does not exist');
  });

  test('a host that accepts no connection is given up', async () => {
    const secure = await started(serveRaw(() => undefined));
    // TLS that never answers the hello: connected, never secure.
    const error = await failure(http({ connectTimeoutMs: 200 }).get(secure.replace('http:', 'https:')), 'unreachable');
    expect(error.message).toContain('did not accept the connection');
  });
});

test('one server at a time: requests to one host never overlap and rest between', async () => {
  let under = 0;
  let most = 0;
  const times: number[] = [];
  const handler = serve((_, response) => {
    under += 1;
    most = Math.max(most, under);
    times.push(performance.now());
    setTimeout(() => {
      under -= 1;
      response.end();
    }, 20);
  });
  const url = await started(handler);
  const client = http({ gapMs: 150 });
  await Promise.all([client.get(`${url}/1`), client.get(`${url}/2`), client.get(`${url}/3`)]);
  expect(most).toBe(1);
  for (const [i, at] of times.slice(1).entries()) expect(at - times[i]!).toBeGreaterThan(140);
});
