import { afterEach, expect, test } from 'vitest';
import { createHttp } from '../../../src/core/http/axios.ts';
import { silentLogger } from '../../../src/core/log.ts';
import { addMs, clock } from '../../../src/core/time.ts';
import { type Served, serve } from '../../servers.ts';

let server: Served | null = null;
afterEach(async () => {
  await server?.close();
});

async function site(robots: () => [number, string]) {
  const asked: string[] = [];
  server = await serve((request, response) => {
    asked.push(request.url ?? '');
    const [status, text] = request.url === '/robots.txt' ? robots() : [200, 'page'];
    response.writeHead(status).end(text);
  });
  const rests: number[] = [];
  let now = clock();
  const http = createHttp({
    version: '0',
    contact: null,
    allowPrivate: true,
    log: silentLogger,
    gapMs: 0,
    retryMs: 0,
    clock: () => now,
    sleep: (ms) => {
      rests.push(ms);
      return Promise.resolve();
    },
  });
  return { url: server.url, asked, rests, http, wait: (ms: number) => void (now = addMs(now, ms)) };
}

test('robots.txt is obeyed for pages, not asked for feeds, and read once a day', async () => {
  const { url, http, asked, wait } = await site(() => [
    200,
    'User-agent: *\nDisallow: /private\n\nUser-agent: Ripplewatch\nDisallow: /us\n',
  ]);
  expect((await http.get(`${url}/private`, { robots: true })).text).toBe('page');
  await expect(http.get(`${url}/us/x`, { robots: true })).rejects.toMatchObject({ kind: 'refused' });
  expect((await http.get(`${url}/us/feed`)).text).toBe('page');
  expect(asked).toEqual(['/robots.txt', '/private', '/us/feed']);
  wait(86_400_001);
  await http.get(`${url}/`, { robots: true });
  expect(asked.slice(3)).toEqual(['/robots.txt', '/']);
});

test('no robots.txt allows everything; one that cannot be read allows nothing for now', async () => {
  let status = 404;
  const { url, http, asked } = await site(() => [status, '']);
  await http.get(`${url}/`, { robots: true });
  await server?.close();
  status = 500;
  const broken = await site(() => [status, '']);
  await expect(broken.http.get(`${broken.url}/`, { robots: true })).rejects.toMatchObject({
    kind: 'unreachable',
    message: expect.stringContaining('robots.txt') as unknown,
  });
  status = 403;
  expect((await broken.http.get(`${broken.url}/`, { robots: true })).text).toBe('page');
  expect(asked).toEqual(['/robots.txt', '/']);
});

test('Crawl-delay is respected up to a minute', async () => {
  const slow = await site(() => [200, 'User-agent: *\nCrawl-delay: 20\n']);
  await slow.http.get(`${slow.url}/1`, { robots: true });
  await slow.http.get(`${slow.url}/2`, { robots: true });
  expect(slow.rests).toEqual([20_000]);
  await server?.close();
  const absurd = await site(() => [200, 'User-agent: *\nCrawl-delay: 86400\n']);
  await absurd.http.get(`${absurd.url}/1`, { robots: true });
  await absurd.http.get(`${absurd.url}/2`, { robots: true });
  expect(absurd.rests).toEqual([60_000]);
});
