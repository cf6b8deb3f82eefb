import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Worker } from 'node:worker_threads';
import express from 'express';
import { startWorld } from '../test/api/world.ts';
import { makeMentions } from './mentions.ts';
import { median, ratio } from './timing.ts';

const path = '/api/counts?phase=all&bucket=hour&key=phase&from=2024-07-01&to=2024-07-14';
const rounds = 7;

/** Requests per second of one overview question that was asked before, beside a bare Express route that sends the same bytes. */
export async function benchHttp(mentions: number): Promise<object> {
  const world = await startWorld({
    seed: async (store) => {
      for (const load of makeMentions(mentions)) {
        await store.saveBatch({ mentions: load.mentions, removed: [], notices: [], channel: null, cursor: null });
      }
    },
  });
  const body = Buffer.from(await (await fetch(world.url + path)).arrayBuffer());
  const bare = express();
  bare.get('/bare', (_req, res) => {
    res.set('Content-Type', 'application/json; charset=utf-8').send(body);
  });
  const server = bare.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const rates = { cached: [] as number[], bare: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    rates.bare.push(await measure(port, '/bare'));
    rates.cached.push(await measure(world.port, path));
  }
  await world.close();
  server.close();
  const [cached, plain] = [Math.round(median(rates.cached)), Math.round(median(rates.bare))];
  return { bytes: body.length, cachedPerSecond: cached, barePerSecond: plain, ratio: ratio(cached, plain) };
}

/** From a thread of its own, so that asking does not slow the answering. */
function measure(port: number, url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./asker.ts', import.meta.url), { workerData: { port, url, connections: 16, ms: 1500 } });
    worker.once('message', resolve).once('error', reject);
  });
}
