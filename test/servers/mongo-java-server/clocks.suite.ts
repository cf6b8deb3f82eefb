// A process whose clock is an hour fast beside others on one database: claims and Runs go by the database's time.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { areas } from '../../../analysis/areas.ts';
import { addMs, clock, toMs } from '../../../src/core/time.ts';
import { openMongo } from '../../../src/store/mongo.ts';
import { makeFolder } from '../../cli.ts';
import { serveFeeds } from '../../feeds.ts';
import { makeChannel } from '../../store/samples.ts';
import { told } from '../told.ts';

/** https://github.com/wolfcw/libfaketime */
const faketime = '/usr/bin/faketime';
const entry = join(import.meta.dirname, '..', '..', '..', 'src', 'ripplewatch.js');

it.skipIf(!existsSync(faketime))(
  'a process that is an hour fast takes nothing from the others and dates nothing an hour late',
  async () => {
    const address = `${told('MONGO_URL').MONGO_URL}/ripplewatch_clocks_${process.pid}`;
    const { store } = await openMongo(address, { areas });
    onTestFinished(() => store.close());
    const served = await serveFeeds({
      held: [{ guid: '1', title: 'News', text: 'Phones down' }],
      free: [{ guid: '1', title: 'News', text: 'Phones down' }],
    });
    onTestFinished(() => served.close());
    const data = await makeFolder();
    const now = store.now();
    expect(Math.abs(toMs(now) - toMs(clock()))).toBeLessThan(5000);
    const other = 'http://localhost';
    await store.addDataset({ id: 'live', title: 'Collected posts', invented: false, createdAt: now });
    await store.saveChannel(
      makeChannel('held', { address: `${served.url}/held/feed`, addedAt: addMs(now, -1000), everyMinutes: 15 }),
    );
    await store.saveChannel(
      makeChannel('free', {
        address: `${served.url.replace('http://127.0.0.1', other)}/free/feed`,
        addedAt: addMs(now, -500),
        everyMinutes: 15,
      }),
    );
    const claim = { holder: 'somebody else', leaseMs: 10 * 60_000, limit: 1, oneAHost: true } as const;
    expect((await store.claimDue({ ...claim, now: store.now() })).map(({ channel }) => channel.id)).toEqual(['held']);

    const begun = toMs(store.now());
    const first = await collectFast(address, data);
    expect(first).toContain('1 channel,');
    const runs = await store.runs({ limit: 5 });
    expect(runs.map(({ channel, outcome }) => `${channel} ${outcome}`)).toEqual(['free ok']);
    const ended = toMs(store.now());
    for (const { startedAt, finishedAt, nextAt } of runs) {
      expect(toMs(startedAt)).toBeGreaterThanOrEqual(begun - 1000);
      expect(toMs(finishedAt ?? startedAt)).toBeLessThanOrEqual(ended + 1000);
      expect(toMs(nextAt ?? startedAt)).toBeLessThan(ended + 20 * 60_000);
    }
    // Neither what is claimed for another nine minutes nor what is due in a quarter of an hour has become due.
    expect(await collectFast(address, data)).toContain('Nothing is due');
    expect((await store.runs({ limit: 5 })).length).toBe(1);
  },
);

function collectFast(address: string, data: string): Promise<string> {
  const env = {
    ...{ PATH: process.env['PATH'], HOME: data, RIPPLEWATCH_DATA: data, RIPPLEWATCH_STORE: address },
    ...{ RIPPLEWATCH_ALLOW_PRIVATE: '1', RIPPLEWATCH_HOST_GAP: '0' },
  };
  const child = spawn(faketime, ['-f', '+1h', process.execPath, entry, 'collect'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => void (out += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', () => resolve(out));
  });
}
