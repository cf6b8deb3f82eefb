// One process that collects, as `npm start` does, for section "sustained": follows a stream until so many posts are stored, or looks at websites
// so many times, and prints what a post took, from the second half on.
// node bench/follow.ts <folder> <port of the servers> stream <posts> <accounts>
// node bench/follow.ts <folder> <port of the servers> feeds <rounds> <channels>
import { setTimeout as wait } from 'node:timers/promises';
import type { App } from '../src/app.ts';
import { live, openApp } from '../src/app.ts';
import { collectDue } from '../src/collect.ts';
import { readConfig } from '../src/config.ts';
import { createHttp } from '../src/core/http/axios.ts';
import { silentLogger as log } from '../src/core/log.ts';
import { addMs, clock } from '../src/core/time.ts';
import type { Channel } from '../src/core/types.ts';
import { startStreams } from '../src/streams.ts';
import { didOf } from './accounts.ts';

const [folder = '', port = '', kind = '', count = '', width = ''] = process.argv.slice(2);
const opened = await openApp(readConfig({ RIPPLEWATCH_DATA: folder, RIPPLEWATCH_HOST_GAP: '0' }));
let ahead = 0;
let done = 0;
const app: App = {
  ...opened,
  log,
  now: () => addMs(clock(), ahead),
  http: createHttp({
    ...{ version: 'bench', contact: null, allowPrivate: true, gapMs: 0, concurrency: opened.config.concurrency, clock, log },
    lookup: (_host, _options, found) => found(null, [{ address: '127.0.0.1', family: 4 }]),
  }),
  config: { ...opened.config, allowPrivate: true },
  pipeline: async () => {
    const pipeline = await opened.pipeline();
    return {
      ...pipeline,
      save: async (batch, channel, origin) => {
        const saved = await pipeline.save(batch, channel, origin);
        done += batch.posts.length;
        return saved;
      },
    };
  },
};
await fill(Number(width));

interface Reading {
  readonly posts: number;
  readonly cpuMs: number;
  readonly mainMs: number;
  readonly wallMs: number;
}
const read = (): Reading => {
  const [all, main] = [process.cpuUsage(), process.threadCpuUsage()];
  return {
    posts: done,
    cpuMs: (all.user + all.system) / 1000,
    mainMs: (main.user + main.system) / 1000,
    wallMs: performance.now(),
  };
};

const [first, last] = kind === 'stream' ? await follow(Number(count)) : await look(Number(count));
await opened.close();
const posts = last.posts - first.posts;
const each = (field: keyof Reading): number => Math.round(((last[field] - first[field]) * 1000) / posts);
process.stdout.write(
  JSON.stringify({
    posts,
    processorUs: each('cpuMs'),
    mainThreadUs: each('mainMs'),
    postsPerSecond: Math.round((posts * 1000) / (last.wallMs - first.wallMs)),
    peakMb: Math.round(process.resourceUsage().maxRSS / 1024),
  }),
);
process.exit();

/** Half of the posts are for the compiler and the caches to see what there is to see. */
async function follow(all: number): Promise<readonly [Reading, Reading]> {
  Object.assign(process.env, {
    RIPPLEWATCH_BLUESKY_URL: `http://127.0.0.1:${port}`,
    RIPPLEWATCH_BLUESKY_STREAM: `ws://127.0.0.1:${port}/subscribe`,
  });
  const lost = new AbortController();
  const streams = startStreams(app, { held: () => true, lost: () => lost.signal, release: async () => {} });
  const reached = async (posts: number): Promise<Reading> => {
    while (done < posts) await wait(20);
    return read();
  };
  const readings = [await reached(all / 2), await reached(all)] as const;
  await streams.stop();
  return readings;
}

async function look(rounds: number): Promise<readonly [Reading, Reading]> {
  const [pipeline, directory] = [await app.pipeline(), await app.directory()];
  const { store, http, holder, now } = app;
  const parts = { store, pipeline, directory, http, log, concurrency: 32, dataset: live.id, holder, now };
  let half = read();
  for (let round = 0; round < rounds; round += 1) {
    if (round === Math.floor(rounds / 2)) half = read();
    ahead += 25 * 60_000;
    // The store claims by its own clock, which stays.
    const ids = Array.from({ length: Number(width) }, (_, index) => idOf(index));
    await collectDue(parts, { signal: AbortSignal.timeout(3_600_000), ids });
  }
  return [half, read()];
}

function idOf(index: number): string {
  return `${kind}:${index}`;
}

async function fill(channels: number): Promise<void> {
  for (let index = 0; index < channels; index += 1) {
    const given: Pick<Channel, 'platform' | 'address'> =
      kind === 'stream'
        ? { platform: 'bluesky', address: didOf(index) }
        : { platform: 'feed', address: `http://p${index}.farm.invalid:${port}/feed/` };
    await opened.store.saveChannel({
      ...given,
      id: idOf(index),
      title: `Surgery ${index} (invented)`,
      organisation: null,
      authorKind: 'practice',
      selector: null,
      everyMinutes: 15,
      dataset: live.id,
      addedAt: clock(),
    });
  }
}
