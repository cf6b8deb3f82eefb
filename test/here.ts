import { vi } from 'vitest';
import { explain } from '../src/explain.ts';
import { createProgram } from '../src/program.ts';
import type { Terminal } from '../src/terminal.ts';
import type { Ran } from './cli.ts';

/** The same command line inside this process: dozens of starts of Node would take half a minute. */
export async function runHere(args: readonly string[], data: string): Promise<Ran> {
  let out = '';
  let err = '';
  let code = 0;
  const write = async (text: string): Promise<void> => {
    out += text;
    return Promise.resolve();
  };
  const terminal: Terminal = {
    write,
    out: (line) => write(`${line}\n`),
    say: (line) => void (err += `${line}\n`),
    progress: () => ({ step: () => undefined, done: () => undefined }),
    input: process.stdin,
  };
  // Where the command line library says what it did not understand.
  const spied = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    err += String(text);
    return true;
  });
  try {
    const words = ['--data', data, ...args];
    const { signal } = new AbortController();
    const program = await createProgram({ terminal, signal, exitWith: (given) => (code = given), words });
    await program.parseAsync(words, { from: 'user' });
  } catch (error) {
    code = explain(error, terminal);
  } finally {
    spied.mockRestore();
  }
  return { code, out, err };
}
