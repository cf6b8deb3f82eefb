import type { Command } from 'commander';
import type { App } from '../app.ts';
import { checkOrganisation } from '../channels.ts';
import { InputError } from '../core/errors.ts';
import { hideSecrets } from '../core/http/say.ts';
import { oneLine, plural } from '../core/text.ts';
import { proposalStates } from '../core/types.ts';
import { readArea } from '../places.ts';
import { acceptProposals, type Judged, listProposals, type ProposalFilter, rejectProposals } from '../proposals.ts';
import type { Setup } from './command.ts';
import { examples } from './command.ts';

export function addProposals(command: Command, setup: Setup): void {
  const proposals = command
    .command('proposals')
    .summary('list what discover found, and accept or reject it')
    .description('Channels that were found and that nobody has accepted or rejected yet.');
  addList(proposals, setup);
  addAccept(proposals, setup);
  addReject(proposals, setup);
}

interface Narrow {
  readonly area?: string;
  readonly platform?: string;
}

function narrowed(command: Command): Command {
  return command
    .option('--area <code>', 'only of organisations in this area, such as QYG')
    .option('--platform <id>', 'only of this platform: feed, web, facebook, …');
}

function readNarrow({ area, platform }: Narrow): { area: string | null; platform: string | null } {
  return { area: area === undefined ? null : readArea(area), platform: platform?.toLowerCase() ?? null };
}

function addList(command: Command, { terminal, withApp }: Setup): void {
  narrowed(command.command('list'))
    .summary('the proposals with what speaks for and against each')
    .option('--state <state>', `open, accepted or rejected`, 'open')
    .option('--json', 'as JSON, for programs')
    .addHelpText(
      'after',
      examples('ripplewatch channels proposals list --area QYG', 'ripplewatch channels proposals list --json'),
    )
    .action(async (options: Narrow & { state: string; json?: true }) => {
      const state = proposalStates.find((one) => one === options.state);
      if (state === undefined)
        throw new InputError(`"${oneLine(options.state, 40)}" is no state; it takes open, accepted or rejected.`, {
          field: 'state',
        });
      await withApp(async (app) => {
        const found = await listProposals(app, { ...readNarrow(options), states: [state] });
        if (options.json)
          return terminal.out(JSON.stringify(found.map((one) => ({ ...one, address: hideSecrets(one.address) }))));
        if (found.length === 0)
          return terminal.out(
            `No ${state} proposals here. "ripplewatch channels discover --from sites.csv" searches websites for some.`,
          );
        for (const one of found) await terminal.out(sayProposal(one));
        const doubtful = found.filter(({ doubts }) => doubts.length > 0).length;
        await terminal.out(`${plural(found.length, `${state} proposal`)}, ${doubtful} with a doubt.`);
      });
    });
}

function sayProposal({ id, platform, address, organisations, names, evidence, doubts, waits }: Judged): string {
  const whose =
    organisations.length === 0
      ? 'nobody we know'
      : organisations.map((code, at) => (names[at] === code ? code : `${names[at] ?? ''} (${code})`)).join(' or ');
  return [
    `${id}  ${platform}  ${oneLine(hideSecrets(address), 200)}`,
    `    of ${oneLine(whose, 200)}`,
    ...evidence.map((one) => `    + ${oneLine(one)}`),
    ...doubts.map((one) => `    ? ${oneLine(one)}`),
    ...(waits === null ? [] : [`    ${oneLine(waits)}`]),
  ].join('\n');
}

interface Which extends Narrow {
  readonly all?: true;
  readonly doubtful?: true;
}

/** The ids that were typed, or all open ones; those with a doubt in bulk only where that was asked for. */
async function choose(
  app: App,
  ids: readonly string[],
  options: Which,
  states: ProposalFilter['states'],
): Promise<readonly Judged[]> {
  if (ids.length > 0 === (options.all === true))
    throw new InputError('Give the ids of proposals, or --all; "ripplewatch channels proposals list" shows them.', {
      field: 'id',
    });
  const found = await listProposals(app, {
    ...readNarrow(options),
    ...(ids.length > 0 ? { ids } : { states: states ?? ['open'] }),
  });
  const unknown = ids.find((id) => !found.some((one) => one.id === id));
  if (unknown !== undefined)
    throw new InputError(`There is no proposal ${oneLine(unknown, 60)} here; "ripplewatch channels proposals list" shows them.`, {
      field: 'id',
    });
  return ids.length > 0 || options.doubtful ? found : found.filter(({ doubts }) => doubts.length === 0);
}

function addAccept(command: Command, { terminal, withApp }: Setup): void {
  narrowed(command.command('accept [id...]'))
    .summary('collect them from now on')
    .option('--all', 'every open one without a doubt')
    .option('--doubtful', 'with --all: those with a doubt as well')
    .option('--ods <code>', 'whose it is, for one that several organisations link')
    .option('--json', 'the result as JSON, for programs')
    .addHelpText(
      'after',
      examples(
        'ripplewatch channels proposals accept --all --area QYG',
        'ripplewatch channels proposals accept feed:3f2a9c01b7de --ods N81086',
      ),
    )
    .action(async (ids: string[], options: Which & { ods?: string; json?: true }) => {
      await withApp(async (app) => {
        const chosen = await choose(app, ids, options, ['open']);
        if (options.ods !== undefined && ids.length !== 1)
          throw new InputError('--ods says whose one proposal is; give the id of that one.', { field: 'ods' });
        const whose = options.ods === undefined ? {} : { organisation: (await checkOrganisation(app, options.ods)).code };
        const choices = chosen.map(({ id }) => ({ id, ...whose }));
        const accepted = await acceptProposals(app, choices, app.operator, readNarrow(options).area);
        if (options.json) return terminal.out(JSON.stringify(accepted));
        for (const refusal of accepted.refusals) terminal.say(refusal);
        await terminal.out(accepted.says);
        const left =
          options.all && !options.doubtful
            ? (await listProposals(app, { ...readNarrow(options), states: ['open'] })).length - accepted.waiting
            : 0;
        if (left > 0)
          await terminal.out(`${plural(left, 'proposal')} with a doubt left open; look at them one by one, or add --doubtful.`);
      });
    });
}

function addReject(command: Command, { terminal, withApp }: Setup): void {
  narrowed(command.command('reject [id...]'))
    .summary('leave them alone, and do not propose them again')
    .option('--all', 'every open one without a doubt')
    .option('--doubtful', 'with --all: those with a doubt as well')
    .option('--json', 'the result as JSON, for programs')
    .addHelpText('after', examples('ripplewatch channels proposals reject web:3f2a9c01b7de'))
    .action(async (ids: string[], options: Which & { json?: true }) => {
      await withApp(async (app) => {
        const chosen = await choose(app, ids, options, ['open']);
        const rejected = await rejectProposals(
          app,
          chosen.map(({ id }) => id),
          app.operator,
        );
        if (options.json) return terminal.out(JSON.stringify({ rejected }));
        await terminal.out(`${plural(rejected, 'proposal')} rejected.`);
      });
    });
}
