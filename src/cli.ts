import { CommanderError } from 'commander';
import { createProgram } from './program.ts';
import { createTerminal } from './terminal.ts';

/** Errors whose message is written for the person at the terminal. */
const known: ReadonlySet<string> = new Set(['InputError', 'CollectError', 'StoreError']);

const terminal = createTerminal();
const stopping = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => stopping.abort());
// `ripplewatch export | head` closes the pipe early; that is the reader's right and no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

let exitCode = 0;
try {
  await createProgram({ terminal, signal: stopping.signal, exitWith: (code) => (exitCode = code) }).parseAsync();
} catch (error) {
  exitCode = explain(error);
}
process.exit(exitCode);

/** Says what went wrong and returns the exit code: 2 for what a person can put right in what they typed, 1 for the rest. */
function explain(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (!(error instanceof Error)) throw error;
  if (known.has(error.name)) {
    terminal.say(`ripplewatch: ${error.message}`);
    return error.name === 'InputError' ? 2 : 1;
  }
  terminal.say(`ripplewatch: this should not have happened; please report it.\n${error.stack ?? error.message}`);
  return 1;
}
