import type { Command } from 'commander';
import type { App, AppOptions } from '../app.ts';
import type { Config } from '../config.ts';
import type { Terminal } from '../terminal.ts';

/** What every command is handed. */
export interface Setup {
  readonly terminal: Terminal;
  /** Aborted by Ctrl-C or a polite kill; a command then stops at the next safe place. */
  readonly signal: AbortSignal;
  /** The settings, with the command line's own options over them. */
  readonly config: () => Config;
  /** Opens the data folder for the length of `work` and closes it whatever happens. */
  readonly withApp: <Value>(work: (app: App) => Promise<Value>, options?: AppOptions) => Promise<Value>;
  /** What the process will exit with when the command is done: 0 unless said otherwise. */
  readonly exitWith: (code: number) => void;
}

/** Adds one command to the program; each file of this folder exports one. */
export type AddCommand = (program: Command, setup: Setup) => void;

/** Examples under a command's `--help`. */
export function examples(...lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  ${line}`).join('\n')}\n`;
}
