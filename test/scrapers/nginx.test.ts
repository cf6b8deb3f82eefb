import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { feed } from '../../scrapers/feed.ts';
import { channel, context, look } from './context.ts';

const program = 'nginx';
const hasNginx = ((): boolean => {
  try {
    execFileSync(program, ['-v'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

describe.skipIf(!hasNginx)('nginx, where it is installed', () => {
  let folder = '';
  let url = '';
  let nginx: ChildProcess;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ripplewatch-nginx-'));
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    await mkdir(join(folder, 'www/limited'), { recursive: true });
    const rss = readFileSync(join(import.meta.dirname, 'fixtures/feed/rss2.xml'));
    await writeFile(join(folder, 'www/feed.xml'), rss);
    await writeFile(join(folder, 'www/limited/feed.xml'), rss);
    await writeFile(join(folder, 'nginx.conf'), configure(folder, port));
    nginx = spawn(
      program,
      ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', join(folder, 'error.log'), '-g', 'daemon off;'],
      { stdio: 'ignore' },
    );
    for (let tries = 0; tries < 100 && !(await answers(url)); tries += 1) await wait(50);
  });
  afterAll(async () => {
    const ended = new Promise((resolve) => nginx.once('exit', resolve));
    nginx.kill('SIGTERM');
    await ended;
    await rm(folder, { recursive: true, force: true });
  });

  test('packs with gzip, weakens the ETag and still answers 304', async () => {
    const at = channel(`${url}/feed.xml`);
    const first = await look(feed, at, null);
    expect(first.posts).toHaveLength(3);
    expect(first.cursor?.etag).toMatch(/^W\//);
    const http = context().http;
    const again = await http.get(at.address, {
      etag: first.cursor?.etag as string,
      lastModified: first.cursor?.lastModified as string,
    });
    expect(again).toMatchObject({ status: 304, notModified: true });
    expect((await look(feed, at, first.cursor)).posts).toEqual([]);
  });

  test('serves the same bytes under a new ETag: nothing is new', async () => {
    const at = channel(`${url}/feed.xml`);
    const first = await look(feed, at, null);
    await utimes(join(folder, 'www/feed.xml'), 1_700_000_000, 1_700_000_000);
    const second = await look(feed, at, first.cursor);
    expect(second.posts).toEqual([]);
    expect(second.cursor?.etag).not.toBe(first.cursor?.etag);
  });

  test.each([
    ['gone', { kind: 'gone' }],
    ['circle', { kind: 'changed' }],
  ])('answers for /%s and is understood', async (path, error) => {
    await expect(look(feed, channel(`${url}/${path}`), null)).rejects.toMatchObject(error);
  });

  test('redirects for good and for now', async () => {
    const http = context().http;
    expect(await http.get(`${url}/moved`)).toMatchObject({ movedTo: `${url}/feed.xml` });
    expect(await http.get(`${url}/temp`)).toMatchObject({ movedTo: null, url: `${url}/feed.xml` });
  });

  test('asks for patience with 503 and with a real 429', async () => {
    const now = '2024-07-19T07:00:00.000Z';
    const patient = () => context({ clock: () => now }).http;
    await expect(patient().get(`${url}/down`)).rejects.toMatchObject({
      kind: 'rate-limited',
      retryAt: '2024-07-19T07:02:00.000Z',
    });
    const answers = await Promise.allSettled(Array.from({ length: 4 }, () => patient().get(`${url}/limited/feed.xml`)));
    const refused = answers.flatMap((answer) =>
      answer.status === 'rejected' ? [answer.reason as { kind: string; retryAt: string }] : [],
    );
    expect(refused.length).toBeGreaterThan(0);
    for (const error of refused) expect(error).toMatchObject({ kind: 'rate-limited', retryAt: '2024-07-19T07:15:00.000Z' });
  });
});

function configure(folder: string, port: number): string {
  // Started by root, its workers would be another user, who may not read a private temporary folder.
  const user = process.getuid?.() === 0 ? 'user root;' : '';
  return `${user} worker_processes 1; pid ${folder}/pid; events {}
http {
  access_log off; types { application/rss+xml xml; } limit_req_zone $binary_remote_addr zone=z:1m rate=1r/s;
  client_body_temp_path ${folder}/t1; proxy_temp_path ${folder}/t2; fastcgi_temp_path ${folder}/t3; uwsgi_temp_path ${folder}/t4; scgi_temp_path ${folder}/t5;
  server {
    listen 127.0.0.1:${port}; root ${folder}/www; gzip on; gzip_min_length 1; gzip_types application/rss+xml;
    location = /gone { return 410; }
    location = /moved { return 301 /feed.xml; }
    location = /temp { return 302 /feed.xml; }
    location = /circle { return 301 /circle; }
    location = /down { add_header Retry-After 120 always; return 503; }
    location /limited/ { limit_req zone=z; limit_req_status 429; }
  }
}`;
}

async function answers(url: string): Promise<boolean> {
  return await fetch(url).then(
    () => true,
    () => false,
  );
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
