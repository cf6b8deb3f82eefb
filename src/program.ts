import { Command } from 'commander';
import { openApp, version } from './app.ts';
import { channels } from './commands/channels.ts';
import { classify } from './commands/classify.ts';
import { collect } from './commands/collect.ts';
import type { AddCommand, Setup } from './commands/command.ts';
import { examples } from './commands/command.ts';
import { demo } from './commands/demo.ts';
import { digest } from './commands/digest.ts';
import { directory } from './commands/directory.ts';
import { evaluate } from './commands/evaluate.ts';
import { explain } from './commands/explain.ts';
import { exportMentions } from './commands/export.ts';
import { platforms } from './commands/platforms.ts';
import { reclassify } from './commands/reclassify.ts';
import { replay } from './commands/replay.ts';
import { review } from './commands/review.ts';
import { serve } from './commands/serve.ts';
import { start } from './commands/start.ts';
import { readConfig, strangers } from './config.ts';
import type { Terminal } from './terminal.ts';

/** Every command, in the order of `--help`. */
const commands: readonly AddCommand[] = [
  start,
  demo,
  channels,
  collect,
  replay,
  serve,
  exportMentions,
  digest,
  classify,
  explain,
  evaluate,
  reclassify,
  review,
  platforms,
  directory,
];

export interface ProgramOptions {
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  readonly exitWith: (code: number) => void;
}

/** The command line, built and not yet run. */
export function createProgram({ terminal, signal, exitWith }: ProgramOptions): Command {
  const program = new Command('ripplewatch')
    .description(
      'Watches public posts by GP practices and pharmacies and shows which systems are reported down, where, and whether it is spreading or receding.',
    )
    .version(version)
    .option('--data <dir>', 'folder that holds everything Ripplewatch stores (RIPPLEWATCH_DATA)')
    .option('--port <number>', "the dashboard's port (RIPPLEWATCH_PORT)")
    .exitOverride()
    .addHelpText(
      'after',
      examples(
        'ripplewatch demo',
        'ripplewatch start',
        'ripplewatch channels add https://surgery.example/feed/',
        'ripplewatch <command> --help',
      ),
    );
  const config: Setup['config'] = () => {
    const { data, port } = program.opts<{ data?: string; port?: string }>();
    return readConfig({ RIPPLEWATCH_DATA: data, RIPPLEWATCH_PORT: port });
  };
  const withApp: Setup['withApp'] = async (work) => {
    warnOfStrangers(terminal);
    const app = await openApp(config());
    try {
      return await work(app);
    } finally {
      await app.close();
    }
  };
  for (const add of commands) add(program, { terminal, signal, config, withApp, exitWith });
  return program;
}

function warnOfStrangers(terminal: Terminal): void {
  const names = strangers();
  if (names.length > 0)
    terminal.say(`Not a setting of Ripplewatch, so ignored: ${names.join(', ')}. The README lists the settings.`);
}
