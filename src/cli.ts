import { Command, CommanderError } from 'commander';
import { openApp, version } from './app.ts';
import { channels } from './commands/channels.ts';
import { classify } from './commands/classify.ts';
import { collect } from './commands/collect.ts';
import type { AddCommand, Setup } from './commands/command.ts';
import { examples } from './commands/command.ts';
import { demo } from './commands/demo.ts';
import { digest } from './commands/digest.ts';
import { directory } from './commands/directory.ts';
import { exportMentions } from './commands/export.ts';
import { platforms } from './commands/platforms.ts';
import { replay } from './commands/replay.ts';
import { serve } from './commands/serve.ts';
import { start } from './commands/start.ts';
import { readConfig, strangers } from './config.ts';
import { createTerminal } from './terminal.ts';

const commands: readonly AddCommand[] = [
  start,
  serve,
  channels,
  collect,
  replay,
  demo,
  exportMentions,
  digest,
  classify,
  platforms,
  directory,
];

const known: ReadonlySet<string> = new Set(['InputError', 'CollectError', 'StoreError']);
let exitCode = 0;

const terminal = createTerminal();
const stopping = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => stopping.abort());
// `ripplewatch export | head` closes the pipe early; that is the reader's right and no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

try {
  await createProgram().parseAsync();
} catch (error) {
  exitCode = explain(error);
}
process.exit(exitCode);

function createProgram(): Command {
  const program = new Command('ripplewatch')
    .description(
      'Watches public posts by GP practices and pharmacies and shows which systems are reported down, where, and whether it is spreading or receding.',
    )
    .version(version)
    .option('--data <dir>', 'folder that holds everything Ripplewatch stores (RIPPLEWATCH_DATA)')
    .option('--port <number>', "the dashboard's port (RIPPLEWATCH_PORT)")
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(text) })
    .addHelpText(
      'after',
      examples(
        'ripplewatch demo',
        'ripplewatch start',
        'ripplewatch channels add https://surgery.example/feed/',
        'ripplewatch <command> --help',
      ),
    );
  const setup: Setup = {
    terminal,
    signal: stopping.signal,
    config: () => {
      const { data, port } = program.opts<{ data?: string; port?: string }>();
      return readConfig({ RIPPLEWATCH_DATA: data, RIPPLEWATCH_PORT: port });
    },
    withApp: async (work) => {
      warnOfStrangers();
      const app = await openApp(setup.config());
      try {
        return await work(app);
      } finally {
        await app.close();
      }
    },
    exitWith: (code) => (exitCode = code),
  };
  for (const add of commands) add(program, setup);
  return program;
}

function warnOfStrangers(): void {
  const names = strangers();
  if (names.length > 0)
    terminal.say(`Not a setting of Ripplewatch, so ignored: ${names.join(', ')}. The README lists the settings.`);
}

/** Says what went wrong and returns the exit code: 2 for what a person can put right in what they typed, 1 for the rest. */
function explain(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (!(error instanceof Error)) throw error;
  if (error.name === 'InputError') {
    terminal.say(`ripplewatch: ${error.message}`);
    return 2;
  }
  terminal.say(
    known.has(error.name)
      ? `ripplewatch: ${error.message}`
      : `ripplewatch: this should not have happened; please report it.\n${error.stack ?? error.message}`,
  );
  return 1;
}
