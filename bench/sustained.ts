import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const [posts, perSecond, accounts] = [20_000, 1000, 1000];
const [rounds, websites, newPosts] = [10, 400, 3];

/**
 * What a post costs from a server to the grouped, counted Mention, in microseconds of a processor with every thread of the process: 1,000 posts
 * a second of a bad day on a Jetstream, by 1,000 accounts that are watched, and 400 websites that have three new posts at each look. Played from
 * another process over loopback.
 */
export async function benchSustained(folder: string): Promise<object> {
  const busy = await startBusy();
  try {
    const follow = (kind: string, count: number, width: number): Promise<object> =>
      run(join(folder, `sustained-${kind}`), busy.port, kind, String(count), String(width));
    return { stream: await follow('stream', posts, accounts), feeds: await follow('feeds', rounds, websites) };
  } finally {
    busy.stop();
  }
}

async function run(folder: string, ...args: readonly string[]): Promise<object> {
  const script = fileURLToPath(import.meta.resolve('./follow.ts'));
  // The flag that the command line runs with, too.
  const child = spawn(process.execPath, ['--max-semi-space-size=8', script, folder, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(await text(child.stdout)) as object;
}

async function startBusy(): Promise<{ readonly port: string; readonly stop: () => void }> {
  const script = fileURLToPath(import.meta.resolve('./busy.ts'));
  const child = spawn(process.execPath, [script, ...[posts, perSecond, accounts, newPosts].map(String)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  return { port: said.toString().trim(), stop: () => child.stdin.end() };
}
