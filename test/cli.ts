// Runs the real command line as a process of its own, on a data folder of its own.

import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

const entry = join(import.meta.dirname, '..', 'src', 'ripplewatch.js');

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly data: string;
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A data folder that is gone after the test. */
export async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ripplewatch-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

/** Runs one command to its end. */
export async function run(args: readonly string[], options: RunOptions): Promise<Ran> {
  const child = launch(args, options);
  child.stdin?.end(options.input ?? '');
  const [out, err, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve) => child.once('close', resolve)),
  ]);
  return { code, out, err };
}

export interface Running {
  readonly child: ChildProcess;
  /** The dashboard's address, as the command printed it. */
  readonly url: string;
  readonly stop: (signal?: NodeJS.Signals) => Promise<number | null>;
}

/** Starts `start` or `serve` on a free port and waits until it says where it is. */
export async function startServer(args: readonly string[], options: RunOptions): Promise<Running> {
  const child = launch([...args, '--port', '0'], options);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const stop: Running['stop'] = (signal = 'SIGTERM') => {
    child.kill(signal);
    return ended;
  };
  onTestFinished(async () => {
    await stop('SIGKILL');
  });
  const url = await addressOf(child);
  return { child, url, stop };
}

/** The dashboard's address, as soon as `start` or `serve` prints it; rejects with what it said when it ends before. */
export function addressOf(child: ChildProcess): Promise<string> {
  let said = '';
  return new Promise((resolve, reject) => {
    const read = (piece: Buffer): void => {
      said += piece.toString();
      const found = /http:\/\/\S+:\d+\//.exec(said);
      if (found !== null) resolve(found[0]);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('close', (code) => reject(new Error(`it ended with ${code ?? 'a signal'} before it listened:\n${said}`)));
  });
}

/** Starts a command and leaves it running. */
export function launch(args: readonly string[], { data, env }: RunOptions): ChildProcess {
  return spawn(process.execPath, [entry, ...args], {
    env: {
      PATH: process.env['PATH'],
      HOME: data,
      RIPPLEWATCH_DATA: data,
      RIPPLEWATCH_ALLOW_PRIVATE: '1',
      RIPPLEWATCH_HOST_GAP: '0',
      ...env,
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

async function text(stream: NodeJS.ReadableStream | null): Promise<string> {
  let all = '';
  if (stream !== null) for await (const piece of stream.setEncoding('utf8')) all += piece as string;
  return all;
}
