import { once } from 'node:events';
import { existsSync, globSync } from 'node:fs';
import { chmod, mkdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { freePort, run, startDaemon, untilReady } from '../process.ts';

/** Postgres and Redis for as long as the tests run. */
export interface Databases {
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** null where they are not installed. */
export async function startDatabases(scratch: string): Promise<Databases | null> {
  const [bin] = globSync('/usr/lib/postgresql/*/bin').sort().reverse();
  if (bin === undefined || !existsSync('/usr/bin/redis-server')) return null;
  const redisPort = await freePort();
  const postgresPort = await freePort();
  const redis = startDaemon('redis-server', ['--port', String(redisPort), '--bind', '127.0.0.1', '--save', '', '--dir', scratch]);
  const data = join(scratch, 'postgres');
  await makeFolder(scratch, data);
  const code = await runAs(join(bin, 'initdb'), ['-D', data, '-A', 'trust', '-U', 'ripplewatch', '--no-sync']);
  if (code !== 0) {
    await redis.stop();
    throw new Error('initdb failed; its output is above.');
  }
  const options = [
    '-D',
    data,
    '-p',
    String(postgresPort),
    '-h',
    '127.0.0.1',
    '-k',
    data,
    '-c',
    'fsync=off',
    '-c',
    'max_connections=200',
  ];
  const [command, args] = asDatabaseUser(join(bin, 'postgres'), options);
  const postgres = startDaemon(command, args);
  const stop = async (): Promise<void> => {
    await postgres.stop();
    await redis.stop();
  };
  try {
    await untilReady(postgres, () => knock(postgresPort));
    await untilReady(redis, () => knock(redisPort));
  } catch (error) {
    await stop();
    throw error;
  }
  const url = `postgresql://ripplewatch@127.0.0.1:${postgresPort}/postgres`;
  return { env: { DB_POSTGRES_URL: url, DB_POSTGRES_SCHEMA: 'dev', REDIS_HOST: `127.0.0.1:${redisPort}` }, stop };
}

/** Postgres refuses to run as root. */
const isRoot = process.getuid?.() === 0;

async function makeFolder(scratch: string, data: string): Promise<void> {
  await mkdir(data);
  if (!isRoot) return;
  await chmod(scratch, 0o755);
  await run('chown', ['postgres', data]);
}

function runAs(command: string, args: readonly string[]): Promise<number> {
  return run(...asDatabaseUser(command, args));
}

/** setpriv becomes the program itself, so the process we stop is the one we started. */
function asDatabaseUser(command: string, args: readonly string[]): [string, string[]] {
  if (!isRoot) return [command, [...args]];
  return ['setpriv', ['--reuid=postgres', '--regid=postgres', '--init-groups', command, ...args]];
}

async function knock(port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
  } finally {
    socket.destroy();
  }
}
