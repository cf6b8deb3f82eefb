// Invented practices' feeds on loopback: many hosts, each on an address of its own, so that one host is asked one thing at a time.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Channel, Instant } from '../../../src/core/types.ts';
import { makeChannel } from '../../store/samples.ts';

export interface Farm {
  /** One for each feed. */
  readonly channels: (addedAt: Instant, everyMinutes: number) => readonly Channel[];
  /** How many posts the feeds have together. */
  readonly posts: () => number;
  /** Requests for feeds so far. */
  readonly asked: () => number;
  readonly close: () => Promise<void>;
}

/** What a small website takes to answer. */
const answerMs = 300;

export async function startFarm(hosts: number, feedsOnEach: number): Promise<Farm> {
  const posts = 2;
  let asked = 0;
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    if (path === '/robots.txt') return void response.writeHead(404).end();
    asked += 1;
    const etag = `"${posts}"`;
    const answer = async (): Promise<void> => {
      await wait(answerMs);
      if (request.headers['if-none-match'] === etag) response.writeHead(304, { etag }).end();
      else
        response
          .writeHead(200, { etag, 'content-type': 'application/rss+xml' })
          .end(rss(`${request.headers.host}${path}`, posts));
    };
    answer().catch(() => response.destroy());
  });
  // The first finds a free port, and every other address of this computer takes the same.
  const servers = [server];
  await listen(server, 1, 0);
  const { port } = server.address() as AddressInfo;
  for (let host = 2; host <= hosts; host += 1) {
    const next = createServer();
    next.on('request', (request, response) => server.emit('request', request, response));
    servers.push(next);
    await listen(next, host, port);
  }
  const numbers = Array.from({ length: hosts * feedsOnEach }, (_, index) => index);
  return {
    channels: (addedAt, everyMinutes) =>
      numbers.map((number) => {
        const address = `http://127.0.1.${1 + (number % hosts)}:${port}/${Math.floor(number / hosts)}/feed`;
        return makeChannel(`feed:${number}`, { address, addedAt, everyMinutes, organisation: null });
      }),
    posts: () => numbers.length * posts,
    asked: () => asked,
    close: async () => {
      for (const one of servers) one.closeAllConnections();
      await Promise.all(servers.map((one) => new Promise((closed) => one.close(closed))));
    },
  };
}

function listen(server: ReturnType<typeof createServer>, host: number, port: number): Promise<void> {
  return new Promise((ready, reject) => {
    server.once('error', reject);
    server.listen(port, `127.0.1.${host}`, ready);
  });
}

/** Texts too short to be compared with one another: Statements are another suite's. */
function rss(name: string, posts: number): string {
  const items = Array.from({ length: posts }, (_, index) => {
    const text = index % 2 === 0 ? `Phones down ${index}` : `Flu clinic ${index}`;
    return `<item><guid isPermaLink="false">${name}#${index}</guid><title>News</title><description>${text}</description></item>`;
  });
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>Surgery (invented)</title><link>http://${name}</link><description>News</description>${items.join('')}</channel></rss>`;
}
