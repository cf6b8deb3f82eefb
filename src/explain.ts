import { CommanderError } from 'commander';
import { oneLine } from './core/text.ts';
import type { Terminal } from './terminal.ts';

/** Says what went wrong and returns the exit code: 2 for what a person can put right in what they typed, 1 for the rest. */
export function explain(error: unknown, terminal: Pick<Terminal, 'say'>): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (!(error instanceof Error)) throw error;
  if (known.has(error.name)) {
    terminal.say(`ripplewatch: ${oneLine(error.message, 1000)}`);
    return error.name === 'InputError' ? 2 : 1;
  }
  terminal.say(`ripplewatch: this should not have happened; please report it.\n${error.stack ?? error.message}`);
  return 1;
}

/** Errors whose message is written for the person at the terminal. */
const known: ReadonlySet<string> = new Set(['InputError', 'CollectError', 'StoreError']);
