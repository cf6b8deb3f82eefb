// A process of its own that plays the platforms of a busy day for section "sustained", everything in it invented: a Jetstream with the view that
// knows its accounts, and practices' websites that have something new at every visit. Prints its port; ends with its standard input.
// node bench/busy.ts <posts on the stream> <a second> <accounts> <new posts at each visit>
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { WebSocket } from 'ws';
import { WebSocketServer } from 'ws';
import { didOf, letters } from './accounts.ts';
import { makeDay } from './days.ts';
import { makeOrganisations } from './names.ts';

const [posts = 0, perSecond = 0, accounts = 0, atEachVisit = 0] = process.argv.slice(2).map(Number);
const itemsInFeed = 10;
const piecesMs = 50;
const texts = makeDay(
  'bad',
  Math.max(posts, 20_000),
  makeOrganisations(5000).map(({ name }) => name),
).map(({ text }) => text);

const server = createServer(answer);
new WebSocketServer({ server }).on('connection', (socket) => play(socket));
server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
process.stdin.on('end', () => process.exit()).resume();

/** So many posts a second, whether the other side keeps pace or not. */
function play(socket: WebSocket): void {
  const begunMs = performance.now() + 1000;
  let sent = 0;
  const timer = setInterval(() => {
    const due = Math.min(posts, Math.floor(((performance.now() - begunMs) / 1000) * perSecond));
    for (; sent < due; sent += 1) socket.send(frameOf(sent));
    if (sent >= posts) clearInterval(timer);
  }, piecesMs);
  socket.on('close', () => clearInterval(timer));
}

function frameOf(index: number): string {
  const nowMs = Date.now();
  const record = { $type: 'app.bsky.feed.post', text: texts[index], createdAt: new Date(nowMs).toISOString(), langs: ['en'] };
  const commit = {
    rev: '3kinvented',
    operation: 'create',
    collection: 'app.bsky.feed.post',
    rkey: `3k${letters(index, 11)}`,
  };
  return JSON.stringify({
    // Each in its turn, in an order that is not that of the list.
    did: didOf((index * 7919) % accounts),
    time_us: nowMs * 1000,
    kind: 'commit',
    commit: { ...commit, cid: `bafyinvented${index}`, record },
  });
}

function answer(request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? '/', 'http://busy.invalid');
  if (url.pathname.startsWith('/xrpc/')) sendProfiles(url, response);
  else sendFeed(request.headers.host ?? '', response);
}

function sendProfiles(url: URL, response: ServerResponse): void {
  const profiles = url.searchParams
    .getAll('actors')
    .map((did) => ({ did, handle: `${did.slice(8)}.example`, displayName: `Surgery ${did.slice(-4)} (invented)` }));
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ profiles }));
}

const visits = new Map<string, number>();

function sendFeed(host: string, response: ServerResponse): void {
  const visit = (visits.get(host) ?? 0) + 1;
  visits.set(host, visit);
  const newest = itemsInFeed + visit * atEachVisit;
  const site = Number(/^p(\d+)\./.exec(host)?.[1] ?? 0);
  const items = Array.from({ length: itemsInFeed }, (_, index) => itemOf(host, site, newest - index)).join('');
  response
    .writeHead(200, { etag: `"${newest}"`, 'content-type': 'application/rss+xml; charset=utf-8' })
    .end(`<?xml version="1.0"?><rss version="2.0"><channel><title>Surgery (invented)</title>${items}</channel></rss>`);
}

function itemOf(host: string, site: number, number: number): string {
  const date = new Date(Date.UTC(2024, 6, 1) + number * 3_600_000).toUTCString();
  const text = texts[(site * 31 + number) % texts.length]?.replaceAll('&', '&amp;').replaceAll('<', '&lt;') ?? '';
  return `<item><guid>${host}/${number}</guid><title>Notice ${number}</title><link>http://${host}/${number}</link><pubDate>${date}</pubDate><description>${text}</description></item>`;
}
