import { join } from 'node:path';
import type { App } from '../app.ts';
import { live, spoolFolder } from '../app.ts';
import { collectDue } from '../collect.ts';
import { InputError, isPassing, StoreError } from '../core/errors.ts';
import { oneLine, plural } from '../core/text.ts';
import { londonTime } from '../core/time.ts';
import type { Channel } from '../core/types.ts';
import { howToRecord } from '../governance.ts';
import { freeTheDead } from '../holders.ts';
import type { RunResult } from '../store/contract.ts';
import type { AddCommand, Setup } from './command.ts';
import { examples } from './command.ts';

export const collect: AddCommand = (program, setup) => {
  program
    .command('collect')
    .summary('collect what is due now')
    .description('Collects every channel that is due, or the ones named, whether due or not.')
    .option('--channel <id...>', 'only these channels, due or not')
    .option('--json', 'the summary as JSON, for programs')
    .addHelpText('after', examples('ripplewatch collect', 'ripplewatch collect --channel feed:3f2a9c01b7de'))
    .action((options: { channel?: string[]; json?: true }) =>
      setup.withApp((app) => run(app, options, setup), { judging: true }),
    );
};

async function run(app: App, options: { channel?: string[]; json?: true }, { terminal, signal }: Setup): Promise<void> {
  const states = await app.store.channels({ dataset: live.id, counted: false });
  const unknown = options.channel?.find((id) => !states.some((state) => state.channel.id === id));
  if (unknown !== undefined)
    throw new InputError(`There is no channel ${oneLine(unknown, 60)}; "ripplewatch channels list" shows them.`, {
      field: 'channel',
    });
  const withheld = states.filter(({ channel, state }) => state === 'withheld' && (options.channel?.includes(channel.id) ?? true));
  if (withheld.length > 0) terminal.say(`${plural(withheld.length, 'channel')} of private people not read: ${howToRecord}.`);
  // What a process that died left on disk comes first, as long as its claims stand.
  const pipeline = await app.pipeline();
  await freeTheDead(app);
  const { store, http, log, holder, now } = app;
  const parts = {
    store,
    pipeline,
    http,
    log,
    holder,
    now,
    directory: await app.directory(),
    concurrency: app.config.concurrency,
    dataset: live.id,
  };
  const collecting = collectDue(parts, {
    signal,
    ...(options.channel === undefined ? {} : { ids: options.channel }),
    onDone: (channel, result) => terminal.say(sayResult(channel, result)),
  });
  const results = await collecting.catch((error: unknown) => {
    if (!isPassing(error) || app.waiting() === 0) throw error;
    const how = 'the next "ripplewatch collect", or a running schedule, saves it';
    throw new StoreError(`${error.message} What was collected waits in ${join(app.folder, spoolFolder)}; ${how}.`, {
      cause: error,
    });
  });
  const summary = summarise(results);
  if (options.json) return terminal.out(JSON.stringify(summary));
  if (states.length === 0)
    return terminal.out(
      'No channels yet. Add one with "ripplewatch channels add <address>", or load the demonstration with "ripplewatch demo".',
    );
  await terminal.out(sayNothingDue(results, states.length, options.channel !== undefined) ?? saySummary(summary));
}

function sayResult(channel: Channel, result: RunResult): string {
  const name = oneLine(channel.title, 60);
  if (result.outcome === 'ok') {
    const notes = (result.notes ?? []).map((note) => ` ${oneLine(note)}`).join('');
    return `${name}: ${plural(result.postsNew, 'new post')}, ${plural(result.mentionsNew, 'mention')}.${notes}`;
  }
  if (result.outcome === 'interrupted') return `${name}: stopped before it was done; it is due again.`;
  const again = result.nextAt === null ? 'it will not be tried again by itself' : `next try ${londonTime(result.nextAt)}`;
  return `${name}: ${result.outcome === 'waiting' ? 'asked to wait' : 'failed'} (${result.failure ?? 'unknown'}). ${oneLine(result.message ?? '')} ${again}.`;
}

interface Summary {
  readonly channels: number;
  readonly newPosts: number;
  readonly mentions: number;
  readonly waiting: number;
  /** Stopped before they were done; due again. */
  readonly stopped: number;
  readonly failures: Readonly<Record<string, number>>;
}

function summarise(results: readonly RunResult[]): Summary {
  const failed = results.filter((result) => result.outcome === 'failed');
  return {
    channels: results.length,
    newPosts: results.reduce((sum, result) => sum + result.postsNew, 0),
    mentions: results.reduce((sum, result) => sum + result.mentionsNew, 0),
    waiting: results.filter((result) => result.outcome === 'waiting').length,
    stopped: results.filter((result) => result.outcome === 'interrupted').length,
    failures: Object.fromEntries(
      Map.groupBy(failed, (result) => result.failure ?? 'unknown')
        .entries()
        .map(([kind, some]) => [kind, some.length]),
    ),
  };
}

function saySummary({ channels, newPosts, mentions, waiting, stopped, failures }: Summary): string {
  const kinds = Object.entries(failures).map(([kind, count]) => `${count} ${kind}`);
  const trouble = [
    ...(stopped > 0 ? [`${stopped} stopped before it was done`] : []),
    ...(waiting > 0 ? [`${waiting} asked to wait`] : []),
    ...(kinds.length > 0 ? [`failed: ${kinds.join(', ')}`] : ['no failures']),
  ];
  return `${plural(channels, 'channel')}, ${plural(newPosts, 'new post')}, ${plural(mentions, 'mention')}; ${trouble.join('; ')}.`;
}

function sayNothingDue(results: readonly RunResult[], channels: number, named: boolean): string | null {
  if (results.length > 0) return null;
  if (named) return 'Nothing collected: another process is collecting these channels now.';
  return `Nothing is due: ${plural(channels, 'channel')}, each read within its interval. "ripplewatch collect --channel <id>" reads one at once.`;
}
