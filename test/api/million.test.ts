import { mkdtemp, rm } from 'node:fs/promises';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { areas } from '../../analysis/areas.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { fillStore } from '../store/fill.ts';
import { startWorld } from './world.ts';

const rows = 1_000_000;

it('a million rows are exported while the health check answers', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ripplewatch-million-'));
  const file = join(folder, 'ripplewatch.db');
  const store = await openSqlite(file, { areas });
  // Filled before anything serves it, which keeps counts in order meanwhile.
  fillStore(file, rows);
  const world = await startWorld({ store, seed: () => Promise.resolve() });
  onTestFinished(async () => {
    await world.close();
    await store.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  const waits: number[] = [];
  const asking = setInterval(() => void ask(`${world.url}/healthz`).then((ms) => waits.push(ms)), 200);
  const lines = await countLines(`${world.url}/api/export?format=ndjson`);
  clearInterval(asking);
  expect(lines).toBe(rows);
  expect(waits.length).toBeGreaterThan(5);
  // An export that held the event loop would keep the health check waiting to its end, many seconds.
  expect(Math.max(...waits)).toBeLessThan(2000);
}, 180_000);

async function ask(url: string): Promise<number> {
  const begun = performance.now();
  const { status } = await fetch(url);
  expect(status).toBe(200);
  return performance.now() - begun;
}

/** Read as bytes: what the reader does with them shares this thread with the server. */
function countLines(url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    get(url, (response) => {
      let lines = 0;
      response.on('data', (piece: Buffer) => {
        for (let at = piece.indexOf(10); at !== -1; at = piece.indexOf(10, at + 1)) lines += 1;
      });
      response.once('end', () => resolve(lines));
      response.once('error', reject);
    }).once('error', reject);
  });
}
