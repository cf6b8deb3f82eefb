import type { Command } from 'commander';
import type { App } from '../app.ts';
import { checkKind } from '../channels.ts';
import { InputError } from '../core/errors.ts';
import { oneLine, plural } from '../core/text.ts';
import type { SiteState } from '../core/types.ts';
import { readWebsites } from '../directory/websites.ts';
import { discover } from '../discover.ts';
import { readArea } from '../places.ts';
import { listProposals } from '../proposals.ts';
import type { SiteResult } from '../store/discovery.ts';
import { chooseWebsites, sayLeft } from '../websites.ts';
import type { Setup } from './command.ts';
import { examples } from './command.ts';

interface Options {
  readonly from: readonly string[];
  readonly area?: string;
  readonly kind: string;
  readonly again?: true;
  readonly json?: true;
}

export function addDiscover(command: Command, setup: Setup): void {
  command
    .command('discover')
    .summary('search a list of websites for channels, and propose them')
    .description(
      'Reads each website as its robots.txt allows and proposes its feeds, its home page and the accounts it links; nothing is collected until you accept. Stopped in the middle, it goes on where it stopped.',
    )
    .requiredOption('--from <what...>', 'a CSV file with a column of web addresses, or "cqc" and one of CQC\'s files')
    .option('--area <code>', 'only organisations in this area, as the imported directory has them, such as QYG')
    .option('--kind <kind>', 'who writes there where the directory does not say', 'practice')
    .option('--again', 'search those again that have been searched')
    .option('--json', 'one line of JSON for each website as it is done, then the summary')
    .addHelpText(
      'after',
      examples(
        'ripplewatch channels discover --from cqc active-locations.csv --area QYG',
        'ripplewatch channels discover --from sites.csv',
        'ripplewatch channels proposals list',
      ),
    )
    .action((options: Options) => setup.withApp((app) => run(app, options, setup)));
}

async function run(app: App, options: Options, { terminal, signal }: Setup): Promise<void> {
  const area = options.area === undefined ? null : readArea(options.area);
  const authorKind = checkKind(options.kind) ?? 'practice';
  if (authorKind === 'patient')
    throw new InputError('Websites of patients are not searched; this is for lists of organisations.', { field: 'kind' });
  const { file, kind } = readFrom(options.from);
  const { sites, left } = await chooseWebsites(app, await readWebsites(file, kind), area);
  const told = sayLeft(left);
  if (told !== '') terminal.say(`Left out: ${told}.`);
  if (sites.length === 0)
    throw new InputError(`${oneLine(file)} names no website to search${told === '' ? '' : `: ${told}`}.`, { field: 'from' });
  const results: SiteResult[] = [];
  let progress = terminal.progress('Websites', sites.length);
  await discover(app, sites, {
    signal,
    authorKind,
    again: options.again === true,
    onStart: (todo, known) => {
      if (known > 0) terminal.say(`${plural(known, 'website')} searched before; --again searches them again.`);
      progress.done();
      progress = terminal.progress('Websites', todo);
    },
    onDone: (result) => {
      results.push(result);
      progress.step();
      const { found, ...site } = result;
      if (options.json) void terminal.out(JSON.stringify({ ...site, proposals: found.map(({ id }) => id) }));
      else if (result.state !== 'done') terminal.say(`${oneLine(result.url, 100)}: ${result.state}. ${oneLine(result.says)}`);
    },
  });
  progress.done();
  const summary = await summarise(
    app,
    sites.map(({ url }) => url),
    results,
  );
  if (options.json) return terminal.out(JSON.stringify({ summary, left }));
  await terminal.out(say(summary));
  if (signal.aborted) await terminal.out('Stopped before the end; the same command goes on with the rest.');
  else if (summary.open > 0)
    await terminal.out(
      `"ripplewatch channels proposals list" shows the proposals, "… accept --all" takes those without a doubt.`,
    );
}

function readFrom(from: readonly string[]): { file: string; kind: 'cqc' | 'csv' } {
  const [first = '', second, ...rest] = from;
  if (rest.length === 0 && first.toLowerCase() === 'cqc' && second !== undefined) return { file: second, kind: 'cqc' };
  if (second === undefined && first.toLowerCase() !== 'cqc') return { file: first, kind: 'csv' };
  throw new InputError('--from takes one CSV file, or "cqc" and one file: --from cqc active-locations.csv.', { field: 'from' });
}

interface Summary {
  /** Of this list, searched now or before. */
  readonly sites: Readonly<Record<SiteState, number>>;
  readonly searchedNow: number;
  readonly foundNow: number;
  /** Open proposals in all, and how many of them have a doubt. */
  readonly open: number;
  readonly doubtful: number;
}

async function summarise(app: App, urls: readonly string[], results: readonly SiteResult[]): Promise<Summary> {
  const [sites, open] = await Promise.all([app.store.sites({ urls }), listProposals(app, { states: ['open'] })]);
  const count = (state: SiteState): number => sites.filter((site) => site.state === state).length;
  return {
    sites: { done: count('done'), refused: count('refused'), failed: count('failed'), waiting: count('waiting') },
    searchedNow: results.length,
    foundNow: new Set(results.flatMap(({ found }) => found.map(({ id }) => id))).size,
    open: open.length,
    doubtful: open.filter(({ doubts }) => doubts.length > 0).length,
  };
}

function say({ sites, searchedNow, foundNow, open, doubtful }: Summary): string {
  const rest = [
    ...(sites.refused === 0 ? [] : [`${sites.refused.toLocaleString('en-GB')} refused`]),
    ...(sites.failed === 0 ? [] : [`${sites.failed.toLocaleString('en-GB')} could not be read`]),
    ...(sites.waiting === 0 ? [] : [`${sites.waiting.toLocaleString('en-GB')} still wait`]),
  ];
  const read = [`${plural(sites.done, 'website')} read`, ...rest].join(', ');
  return `${read}; ${plural(searchedNow, 'website')} searched now, ${plural(foundNow, 'find')}. ${plural(open, 'open proposal')}, ${doubtful.toLocaleString('en-GB')} with a doubt.`;
}
