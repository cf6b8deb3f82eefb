import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Daemon, freePort, installPackages, run, startDaemon, untilReady } from '../process.ts';
import { CannotInstall, type Running, type TestServer } from '../server.ts';
import { type Databases, startDatabases } from './databases.ts';

const here = import.meta.dirname;

/**
 * An AT Protocol network: directory, two personal data servers (one with rate limits) and, where Postgres and Redis can be had, Bluesky's own
 * AppView. A thousand packages, so they are kept out of ours.
 */
export const atproto: TestServer = {
  name: 'atproto',
  always: true,
  install: installNetwork,
  start: startNetwork,
};

export async function installNetwork(folder: string): Promise<void> {
  await copyFile(join(here, 'network.mjs'), join(folder, 'network.mjs'));
  const wanted = await readFile(join(here, 'package.json'), 'utf8');
  const installed = await readFile(join(folder, 'installed.json'), 'utf8').catch(() => null);
  if (installed !== wanted) {
    await writeFile(join(folder, 'package.json'), wanted);
    const code = await run('npm', ['install', '--no-audit', '--no-fund', '--loglevel', 'error'], { cwd: folder });
    if (code !== 0) throw new CannotInstall('the npm package @atproto/dev-env cannot be installed here');
    await writeFile(join(folder, 'installed.json'), wanted);
  }
  // Without them there is no AppView; what needs one is then skipped by name.
  await installPackages(['postgresql', 'redis-server']).catch((error: unknown) => {
    if (!(error instanceof CannotInstall)) throw error;
  });
}

export async function startNetwork(folder: string, scratch: string): Promise<Running> {
  const files = join(scratch, 'tmp');
  await mkdir(files, { recursive: true });
  const databases = await startDatabases(scratch);
  const names = ['plc', 'pds', 'strict', 'view', 'ozone'] as const;
  const ports = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await freePort()] as const)));
  const daemon = startDaemon(join(folder, 'node_modules', '.bin', 'node'), ['network.mjs'], {
    cwd: folder,
    env: { PORTS: JSON.stringify(ports), TMPDIR: files, NODE_ENV: 'test', LOG_ENABLED: 'false', ...databases?.env },
  });
  const stop = () => stopAll(daemon, databases);
  try {
    await untilReady(daemon, () => {
      if (!daemon.output().includes('READY')) throw new Error('not ready yet');
      return Promise.resolve();
    });
  } catch (error) {
    await stop();
    throw error;
  }
  const url = (name: (typeof names)[number]): string => `http://127.0.0.1:${ports[name] ?? 0}`;
  const view = databases === null ? {} : { ATPROTO_VIEW: url('view') };
  return { env: { ATPROTO_PDS: url('pds'), ATPROTO_STRICT: url('strict'), ATPROTO_PLC: url('plc'), ...view }, stop };
}

async function stopAll(daemon: Daemon, databases: Databases | null): Promise<void> {
  await daemon.stop();
  await databases?.stop();
}
