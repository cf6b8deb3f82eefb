import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import axios from 'axios';
import PQueue from 'p-queue';
import { areas } from '../analysis/areas.ts';
import { classify } from '../analysis/classify.ts';
import { statementOf } from '../analysis/cluster.ts';
import { createLocator } from '../analysis/locate.ts';
import { collectDue } from '../src/collect.ts';
import { createHttp } from '../src/core/http/axios.ts';
import type { Lookup } from '../src/core/http/guard.ts';
import { silentLogger } from '../src/core/log.ts';
import { addMs, clock } from '../src/core/time.ts';
import { createDirectory } from '../src/directory/directory.ts';
import { readKeys } from '../src/keys.ts';
import { createPipeline } from '../src/pipeline.ts';
import { openSqlite } from '../src/store/sqlite.ts';

/** What is to be watched, and how often: 19 looks a second. */
const watched = 17_000;
const everyMinutes = 15;
const concurrency = 32;
const rounds = 3;

/**
 * Collects `looked` of 17,000 channels again and again, each on a host of its own, from a farm of servers in another process, and projects the
 * CPU time of a look to all of them. Beside it axios in a bare loop asks the same of other hosts of the farm and keeps nothing.
 */
export async function benchCollect(looked: number, folder: string): Promise<object> {
  const farm = await startFarm();
  const first = megabytes();
  const store = await openSqlite(join(folder, 'collect.db'), { areas });
  try {
    await store.addDataset({ id: 'live', title: 'Collected posts', invented: false, createdAt: clock() });
    for (let index = 0; index < watched; index += 1) {
      await store.saveChannel({
        id: `feed:${index}`,
        platform: 'feed',
        address: `http://p${index}.farm.invalid:${farm.port}/feed/`,
        title: `Surgery ${index} (invented)`,
        organisation: null,
        authorKind: 'practice',
        selector: null,
        everyMinutes,
        dataset: 'live',
        // Those that are not looked at are there all the same, and are due some other day.
        addedAt: index < looked ? clock() : addMs(clock(), 86_400_000),
      });
    }
    const directory = await createDirectory([]);
    const pipeline = createPipeline({
      classify,
      locate: createLocator({ directory }),
      statementOf,
      directory,
      store,
      keys: await readKeys(folder),
      now: clock,
    });
    const log = silentLogger;
    const http = createHttp({ version: 'bench', contact: null, allowPrivate: true, concurrency, lookup: toLoopback, clock, log });
    let ahead = 0;
    const now = () => addMs(clock(), ahead);
    const parts = { store, pipeline, directory, http, log, concurrency, dataset: 'live', holder: 'bench', now };
    const look = async () => {
      // Past the longest wait of a channel that went well; those that failed are due later, as they would be.
      ahead += 25 * 60_000;
      return collectDue(parts, { signal: AbortSignal.timeout(3_600_000) });
    };
    const ready = megabytes();
    const newcomers = await measure(look);
    const afterFirst = megabytes();
    const ours: Measured[] = [];
    for (let round = 0; round < rounds; round += 1) ours.push(await measure(look));
    const memoryMb = { before: first, ready, afterFirstLooks: afterFirst, after: megabytes(), peak: peakMegabytes() };
    const etags = new Map<number, string>();
    const plain = () => askPlainly(looked, farm.port, etags);
    await plain();
    const bare: Measured[] = [];
    for (let round = 0; round < rounds; round += 1) bare.push(await measure(plain));
    const cpuMs = total(ours, 'cpuMs') / total(ours, 'looks');
    const bareMs = total(bare, 'cpuMs') / total(bare, 'looks');
    const perSecond = watched / (everyMinutes * 60);
    return {
      channels: watched,
      looks: total(ours, 'looks'),
      outcomes: Object.fromEntries(
        Map.groupBy(
          ours.flatMap(({ kinds }) => kinds),
          (kind) => kind,
        )
          .entries()
          .map(([kind, all]) => [kind, all.length]),
      ),
      firstLookCpuMs: round(newcomers.cpuMs / newcomers.looks),
      cpuMsPerLook: round(cpuMs),
      plainAxiosCpuMsPerRequest: round(bareMs),
      timesPlainAxios: round(cpuMs / bareMs),
      looksPerSecondNeeded: round(perSecond),
      coreShareAt17000: round((cpuMs * perSecond) / 1000),
      memoryMb,
    };
  } finally {
    await store.close();
    farm.stop();
  }
}

interface Measured {
  readonly cpuMs: number;
  readonly looks: number;
  readonly kinds: readonly string[];
}

/** CPU time of this process with all its threads: the machine's other work does not show in it. */
async function measure(
  work: () => Promise<readonly { readonly outcome: string; readonly failure: string | null }[]>,
): Promise<Measured> {
  const before = process.cpuUsage();
  const results = await work();
  const { user, system } = process.cpuUsage(before);
  return {
    cpuMs: (user + system) / 1000,
    looks: results.length,
    kinds: results.map(({ outcome, failure }) => failure ?? outcome),
  };
}

/** The least that anybody could do: conditional requests, so many at a time, nothing read and nothing kept. */
async function askPlainly(hosts: number, port: number, etags: Map<number, string>) {
  const queue = new PQueue({ concurrency });
  const httpAgent = new Agent({
    keepAlive: false,
    lookup: (host, options, done) => done(null, ...loopbackFor(options.all === true)),
  });
  const results: { outcome: string; failure: string | null }[] = [];
  const askOne = async (index: number): Promise<void> => {
    const etag = etags.get(index);
    const headers = etag === undefined ? {} : { 'If-None-Match': etag };
    const url = `http://axios${index}.farm.invalid:${port}/feed/`;
    try {
      const response = await axios.get(url, {
        httpAgent,
        proxy: false,
        headers,
        responseType: 'text',
        validateStatus: () => true,
      });
      const said: unknown = response.headers['etag'];
      if (typeof said === 'string') etags.set(index, said);
      results.push({ outcome: 'ok', failure: null });
    } catch {
      results.push({ outcome: 'failed', failure: null });
    }
  };
  await queue.addAll(Array.from({ length: hosts }, (_, index) => () => askOne(index)));
  return results;
}

function loopbackFor(all: boolean): [address: never, family: number] {
  // Node's type knows either form; which one it wants it says in the options.
  return [(all ? [{ address: '127.0.0.1', family: 4 }] : '127.0.0.1') as never, 4];
}

const toLoopback: Lookup = (_host, _options, done) => done(null, [{ address: '127.0.0.1', family: 4 }]);

async function startFarm(): Promise<{ readonly port: number; readonly stop: () => void }> {
  const child = spawn(process.execPath, [fileURLToPath(import.meta.resolve('./farm.ts'))], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  return { port: Number(said.toString()), stop: () => child.stdin.end() };
}

function megabytes(): number {
  return Math.round(process.memoryUsage().rss / 1_048_576);
}

function peakMegabytes(): number {
  return Math.round(process.resourceUsage().maxRSS / 1024);
}

function total(all: readonly Measured[], what: 'cpuMs' | 'looks'): number {
  return all.reduce((sum, one) => sum + one[what], 0);
}

function round(value: number): number {
  return Number(value.toPrecision(3));
}
