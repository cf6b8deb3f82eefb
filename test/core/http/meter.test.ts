import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { createHttp } from '../../../src/core/http/axios.ts';
import { meterHttp } from '../../../src/core/http/meter.ts';
import { silentLogger } from '../../../src/core/log.ts';
import { clock } from '../../../src/core/time.ts';
import { serve } from '../../servers.ts';

const packed = gzipSync('news '.repeat(1000));
const rules = 'User-agent: *\nAllow: /\n';

async function start() {
  const served = await serve((request, response) => {
    if (request.url === '/robots.txt') response.end(rules);
    else if (request.url === '/moved') response.writeHead(301, { location: '/page' }).end('gone there');
    else if (request.url === '/page') response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed);
    else response.writeHead(404).end('not here');
  });
  onTestFinished(() => served.close());
  const http = createHttp({ version: '0', contact: null, allowPrivate: true, gapMs: 0, clock, log: silentLogger });
  return { url: served.url, ...meterHttp(http) };
}

test('counts the bodies of every answer as they were sent, and keeps the status of the last that was no robots.txt', async () => {
  const { url, http, read } = await start();
  expect(read()).toEqual({ bytes: 0, status: null, freshUntil: null });
  const response = await http.get(`${url}/moved`, { robots: true });
  expect(response.bytes).toHaveLength(5000);
  expect(read()).toEqual({ bytes: rules.length + packed.length, status: 200, freshUntil: null });
});

test('knows the status of what failed, and what came before it', async () => {
  const { url, http, read } = await start();
  await http.get(`${url}/page`);
  await expect(http.get(`${url}/missing`)).rejects.toMatchObject({ kind: 'gone' });
  expect(read()).toEqual({ bytes: packed.length, status: 404, freshUntil: null });
});

test('has no status where nobody answered', async () => {
  const { http, read } = await start();
  await expect(http.get('http://127.0.0.1:1/')).rejects.toMatchObject({ kind: 'refused' });
  expect(read()).toEqual({ bytes: 0, status: null, freshUntil: null });
});

test('calls a Run fresh for as long as all of its answers are, and not where one of them does not say', async () => {
  const served = await serve((request, response) => {
    const seconds = request.url?.slice(1) ?? '';
    response.writeHead(200, seconds === '' ? {} : { 'cache-control': `max-age=${seconds}` }).end('x');
  });
  onTestFinished(() => served.close());
  const now = '2024-07-19T07:00:00.000Z';
  const client = createHttp({ version: '0', contact: null, allowPrivate: true, gapMs: 0, clock: () => now, log: silentLogger });
  const { http, read } = meterHttp(client);
  await http.get(`${served.url}/600`);
  await http.get(`${served.url}/300`);
  expect(read().freshUntil).toBe('2024-07-19T07:05:00.000Z');
  await http.get(`${served.url}/`);
  expect(read().freshUntil).toBeNull();
});
