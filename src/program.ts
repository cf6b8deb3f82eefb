import { parseArgs } from 'node:util';
import { Command } from 'commander';
import packageFile from '../package.json' with { type: 'json' };
import type { AddCommand, Setup } from './commands/command.ts';
import { examples } from './commands/command.ts';
import { namesBeyondOwn, readConfig } from './config.ts';
import type { Terminal } from './terminal.ts';

/** Every command, in the order of `--help`, read when it is asked for: a command need not wait for what the others are made of. */
const commands: Readonly<Record<string, () => Promise<AddCommand>>> = {
  start: async () => (await import('./commands/start.ts')).start,
  demo: async () => (await import('./commands/demo.ts')).demo,
  channels: async () => (await import('./commands/channels.ts')).channels,
  collect: async () => (await import('./commands/collect.ts')).collect,
  posts: async () => (await import('./commands/posts.ts')).posts,
  replay: async () => (await import('./commands/replay.ts')).replay,
  serve: async () => (await import('./commands/serve.ts')).serve,
  export: async () => (await import('./commands/export.ts')).exportMentions,
  digest: async () => (await import('./commands/digest.ts')).digest,
  classify: async () => (await import('./commands/classify.ts')).classify,
  explain: async () => (await import('./commands/explain.ts')).explain,
  evaluate: async () => (await import('./commands/evaluate.ts')).evaluate,
  reclassify: async () => (await import('./commands/reclassify.ts')).reclassify,
  review: async () => (await import('./commands/review.ts')).review,
  governance: async () => (await import('./commands/governance.ts')).governance,
  forget: async () => (await import('./commands/forget.ts')).forget,
  platforms: async () => (await import('./commands/platforms.ts')).platforms,
  directory: async () => (await import('./commands/directory.ts')).directory,
  store: async () => (await import('./commands/store.ts')).store,
};

export interface ProgramOptions {
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  readonly exitWith: (code: number) => void;
  /** What was typed after the program's name: decides which commands are read. */
  readonly words: readonly string[];
}

/** The command line, built and not yet run. */
export async function createProgram({ terminal, signal, exitWith, words }: ProgramOptions): Promise<Command> {
  const program = new Command('ripplewatch')
    .description(
      'Watches public posts by GP practices and pharmacies and shows which systems are reported down, where, and whether it is spreading or receding.',
    )
    .version(packageFile.version)
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
  const withApp: Setup['withApp'] = async (work, options) => {
    await warnOfStrangers(terminal);
    const { openApp } = await import('./app.ts');
    const app = await openApp(config(), options);
    try {
      return await work(app);
    } finally {
      await app.close();
    }
  };
  for (const read of asked(words)) (await read())(program, { terminal, signal, config, withApp, exitWith });
  return program;
}

/** The one command that was typed; all of them where none was, for the help and for "did you mean". */
function asked(words: readonly string[]): readonly (() => Promise<AddCommand>)[] {
  const options = { data: { type: 'string' }, port: { type: 'string' } } as const;
  const { positionals, values } = parseArgs({ args: [...words], options, strict: false, allowPositionals: true });
  const [name = ''] = positionals;
  const one = Object.hasOwn(commands, name) && values['help'] === undefined ? commands[name] : undefined;
  return one === undefined ? Object.values(commands) : [one];
}

/** The collectors are asked for their settings only where there is a name to explain: reading all of them, and what they parse with, doubles the modules of a start. */
async function warnOfStrangers(terminal: Terminal): Promise<void> {
  if (namesBeyondOwn().length === 0) return;
  const { strangers } = await import('./settings.ts');
  const names = strangers();
  if (names.length > 0)
    terminal.say(`Not a setting of Ripplewatch, so ignored: ${names.join(', ')}. The README lists the settings.`);
}
