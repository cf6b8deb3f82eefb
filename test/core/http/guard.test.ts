import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createHttp } from '../../../src/core/http/axios.ts';
import { checkUrl, isAllowed, type Lookup } from '../../../src/core/http/guard.ts';
import { silentLogger } from '../../../src/core/log.ts';
import { clock } from '../../../src/core/time.ts';
import { type Served, serve } from '../../servers.ts';

const base = { version: '0', contact: null, clock, log: silentLogger, gapMs: 0, retryMs: 1 };

test.each([
  '127.0.0.1',
  '10.1.2.3',
  '172.16.0.1',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '0.0.0.0',
  '224.0.0.1',
  '255.255.255.255',
  '192.0.2.1',
  '::1',
  '::',
  'fe80::1',
  'fe80::1%eth0',
  'fc00::1',
  'fec0::1',
  '::ffff:8.8.8.8',
  '::ffff:127.0.0.1',
  '64:ff9b::7f00:1',
  '2002:7f00:1::',
  '2001:db8::1',
])('%s is not of the public internet', (address) => {
  expect(isAllowed(address, false)).toBe(false);
});

test.each(['8.8.8.8', '2606:4700::1111'])('%s is', (address) => {
  expect(isAllowed(address, false)).toBe(true);
});

test('with private addresses allowed, link-local and multicast ones still are not', () => {
  expect(['127.0.0.1', '10.0.0.1', '::1', 'fd00::1'].every((address) => isAllowed(address, true))).toBe(true);
  expect(['169.254.169.254', '224.0.0.1', '0.0.0.0', 'fe80::1'].some((address) => isAllowed(address, true))).toBe(false);
});

test.each([
  'ftp://example.org/',
  'file:///etc/passwd',
  'http://user:pass@example.org/',
  'http://example.org:22/',
  'http://127.0.0.1/',
  'http://127.1/',
  'http://2130706433/',
  'http://0x7f.0.0.1/',
  'http://[::1]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[fe80::1]/',
  'not a url',
])('%s is refused before anything is sent', (url) => {
  expect(() => checkUrl(url, false)).toThrow(expect.objectContaining({ kind: 'refused' }) as Error);
});

describe('what is checked is what is connected to', () => {
  let server: Served;
  let requests = 0;
  beforeAll(async () => {
    server = await serve((_, response) => {
      requests += 1;
      response.end('inside');
    });
  });
  afterAll(() => server.close());

  test('a name that the real name server answers with loopback is refused', async () => {
    const port = new URL(server.url).port;
    await expect(createHttp({ ...base, allowPrivate: false }).get(`http://localhost:${port}/`)).rejects.toMatchObject({
      kind: 'refused',
    });
    expect(requests).toBe(0);
    expect((await createHttp({ ...base, allowPrivate: true }).get(`http://localhost:${port}/`)).text).toBe('inside');
    requests = 0;
  });

  test.each<[string, string[]]>([
    ['loopback', ['127.0.0.1']],
    ['a public and a loopback address together', ['93.184.215.14', '127.0.0.1']],
    ['a mapped address', ['::ffff:127.0.0.1']],
  ])('a public name rebound to %s is refused', async (_, addresses) => {
    const lookup: Lookup = (__, ___, done) =>
      done(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      );
    const http = createHttp({ ...base, allowPrivate: false, lookup });
    const { port } = new URL(server.url);
    await expect(http.get(`http://surgery.example:${port}/`)).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('private') as unknown,
    });
    expect(requests).toBe(0);
  });
});
