import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { CannotInstall } from './server.ts';

interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a program to its end with our own output; resolves to its exit code, 127 where there is no such program. */
export async function run(command: string, args: readonly string[], { cwd, env }: RunOptions = {}): Promise<number> {
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'inherit', 'inherit'] });
  return new Promise((resolve) => {
    child.once('error', () => resolve(127));
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

/** Runs a program that is told `input`; resolves to what it said, and throws with that where it fails. */
export async function runFor(
  command: string,
  args: readonly string[],
  input = '',
  { cwd, env }: RunOptions = {},
): Promise<string> {
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'pipe'] });
  let said = '';
  const keep = (chunk: Buffer): void => void (said += chunk.toString());
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  // One that ends without reading is no fault of ours.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const code = await new Promise<number>((resolve) => {
    child.once('error', () => resolve(127));
    child.once('close', (given) => resolve(given ?? 1));
  });
  if (code !== 0) throw new Error(`${command} ended with ${code}: ${said.slice(-2000)}`);
  return said;
}

/** Installs Debian packages that are missing; throws CannotInstall where that is not possible. */
export async function installPackages(packages: readonly string[]): Promise<void> {
  const missing: string[] = [];
  for (const name of packages) if (!(await isInstalled(name))) missing.push(name);
  if (missing.length === 0) return;
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const patient = ['-qq', '-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=2'];
  // A list of yesterday names files that the mirror no longer has. Where it cannot be had anew, the old one may still do.
  updated ??= run('apt-get', ['update', ...patient], { env });
  await updated;
  const allowStart = await forbidStart();
  try {
    const code = await run('apt-get', ['install', '-y', '--no-install-recommends', ...patient, ...missing], { env });
    if (code !== 0) throw new CannotInstall(`the Debian packages ${missing.join(', ')} cannot be installed here`);
  } finally {
    await allowStart();
  }
}

let updated: Promise<number> | null = null;

/** Unpacked and configured; a package that was removed is still known to dpkg. */
async function isInstalled(name: string): Promise<boolean> {
  const [code, said] = await read('dpkg-query', ['-W', '-f', '${db:Status-Status}', name]);
  return code === 0 && said === 'installed';
}

async function read(command: string, args: readonly string[]): Promise<readonly [code: number, said: string]> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => void (said += chunk.toString()));
  return new Promise((resolve) => {
    child.once('error', () => resolve([127, '']));
    child.once('close', (code) => resolve([code ?? 1, said]));
  });
}

const policyFile = '/usr/sbin/policy-rc.d';

/** Debian starts what it installs; our servers start by our hand, on ports of ours. https://people.debian.org/~hmh/invokerc.d-policyrc.d-specification.txt */
async function forbidStart(): Promise<() => Promise<void>> {
  try {
    await writeFile(policyFile, '#!/bin/sh\nexit 101\n', { mode: 0o755, flag: 'wx' });
    return () => rm(policyFile, { force: true });
  } catch {
    // There is a policy already, or we may not write one; then we may not install either.
    return () => Promise.resolve();
  }
}

/** A server process under our hand: its output is kept for the error message, and it is stopped by its id. */
export interface Daemon {
  readonly output: () => string;
  readonly child: ChildProcess;
  stop(): Promise<void>;
}

export function startDaemon(command: string, args: readonly string[], { cwd, env }: RunOptions = {}): Daemon {
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const keep = (chunk: Buffer): void => void (output = `${output}${chunk.toString()}`.slice(-20_000));
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  child.on('error', (error) => keep(Buffer.from(error.message)));
  return {
    child,
    output: () => output,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), 5000);
      await gone;
      clearTimeout(late);
    },
  };
}

/** Asks until `probe` no longer throws; what the process said is in the error when it never does. */
export async function untilReady(daemon: Daemon, probe: () => Promise<unknown>, timeoutMs = 60_000): Promise<void> {
  const end = performance.now() + timeoutMs;
  for (;;) {
    try {
      await probe();
      return;
    } catch (cause) {
      const dead = daemon.child.exitCode !== null || daemon.child.signalCode !== null;
      if (dead || performance.now() > end) {
        throw new Error(`the server ${dead ? 'ended' : 'did not answer'}; it said:\n${daemon.output()}`, { cause });
      }
      await wait(100);
    }
  }
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
