import { describe, expect, it, onTestFinished } from 'vitest';
import { launch, makeFolder, run, startServer } from '../cli.ts';
import type { Item } from '../feeds.ts';
import { serveFeeds } from '../feeds.ts';

const down: Item = { guid: '1', title: 'System down', text: 'EMIS is down, we cannot see any records.' };

/** A feed that can be told to keep its readers waiting for good. */
async function serveSlow(): Promise<{ url: string; beSilent: () => void; asked: () => number }> {
  let silent = false;
  let asked = 0;
  const served = await serveFeeds({ thistlewick: [down] }, (_request, response) => {
    if (!silent) return;
    asked += 1;
    response.writeHead(200, { 'content-type': 'application/rss+xml' });
    response.flushHeaders();
  });
  onTestFinished(() => served.close());
  return { url: `${served.url}/thistlewick/feed`, beSilent: () => (silent = true), asked: () => asked };
}

describe('a polite signal', () => {
  it.each([['collect'], ['start']])(
    'stops %s within seconds, however slow a server is, and leaves the channel due',
    async (command) => {
      const data = await makeFolder();
      const { url, beSilent, asked } = await serveSlow();
      await run(['channels', 'add', url], { data });
      beSilent();
      const child = command === 'start' ? (await startServer(['start'], { data })).child : launch([command], { data });
      const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
      await expect.poll(asked, { timeout: 20_000 }).toBe(1);
      const from = performance.now();
      child.kill('SIGTERM');
      expect(await ended).toBe(0);
      expect(performance.now() - from).toBeLessThan(5000);
      const [state] = JSON.parse((await run(['channels', 'list', '--json'], { data })).out) as {
        nextAt: string;
        failures: number;
      }[];
      expect(state?.failures).toBe(0);
      expect(Date.parse(state?.nextAt ?? '')).toBeLessThanOrEqual(Date.now());
    },
  );

  it('stops the trying of an address, and stores nothing', async () => {
    const data = await makeFolder();
    const { url, beSilent, asked } = await serveSlow();
    beSilent();
    const child = launch(['channels', 'add', url], { data });
    let said = '';
    child.stderr?.on('data', (piece: Buffer) => (said += piece.toString()));
    await expect.poll(asked, { timeout: 20_000 }).toBe(1);
    child.kill('SIGINT');
    expect(await new Promise((resolve) => child.once('close', resolve))).toBe(1);
    expect(said).toBe('ripplewatch: Stopped; nothing was stored.\n');
    expect(JSON.parse((await run(['channels', 'list', '--json'], { data })).out)).toEqual([]);
  });
});
