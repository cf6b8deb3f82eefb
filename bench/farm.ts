// A process of its own that plays practices' websites for section "collect": one feed for each host name, on one loopback port.
// Prints the port; ends with its standard input.
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** Of a hundred visits. Nobody has published what practices' websites answer; these lean to the side that costs more. */
const shares = { unchanged: 82, whole: 8, post: 5, slowPost: 2, fault: 1, missing: 1, reset: 1 } as const;
type Kind = keyof typeof shares;

const itemsInFeed = 10;
const visits = new Map<string, number>();
const posts = new Map<string, number>();

const server = createServer((request, response) => void answer(request, response));
server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
process.stdin.on('end', () => process.exit()).resume();

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const host = request.headers.host ?? '';
  const visit = (visits.get(host) ?? 0) + 1;
  visits.set(host, visit);
  const kind = visit === 1 ? 'whole' : chooseKind(`${host} ${visit}`);
  if (kind === 'slowPost') await wait(1000 + (visit % 3) * 1000);
  if (kind === 'post' || kind === 'slowPost') posts.set(host, (posts.get(host) ?? 0) + 1);
  if (kind === 'reset') response.destroy();
  else if (kind === 'fault') response.writeHead(503).end('Service Unavailable');
  else if (kind === 'missing') response.writeHead(404).end('Not Found');
  else sendFeed(request, response, host, kind);
}

/** A host that answers "whole" sends everything again although nothing has changed, as one without validators does. */
function sendFeed(request: IncomingMessage, response: ServerResponse, host: string, kind: Kind): void {
  const newest = itemsInFeed + (posts.get(host) ?? 0);
  const etag = `"${newest}"`;
  if (kind !== 'whole' && request.headers['if-none-match'] === etag) {
    response.writeHead(304, { etag }).end();
    return;
  }
  const items = Array.from({ length: itemsInFeed }, (_, index) => itemOf(host, newest - index)).join('');
  response
    .writeHead(200, { etag, 'content-type': 'application/rss+xml; charset=utf-8' })
    .end(`<?xml version="1.0"?><rss version="2.0"><channel><title>Surgery (invented)</title>${items}</channel></rss>`);
}

const texts = [
  'Our flu clinics run on Saturday mornings in October. Please book at reception or through the app, and wear a short sleeve.',
  'We are unable to access patient records this morning because our clinical system is down. Please ring back later if it can wait.',
  'The car park will be closed on Tuesday for resurfacing. There are spaces for blue badge holders behind the pharmacy.',
  'Our phone lines are working again. Thank you for your patience while the supplier put this right.',
];

function itemOf(host: string, number: number): string {
  const date = new Date(Date.UTC(2024, 6, 1) + number * 3_600_000).toUTCString();
  const text = `${texts[number % texts.length] ?? ''} ${'The practice team thanks everybody who came to the meeting. '.repeat(8)}`;
  return `<item><guid>${host}/${number}</guid><title>Notice ${number}</title><link>http://${host}/${number}</link><pubDate>${date}</pubDate><description>${text}</description></item>`;
}

function chooseKind(seed: string): Kind {
  let place = createHash('sha256').update(seed).digest().readUInt32BE() % 100;
  for (const [kind, share] of Object.entries(shares) as [Kind, number][]) {
    if (place < share) return kind;
    place -= share;
  }
  return 'unchanged';
}
