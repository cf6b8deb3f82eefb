import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent } from 'node:http';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import axios from 'axios';
import PQueue from 'p-queue';

/** What is to be watched, and how often: 19 looks a second. */
const watched = 17_000;
const everyMinutes = 15;
const concurrency = 32;
const rounds = 3;

/**
 * Collects `looked` of 17,000 channels, each on a host of its own, from a farm of servers in another process: once as newcomers, then three
 * times as on any day, each in a process of its own, and projects the CPU time of a look to all of them. Beside it axios in a bare loop asks
 * the same of other hosts of the farm and keeps nothing.
 */
export async function benchCollect(looked: number, folder: string): Promise<object> {
  const farm = await startFarm();
  try {
    const newcomers = await look(folder, farm.port, looked, 1, 0);
    const usual = await look(folder, farm.port, looked, rounds, 25);
    const etags = new Map<number, string>();
    await askPlainly(looked, farm.port, etags);
    const before = process.cpuUsage();
    for (let round = 0; round < rounds; round += 1) await askPlainly(looked, farm.port, etags);
    const { user, system } = process.cpuUsage(before);
    const plainMs = (user + system) / 1000 / (looked * rounds);
    const cpuMs = usual.cpuMs / usual.looks;
    const perSecond = watched / (everyMinutes * 60);
    return {
      channels: watched,
      looks: usual.looks,
      outcomes: usual.outcomes,
      cpuMsPerLook: short(cpuMs),
      cpuMsPerFirstLook: short(newcomers.cpuMs / newcomers.looks),
      plainAxiosCpuMsPerRequest: short(plainMs),
      timesPlainAxios: short(cpuMs / plainMs),
      looksPerSecondNeeded: short(perSecond),
      coreShareAtAll: short((cpuMs * perSecond) / 1000),
      peakMb: usual.peakMb,
      peakMbOfFirstLooks: newcomers.peakMb,
    };
  } finally {
    farm.stop();
  }
}

interface Looks {
  /** Of the process with all its threads: the machine's other work does not show in it. */
  readonly cpuMs: number;
  readonly looks: number;
  readonly outcomes: Readonly<Record<string, number>>;
  readonly peakMb: number;
}

async function look(folder: string, port: number, looked: number, times: number, minutesAhead: number): Promise<Looks> {
  const script = fileURLToPath(import.meta.resolve('./looks.ts'));
  // The flag that the command line runs with, too.
  const args = ['--max-semi-space-size=8', script, folder, String(port), String(looked), String(times), String(minutesAhead)];
  // glibc sets memory aside for each thread otherwise, which counts as held.
  const env = { ...process.env, MALLOC_ARENA_MAX: '2' };
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], env });
  return JSON.parse(await text(child.stdout)) as Looks;
}

/** The least that anybody could do: conditional requests, so many at a time, nothing read and nothing kept. */
async function askPlainly(hosts: number, port: number, etags: Map<number, string>): Promise<void> {
  const queue = new PQueue({ concurrency });
  const httpAgent = new Agent({
    keepAlive: false,
    lookup: (_host, options, done) => done(null, ...loopbackFor(options.all === true)),
  });
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
    } catch {
      // Connections that the farm resets: a bare loop has nothing to do about them.
    }
  };
  await queue.addAll(Array.from({ length: hosts }, (_, index) => () => askOne(index)));
}

function loopbackFor(all: boolean): [address: never, family: number] {
  // Node's type knows either form; which one it wants it says in the options.
  return [(all ? [{ address: '127.0.0.1', family: 4 }] : '127.0.0.1') as never, 4];
}

async function startFarm(): Promise<{ readonly port: number; readonly stop: () => void }> {
  const child = spawn(process.execPath, [fileURLToPath(import.meta.resolve('./farm.ts'))], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  return { port: Number(said.toString()), stop: () => child.stdin.end() };
}

function short(value: number): number {
  return Number(value.toPrecision(3));
}
