// A TCP proxy that spoils what comes back: for faults of the wire that no HTTP server would make by itself.
import { connect, type Socket } from 'node:net';
import type { Served } from './servers.ts';
import { serveRaw } from './servers.ts';

/** What becomes of the bytes on their way back. */
export type Wire = 'whole' | 'drip' | 'reset' | 'cut' | 'silent' | 'noise';

export interface Proxy extends Served {
  wire: Wire;
}

/** Stands before the server at `url`. Each answer is taken whole first, as an origin that closes its connections sends it, and then spoilt. */
export async function startProxy(url: string): Promise<Proxy> {
  const { port } = new URL(url);
  const proxy = {
    wire: 'whole' as Wire,
    ...(await serveRaw((client) => {
      const origin = connect(Number(port), '127.0.0.1');
      const chunks: Buffer[] = [];
      origin.on('error', () => client.destroy());
      client.on('close', () => origin.destroy());
      client.pipe(origin);
      origin.on('data', (chunk: Buffer) => chunks.push(chunk));
      origin.on('end', () => spoil(client, Buffer.concat(chunks), proxy.wire));
    })),
  };
  return proxy;
}

function spoil(client: Socket, answer: Buffer, wire: Wire): void {
  const half = answer.subarray(0, Math.floor(answer.length * 0.7));
  if (wire === 'whole') client.end(answer);
  else if (wire === 'cut') client.end(half);
  else if (wire === 'noise') client.end('SSH-2.0-OpenSSH_9.2\r\n');
  else if (wire === 'drip') drip(client, answer);
  // Written through first, so that the reset comes in the middle and not before.
  else if (wire === 'reset') client.write(half, () => setTimeout(() => client.resetAndDestroy(), 20));
}

function drip(client: Socket, answer: Buffer): void {
  let at = 0;
  const timer = setInterval(() => client.write(answer.subarray(at, (at += 1))), 10);
  client.once('close', () => clearInterval(timer));
}
