import type { App } from '../app.ts';
import { oneLine, plural } from '../core/text.ts';
import { phases } from '../core/types.ts';
import type { ReclassifySummary } from '../reclassify.ts';
import { reclassify as judgeAnew } from '../reclassify.ts';
import { sayQuery } from '../store/filters.ts';
import { vocabulary } from '../vocabulary.ts';
import type { AddCommand, Setup } from './command.ts';
import { examples } from './command.ts';
import { addFilters, readFilters } from './query.ts';

interface Options extends Readonly<Record<string, unknown>> {
  readonly all?: true;
  readonly dryRun?: true;
  readonly json?: true;
}

export const reclassify: AddCommand = (program, setup) => {
  const command = program
    .command('reclassify')
    .summary('judge stored posts anew with the present version')
    .description(
      'Makes verdicts and places anew where they come from another version of the analysis; posts of every phase unless --phase says otherwise. Dates, organisations and what people corrected stay. Stopped in the middle, the same command does the rest; a running "start" may go on beside it.',
    )
    .option('--all', 'judge those of the present version as well, as after an import into the directory')
    .option('--dry-run', 'tell what would change, and change nothing')
    .option('--json', 'the summary as JSON, for programs');
  addFilters(command)
    .addHelpText(
      'after',
      examples(
        'ripplewatch reclassify --dry-run',
        'ripplewatch reclassify',
        'ripplewatch reclassify --all --system emis-web --from 2024-07-19',
      ),
    )
    .action((options: Options) => setup.withApp((app) => run(app, options, setup)));
};

async function run(app: App, options: Options, { terminal, signal, exitWith }: Setup): Promise<void> {
  const query = await readFilters(app.store, { phase: 'all', ...options });
  const { mentions } = await app.store.count(query);
  const progress = terminal.progress('Judging', mentions);
  const dryRun = options.dryRun === true;
  const summary = await judgeAnew(app, {
    query,
    all: options.all === true,
    dryRun,
    signal,
    onLooked: (count) => progress.step(count),
  });
  progress.done();
  if (options.json) await terminal.out(JSON.stringify({ ...summary, dryRun, stopped: signal.aborted }));
  else {
    await terminal.out(`${sayDone(summary, dryRun)} (${oneLine(sayQuery(query, vocabulary))})`);
    for (const line of sayChanges(summary)) await terminal.out(line);
  }
  if (!signal.aborted) return;
  terminal.say(
    options.all
      ? 'Stopped before the end; what was judged is saved, and the same command begins again.'
      : 'Stopped before the end; what was judged is saved, and the same command does the rest.',
  );
  exitWith(1);
}

function sayDone({ looked, judged, saved, left, changed, version }: ReclassifySummary, dryRun: boolean): string {
  const others = looked - judged;
  return [
    `${plural(judged, 'post')} judged with ${version}: ${plural(changed, 'verdict')} ${dryRun ? 'would say' : changed === 1 ? 'says' : 'say'} something else.`,
    dryRun ? 'Nothing was saved.' : `${plural(saved, 'post')} saved.`,
    ...(left === 0 ? [] : [`${plural(left, 'post')} left alone: edited or removed meanwhile.`]),
    ...(others === 0 ? [] : [`${plural(others, 'post')} of this version already.`]),
  ].join(' ');
}

function sayChanges({
  changed,
  outages,
  phases: moves,
  systems,
  places,
  corrected,
  examples: shown,
}: ReclassifySummary): string[] {
  if (changed + places === 0) return [];
  return [
    `Outages: ${outages.gained} gained, ${outages.lost} lost. Places: ${plural(places, 'post')} changed.`,
    ...(corrected === 0 ? [] : [`Over ${corrected} of them a person's correction stands, which goes on counting.`]),
    ...sayMoves(moves),
    ...(systems.length === 0 ? [] : ['Affected systems, gained and lost:']),
    ...systems.slice(0, 20).map(({ system, gained, lost }) => `  ${oneLine(system, 40).padEnd(24)} +${gained} -${lost}`),
    ...(shown.length === 0 ? [] : ['Examples:']),
    ...shown.flatMap(({ platform, id, text, before, after }) => [
      `  ${platform} ${oneLine(id, 60)}: ${sayVerdict(before)} -> ${sayVerdict(after)}`,
      `    ${text ?? "(a private person's words)"}`,
    ]),
  ];
}

/** Only rows and columns that hold something: from the phase at the left to the one on top. */
function sayMoves(moves: ReclassifySummary['phases']): string[] {
  const to = phases.filter((phase) => Object.values(moves).some((row) => row[phase] !== undefined));
  if (to.length === 0) return [];
  const line = (first: string, cells: readonly string[]): string =>
    `  ${first.padEnd(12)}${cells.map((cell) => cell.padStart(12)).join('')}`;
  return [
    'Phases, from (left) to (top):',
    line('', to),
    ...phases.flatMap((from) => {
      const row = moves[from];
      return row === undefined
        ? []
        : [
            line(
              from,
              to.map((phase) => String(row[phase] ?? '·')),
            ),
          ];
    }),
  ];
}

function sayVerdict({ phase, voice, systems }: ReclassifySummary['examples'][number]['before']): string {
  return [phase, voice, systems.map((id) => oneLine(id, 40)).join(' ')].filter((part) => part !== null && part !== '').join(' ');
}
