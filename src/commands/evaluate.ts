import { existsSync } from 'node:fs';
import { createLocator } from '../../analysis/locate.ts';
import type { App } from '../app.ts';
import { InputError } from '../core/errors.ts';
import { oneLine, plural } from '../core/text.ts';
import { clock } from '../core/time.ts';
import type { DirectoryIndex } from '../core/types.ts';
import { createDirectory } from '../directory/directory.ts';
import type { MeasureOptions, Report } from '../evaluate.ts';
import { measure } from '../evaluate.ts';
import type { BaselineName } from '../evaluate-baselines.ts';
import { baselineNames, usualLogistic } from '../evaluate-baselines.ts';
import { readLabelled, readTraining } from '../evaluate-files.ts';
import { readTableOptions } from '../evaluate-map.ts';
import { sayReport } from '../evaluate-text.ts';
import { checkOutput, writeWhole } from '../outfile.ts';
import type { AddCommand, Setup } from './command.ts';
import { examples } from './command.ts';

interface Options {
  readonly baselines: string;
  readonly train?: readonly string[];
  readonly logisticTexts: string;
  readonly worst: string;
  readonly only?: string;
  readonly csv?: true;
  readonly map?: readonly string[];
  readonly value?: readonly string[];
  readonly out?: string;
  readonly json?: true;
}

export const evaluate: AddCommand = (program, setup) => {
  program
    .command('evaluate <file>')
    .summary('measure the analysis on labelled posts, beside simple baselines')
    .description(
      'Reads labelled posts (.ndjson, .jsonl or .csv, also as .gz), lets the analysis answer each and says how often it is right, with intervals and the worst mistakes. Only what is labelled is scored; docs/evaluate.md names the fields.',
    )
    .option('--baselines <names>', `what to compare with: ${baselineNames.join(', ')}, or none`, baselineNames.join(','))
    .option('--train <file...>', 'labelled posts that the baselines learn from, instead of the texts of this project')
    .option('--logistic-texts <n>', "most texts that natural's slow regression learns from, or all", String(usualLogistic))
    .option('--worst <n>', 'how many of the worst mistakes to show', '10')
    .option('--only <rows>', 'unambiguous or ambiguous rows alone')
    .option('--csv', 'read a table, whatever the name of the file ends in')
    .option('--map <field=column...>', 'where a table keeps a field, such as text=Message phase=Label')
    .option('--value <field:word=meaning...>', 'what a word of the table means, such as phase:outage=disrupted')
    .option('--out <file>', 'write the report to this file')
    .option('--json', 'the report as JSON, for programs')
    .addHelpText(
      'after',
      examples(
        'ripplewatch evaluate labelled.ndjson',
        'ripplewatch evaluate labelled.ndjson --only unambiguous --worst 20 --json --out report.json',
        'ripplewatch evaluate theirs.csv --map text=Message phase=Label --value phase:outage=disrupted phase:other=none',
        'ripplewatch evaluate theirs.csv --map text=Message outage=IsOutage --baselines none',
      ),
    )
    .action(async (file: string, options: Options) => {
      if (!existsSync(setup.config().data)) return run(createDirectory([]), file, options, setup);
      return setup.withApp(async (app: Pick<App, 'directory'>) => run(await app.directory(), file, options, setup));
    });
};

async function run(
  directory: DirectoryIndex | Promise<DirectoryIndex>,
  file: string,
  options: Options,
  { terminal, signal, exitWith }: Setup,
): Promise<void> {
  const asked = readOptions(options);
  if (options.out !== undefined) await checkOutput(options.out);
  const labelled = await readLabelled(file, readTableOptions(options));
  const train = asked.baselines.length === 0 && options.train === undefined ? [] : await readTraining(options.train ?? null);
  // An installation may come without the training texts; a list of phrases needs none.
  const learnable = asked.baselines.filter((name) => name === 'phrases' || train.length > 0);
  if (learnable.length < asked.baselines.length)
    terminal.say("There are no texts to learn from, so natural's classifiers are left out; --train names a file of them.");
  const progress = terminal.progress(
    'Training and answering',
    labelled.labels.length * (1 + learnable.filter((name) => name !== 'phrases').length),
  );
  const report = await measure(labelled, {
    ...asked,
    baselines: learnable,
    train,
    locate: createLocator({ directory: await directory }),
    now: clock(),
    signal,
    onStep: () => progress.step(),
  }).finally(() => progress.done());
  tellRefused(report, terminal.say);
  const text = options.json ? `${JSON.stringify(report)}\n` : sayReport(report, file);
  if (options.out === undefined) await terminal.write(text);
  else {
    await writeWhole(options.out, [text]);
    terminal.say(`The report is in ${oneLine(options.out, 200)}.`);
  }
  if (report.rows.used === 0) {
    terminal.say(`No row of ${oneLine(file)} could be used, so nothing was measured.`);
    exitWith(1);
  }
}

const mostTold = 20;

function tellRefused({ rows: { refused } }: Report, say: (line: string) => void): void {
  for (const { line, why } of refused.slice(0, mostTold)) say(`Line ${line}: ${oneLine(why, 400)}; left out.`);
  if (refused.length > mostTold) say(`${plural(refused.length - mostTold, 'more row')} left out; --json names every one.`);
}

function readOptions(options: Options): Pick<MeasureOptions, 'only' | 'worst' | 'baselines' | 'logisticTexts'> {
  const { only } = options;
  if (only !== undefined && only !== 'unambiguous' && only !== 'ambiguous')
    throw new InputError(`--only takes unambiguous or ambiguous, not "${oneLine(only, 40)}".`, { field: 'only' });
  return {
    only: only ?? null,
    worst: readNumber('--worst', options.worst, 0),
    baselines: readBaselines(options.baselines),
    logisticTexts:
      options.logisticTexts === 'all' ? Number.MAX_SAFE_INTEGER : readNumber('--logistic-texts', options.logisticTexts, 10),
  };
}

function readNumber(option: string, given: string, least: number): number {
  const number = Number(given);
  if (!Number.isInteger(number) || number < least)
    throw new InputError(`${option} takes a whole number from ${least}, not "${oneLine(given, 40)}".`, { field: option });
  return number;
}

function readBaselines(given: string): readonly BaselineName[] {
  if (given === 'none') return [];
  return [...new Set(given.split(','))].map((word) => {
    const name = baselineNames.find((one) => one === word.trim());
    if (name === undefined)
      throw new InputError(
        `--baselines takes ${baselineNames.join(', ')} (parted by commas) or none, not "${oneLine(word, 40)}".`,
        {
          field: 'baselines',
        },
      );
    return name;
  });
}
