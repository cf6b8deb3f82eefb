import type { Command } from 'commander';
import PQueue from 'p-queue';
import type { App } from '../app.ts';
import { oneLine, plural } from '../core/text.ts';
import { type DefaultRow, listDefaults, readNation, type Tried, tryDefault } from '../defaults.ts';
import type { Setup } from './command.ts';
import { examples } from './command.ts';

interface Options {
  readonly nation?: string;
  readonly add?: true;
  readonly json?: true;
}

export function addDefaults(command: Command, setup: Setup): void {
  command
    .command('defaults')
    .summary('try the addresses that come with Ripplewatch, and add those that answer')
    .description(
      "Organisations' own pages: suppliers' status pages, national and representative bodies, trade press. Their addresses were checked on paper; this tries each once and says which answer. Nothing is added without --add.",
    )
    .option(
      '--nation <nation>',
      'england, scotland, wales or northern-ireland, with what is of the whole UK; all where it is not given',
    )
    .option('--add', 'add those that answer')
    .option('--json', 'the result as JSON, for programs')
    .addHelpText(
      'after',
      examples('ripplewatch channels defaults --nation england', 'ripplewatch channels defaults --nation wales --add'),
    )
    .action((options: Options) => setup.withApp((app) => run(app, options, setup)));
}

/** Tried side by side; the pace of each host is kept all the same. */
const triedAtOnce = 8;

async function run(app: App, options: Options, { terminal, signal }: Setup): Promise<void> {
  const nation = options.nation === undefined ? null : readNation(options.nation);
  const rows = await listDefaults(app, nation);
  const todo = rows.filter(({ added }) => !added);
  const progress = terminal.progress('Addresses', todo.length);
  const queue = new PQueue({ concurrency: triedAtOnce });
  const add = options.add === true;
  const tried = await queue.addAll(
    todo.map((row) => async () => {
      const result = signal.aborted ? null : await tryDefault(app, row, { who: app.operator, add, stopping: signal });
      progress.step();
      return { row, result };
    }),
  );
  progress.done();
  const known = rows.length - todo.length;
  const results = tried.flatMap(({ row, result }) => (result === null ? [] : [{ row, result }]));
  if (options.json)
    return terminal.out(JSON.stringify({ known, tried: results.map(({ row, result }) => ({ ...row, ...result })) }));
  for (const { row, result } of results) await terminal.out(sayTried(row, result));
  const answer = results.filter(({ result }) => result.answers).length;
  const added = results.filter(({ result }) => result.added).length;
  const did = add ? `${plural(added, 'channel')} added` : 'nothing added; --add adds those that answer';
  const before = known === 0 ? '' : `${known.toLocaleString('en-GB')} collected already; `;
  await terminal.out(`${before}${answer} of ${plural(results.length, 'address', 'addresses')} answer, ${did}.`);
}

function sayTried({ title, address }: DefaultRow, { answers, says }: Tried): string {
  return `${answers ? 'answers' : 'silent '}  ${oneLine(title, 60)}  ${oneLine(address, 100)}  ${oneLine(says)}`;
}
