import type { Command } from 'commander';
import type { App } from '../app.ts';
import { plural } from '../core/text.ts';
import { phases } from '../core/types.ts';
import type { CellSums, CountDifference } from '../store/upkeep.ts';
import type { Setup } from './command.ts';
import { examples } from './command.ts';

export function addVerify(command: Command, setup: Setup): void {
  command
    .command('verify')
    .summary('count everything anew and compare with the count tables')
    .description(
      'Screens read counts from tables of their own. This counts all mentions of all datasets one by one and says where a table holds something else; ' +
        'the exit code is 1 where one does. A running "start" may go on beside it.',
    )
    .option('--repair', 'put right what differs')
    .option('--json', 'the result as JSON, for programs')
    .addHelpText('after', examples('ripplewatch store verify', 'ripplewatch store verify --repair --json'))
    .action((options: Options) => setup.withApp((app) => run(app, options, setup)));
}

interface Options {
  readonly repair?: true;
  readonly json?: true;
}

/** Differences that are listed; there are thousands where one is the cause of all. */
const mostShown = 20;

async function run({ store }: App, options: Options, { terminal, signal, exitWith }: Setup): Promise<void> {
  const repair = options.repair === true;
  await tidy(store, terminal, signal);
  const progress = terminal.progress('Counting', await countAll(store));
  let [mentions, cells, differing] = [0, 0, 0];
  const shown: CountDifference[] = [];
  for await (const step of store.verifyCounts({ repair })) {
    if (signal.aborted) break;
    progress.step(step.mentions);
    mentions += step.mentions;
    cells += step.cells;
    differing += step.differences.length;
    shown.push(...step.differences.slice(0, mostShown - shown.length));
  }
  progress.done();
  const stopped = signal.aborted;
  if (repair && differing > 0 && !stopped) await tidy(store, terminal, signal);
  if (options.json) {
    await terminal.out(JSON.stringify({ mentions, cells, differences: differing, repaired: repair && !stopped, stopped, shown }));
  } else {
    for (const one of shown) await terminal.out(sayDifference(one));
    if (differing > shown.length) await terminal.out(`… and ${plural(differing - shown.length, 'more', 'more')}.`);
    await terminal.out(sayResult({ mentions, cells, differing, repair, stopped }));
  }
  if (stopped) exitWith(130);
  else if (differing > 0) exitWith(1);
}

async function tidy(store: App['store'], terminal: Setup['terminal'], signal: AbortSignal): Promise<void> {
  let bar: { readonly step: (by?: number) => void; readonly done: () => void } | null = null;
  let left: number | null = null;
  await store.tidyCounts({
    signal,
    onStep: ({ uncounted, open }) => {
      // A day costs about as much as a thousand Mentions.
      const now = uncounted + open * 1000;
      if (bar === null && uncounted > 0)
        terminal.say(`${plural(uncounted, 'mention')} of an older store are put into the count tables first.`);
      bar ??= terminal.progress('Putting in order', now);
      bar.step(Math.max(0, (left ?? now) - now));
      left = now;
    },
  });
  (bar as { readonly done: () => void } | null)?.done();
}

async function countAll(store: App['store']): Promise<number> {
  const ids = new Set(['live', ...(await store.datasets()).map(({ id }) => id)]);
  const totals = await Promise.all([...ids].map((dataset) => store.count({ dataset, phases })));
  return totals.reduce((sum, { mentions }) => sum + mentions, 0);
}

interface Result {
  readonly mentions: number;
  readonly cells: number;
  readonly differing: number;
  readonly repair: boolean;
  readonly stopped: boolean;
}

function sayResult({ mentions, cells, differing, repair, stopped }: Result): string {
  const looked = `${plural(mentions, 'mention')} counted anew, ${plural(cells, 'cell')} compared`;
  if (stopped) return `Stopped before the end: ${looked}, ${plural(differing, 'difference')} so far.`;
  if (differing === 0) return `Equal: ${looked}.`;
  const what = `${looked}, ${plural(differing, 'cell')} held something else`;
  return repair
    ? `${what} and ${differing === 1 ? 'was' : 'were'} put right.`
    : `${what}. "ripplewatch store verify --repair" puts that right.`;
}

function sayDifference({ dataset, span, from, undated, systems, areas, stored, counted }: CountDifference): string {
  const named = [systems, areas].filter((list) => list !== null).map((list) => (list.length === 0 ? 'none' : list.join('+')));
  return [
    `${dataset}, ${span} from ${from}${undated ? ' (without a date)' : ''}`,
    `${named.length === 0 ? 'all' : named.join(' in ')}: ${saySums(stored)} in the table, ${saySums(counted)} counted.`,
  ].join(', ');
}

function saySums(sums: CellSums | null): string {
  if (sums === null) return 'nothing';
  return `${plural(sums.mentions, 'mention')} by ${plural(sums.organisations, 'organisation')} in ${plural(sums.statements, 'statement')}`;
}
