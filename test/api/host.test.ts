import { request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { World } from './world.ts';
import { openAccess, startWorld } from './world.ts';

interface Heard {
  readonly status: number;
  readonly text: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

let world: World;

beforeAll(async () => {
  world = await startWorld({ access: { ...openAccess, hosts: ['watch.example.org', 'other.example:9000'] } });
});
afterAll(() => world.close());

/** fetch sets Host, Origin and Sec-Fetch-Site itself; a forger does not. */
function send(method: string, path: string, headers: Readonly<Record<string, string>>, body = ''): Promise<Heard> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: world.port, method, path, headers }, (res) => {
      void text(res).then((body) => resolve({ status: res.statusCode ?? 0, text: body, headers: res.headers }), reject);
    });
    sent.on('error', reject).end(body);
  });
}

function codeOf(heard: Heard): string {
  return (JSON.parse(heard.text) as { error: { code: string } }).error.code;
}

describe('the Host header', () => {
  it.each([
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    'evil.example:80',
    '192.0.2.7',
    'a b',
    'localhost@evil.example',
  ])('refuses “%s” with 421 on every kind of path', async (host) => {
    for (const path of ['/api/state', '/healthz', '/', '/assets/app.js', '/api/nothing']) {
      const heard = await send('GET', path, { Host: host });
      expect([heard.status, codeOf(heard)]).toEqual([421, 'wrong-host']);
    }
  });

  it.each([
    'localhost',
    'LOCALHOST:1234',
    '127.0.0.1',
    '[::1]:8140',
    'watch.example.org',
    'watch.example.org.:443',
    'other.example:9000',
  ])('answers to “%s”', async (host) => {
    expect((await send('GET', '/healthz', { Host: host })).status).toBe(200);
  });

  it.each(['GET /healthz HTTP/1.0\r\n\r\n', 'GET /healthz HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n'])(
    'refuses a request that names none: %j',
    async (raw) => {
      const socket = connect(world.port, '127.0.0.1').end(raw);
      expect(await text(socket)).toContain('421 Misdirected Request');
    },
  );

  it('holds a name that is configured with a port to that port', async () => {
    expect((await send('GET', '/healthz', { Host: 'other.example:9001' })).status).toBe(421);
  });

  it('looks at Host alone, not at what a proxy header claims', async () => {
    const heard = await send('GET', '/healthz', { Host: 'evil.example', 'X-Forwarded-Host': 'localhost' });
    expect(heard.status).toBe(421);
  });
});

describe('a change', () => {
  const json = { 'Content-Type': 'application/json' };

  it.each([
    ['a foreign origin', { Origin: 'https://evil.example' }],
    ['an opaque origin', { Origin: 'null' }],
    ['another port of this computer', { Origin: 'http://localhost:1' }],
    ['another name for this computer', { Origin: 'http://localhost' }],
    ['a foreign page that hides its origin', { 'Sec-Fetch-Site': 'cross-site' }],
    ['a sibling site', { 'Sec-Fetch-Site': 'same-site' }],
    ['our origin said by a foreign page', { Origin: 'OURS', 'Sec-Fetch-Site': 'cross-site' }],
  ])('from %s is refused and changes nothing', async (_case, given: Record<string, string>) => {
    const origin = given['Origin']?.replace('OURS', world.url);
    const headers = { ...json, ...given, ...(origin === undefined ? {} : { Origin: origin }) };
    const heard = await send('POST', '/api/channels', headers, '{"address":"https://evil.example/feed"}');
    expect([heard.status, codeOf(heard)]).toEqual([403, 'foreign-origin']);
    expect((await send('DELETE', '/api/demo', headers)).status).toBe(403);
    expect(await world.store.changes(10)).toEqual([]);
  });

  it.each([
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/plain',
    'text/plain;application/json',
    '',
  ])('sent as “%s”, as a plain form could, is refused', async (type) => {
    const headers = type === '' ? {} : { 'Content-Type': type };
    const heard = await send('POST', '/api/demo', headers, '{}');
    expect([heard.status, codeOf(heard)]).toEqual([415, 'wrong-type']);
    expect((await send('POST', '/api/demo', headers)).status).toBe(415);
    expect((await send('DELETE', '/api/demo', { ...headers, 'Content-Length': '1' }, 'x')).status).toBe(415);
    expect((await send('DELETE', '/api/demo', { ...headers, 'Transfer-Encoding': 'chunked' }, 'x')).status).toBe(415);
    expect(await world.store.changes(10)).toEqual([]);
  });

  it('from our own page passes, and so does one from a program that is no browser', async () => {
    const own = await send('POST', '/api/demo', { ...json, Origin: world.url, 'Sec-Fetch-Site': 'same-origin' });
    expect(own.status).toBe(201);
    expect((await send('DELETE', '/api/demo', {})).status).toBe(204);
    const named = { ...json, Host: 'watch.example.org', Origin: 'https://watch.example.org' };
    expect((await send('POST', '/api/demo', named)).status).toBe(201);
    expect((await send('DELETE', '/api/demo', { Origin: 'https://watch.example.org' })).status).toBe(204);
  });
});

describe('the headers of every answer', () => {
  it('allow nothing from elsewhere and say nothing of what runs here', async () => {
    for (const path of ['/api/state', '/', '/api/nothing']) {
      const { headers } = await send('GET', path, { Host: 'localhost', Origin: 'https://evil.example' });
      expect(headers['content-security-policy']).toContain("default-src 'self'");
      expect(headers['content-security-policy']).not.toContain('unsafe');
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['access-control-allow-origin']).toBeUndefined();
      expect(headers['x-powered-by']).toBeUndefined();
    }
  });

  it('forbid keeping what the API answers', async () => {
    expect((await send('GET', '/api/state', {})).headers['cache-control']).toBe('no-store');
  });

  it('grant a foreign page no preflight', async () => {
    const heard = await send('OPTIONS', '/api/channels', {
      Origin: 'https://evil.example',
      'Access-Control-Request-Method': 'POST',
    });
    expect(heard.status).toBe(204);
    expect(heard.headers['allow']).toBe('OPTIONS, GET, HEAD, POST');
    expect(Object.keys(heard.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });
});
