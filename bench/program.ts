import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { devNull } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(import.meta.dirname, '..');

/** The command line itself. */
const ripplewatch = import.meta.resolve('../src/ripplewatch.js');

export interface Run {
  readonly wallMs: number;
  /** What it wrote on standard error. */
  readonly said: string;
}

export interface Program {
  readonly command: string;
  readonly args: readonly string[];
  readonly stdin?: string | undefined;
  readonly stdout?: string | undefined;
  readonly timeoutMs?: number | undefined;
  readonly env?: Readonly<Record<string, string>> | undefined;
}

/** A whole process from start to end, its input and output files. Throws where it cannot be started, fails or outlasts `timeoutMs`. */
export async function time({ command, args, stdin, stdout, timeoutMs, env }: Program): Promise<Run> {
  const input = openSync(stdin ?? devNull, 'r');
  const output = openSync(stdout ?? devNull, 'w');
  try {
    return await new Promise((resolve, reject) => {
      const begun = performance.now();
      const child = spawn(command, args, {
        stdio: [input, output, 'pipe'],
        timeout: timeoutMs,
        env: { ...process.env, NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'bench'), ...env },
      });
      let said = '';
      child.stderr?.setEncoding('utf8').on('data', (part: string) => (said += part));
      child.once('error', reject);
      child.once('close', (code, signal) => {
        const wallMs = performance.now() - begun;
        if (code === 0) resolve({ wallMs, said });
        else reject(new Error(`${command} ${args.join(' ')} ended with ${signal ?? code}: ${said.slice(-500)}`));
      });
    });
  } finally {
    closeSync(input);
    closeSync(output);
  }
}

/** Ours, under the Node that runs the bench, with compiled code cached as `ripplewatch` itself has it. */
export function node(scriptUrl: string, ...args: readonly string[]): Program {
  return { command: process.execPath, args: [fileURLToPath(scriptUrl), ...args] };
}

/** The command line as a person starts it: by its first line, flags of Node included. Not on Windows, which reads no first line. */
export function typed(...args: readonly string[]): Program {
  const bin = join(root, 'node_modules', '.bin');
  return { command: fileURLToPath(ripplewatch), args, env: { PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}` } };
}

export async function isInstalled(command: string): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(command, [], { stdio: 'ignore' });
    child.once('error', () => resolve(false));
    child.once('close', () => resolve(true));
  });
}
