import type { Command } from 'commander';
import { judgeHealth } from '../../analysis/health.ts';
import { live } from '../app.ts';
import { addChannel, removeChannel } from '../channels.ts';
import { InputError } from '../core/errors.ts';
import { hideSecrets } from '../core/http/say.ts';
import { oneLine, plural } from '../core/text.ts';
import { londonTime } from '../core/time.ts';
import type { ChannelState, Instant } from '../core/types.ts';
import type { AddCommand, Setup } from './command.ts';
import { examples } from './command.ts';
import { addDefaults } from './defaults.ts';
import { addDiscover } from './discover.ts';
import { importChannels } from './importchannels.ts';
import { addProposals } from './proposals.ts';

export const channels: AddCommand = (program, setup) => {
  const command = program
    .command('channels')
    .summary('add, import, list and remove channels')
    .description('The places that Ripplewatch reads: feeds, web pages, accounts.');
  addAdd(command, setup);
  addImport(command, setup);
  addDiscover(command, setup);
  addProposals(command, setup);
  addDefaults(command, setup);
  addList(command, setup);
  addRemove(command, setup);
};

interface AddFlags {
  readonly ods?: string;
  readonly kind?: string;
  readonly title?: string;
  readonly selector?: string;
  readonly people?: true;
}

function addAdd(command: Command, { terminal, signal, withApp }: Setup): void {
  command
    .command('add <url-or-handle>')
    .summary('find out what an address is, try it once and store it')
    .option('--ods <code>', 'ODS code of the organisation it belongs to, such as N81086')
    .option('--kind <kind>', 'who writes there: practice, pharmacy, trust, icb, vendor, …')
    .option('--title <title>', 'name to show; found out when left away')
    .option('--selector <css>', "CSS selector of a web page's news")
    .option('--people', 'private people post there: off until "ripplewatch governance" says on what basis it is read')
    .addHelpText(
      'after',
      examples(
        'ripplewatch channels add https://surgery.example/feed/ --ods N81086',
        'ripplewatch channels add surgery.example',
        'ripplewatch channels add @jo@social.example --people',
      ),
    )
    .action(async (address: string, options: AddFlags) => {
      await withApp(async (app) => {
        const { ods: organisation, kind: authorKind, ...rest } = options;
        const added = await addChannel(
          app,
          { address, organisation: organisation ?? null, authorKind: authorKind ?? null, ...rest },
          app.operator,
          signal,
        );
        await terminal.out(oneLine(added.says, 1200));
        if (added.channel === null) return;
        const isOff = added.channel.people === true && (await app.store.governance()) === null;
        const ids = [added.channel, ...added.also].map(({ id }) => id);
        const them = ids.length === 1 ? 'it' : 'them';
        const next = isOff ? '' : ` "ripplewatch collect" reads ${them} now; a running schedule does so within a minute.`;
        await terminal.out(`Stored as ${ids.join(', ')}.${next}`);
      });
    });
}

function addImport(command: Command, setup: Setup): void {
  command
    .command('import <file.csv>')
    .summary('add every channel of a CSV file')
    .description(
      'The file has a header line with the column "address" (or "url") and, where known, "ods", "kind", "title" and "selector", and "people" with yes where private people post.',
    )
    .addHelpText('after', examples('ripplewatch channels import channels.csv'))
    .action((file: string) => setup.withApp((app) => importChannels(app, file, setup)));
}

function addList(command: Command, { terminal, withApp }: Setup): void {
  command
    .command('list')
    .summary('the channels and how each fares')
    .option('--json', 'as JSON, for programs')
    .addHelpText('after', examples('ripplewatch channels list', 'ripplewatch channels list --json'))
    .action(async (options: { json?: true }) => {
      await withApp(async ({ store, now }) => {
        const states = await store.channels({ dataset: live.id });
        if (options.json) return terminal.out(JSON.stringify(states.map((state) => showState(state, now()))));
        if (states.length === 0)
          return terminal.out(
            'No channels yet. Add one with "ripplewatch channels add <address>", or load the demonstration with "ripplewatch demo".',
          );
        for (const state of states) {
          const { health, says } = judgeHealth(state, now());
          const seen = state.lastSuccessAt === null ? 'never read' : `last read ${londonTime(state.lastSuccessAt)}`;
          await terminal.out(
            `${health.padEnd(8)} ${state.channel.id}  ${oneLine(state.channel.title, 60)}  ${seen}, ${plural(state.mentions ?? 0, 'post')}. ${oneLine(says)}`,
          );
        }
      });
    });
}

function showState(state: ChannelState, now: Instant): object {
  const channel = { ...state.channel, address: hideSecrets(state.channel.address) };
  return { ...state, channel, ...judgeHealth(state, now) };
}

function addRemove(command: Command, { terminal, withApp }: Setup): void {
  command
    .command('remove <id>')
    .summary('forget a channel; its posts stay')
    .addHelpText('after', examples('ripplewatch channels remove feed:3f2a9c01b7de'))
    .action(async (id: string) => {
      await withApp(async (app) => {
        if (!(await removeChannel(app, id, app.operator)))
          throw new InputError(`There is no channel ${oneLine(id, 60)}; "ripplewatch channels list" shows them.`);
        await terminal.out(`Removed ${oneLine(id, 60)}; its posts stay.`);
      });
    });
}
