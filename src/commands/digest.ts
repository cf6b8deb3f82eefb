import type { App } from '../app.ts';
import { InputError } from '../core/errors.ts';
import { oneLine } from '../core/text.ts';
import { addMs, londonDate, londonDay } from '../core/time.ts';
import type { Delivery } from '../digest/deliver.ts';
import { digestFormats } from '../digest/formats.ts';
import { deliverDay, makeDigest } from '../digests.ts';
import type { MentionQuery } from '../store/filters.ts';
import { writeQuery } from '../store/filters.ts';
import type { AddCommand, Setup } from './command.ts';
import { examples } from './command.ts';
import { addFilters, readFilters } from './query.ts';

interface Options extends Readonly<Record<string, unknown>> {
  readonly date?: string;
  readonly format: string;
  readonly send?: true;
}

export const digest: AddCommand = (program, setup) => {
  const command = program
    .command('digest')
    .summary('the report of one day')
    .description('Prints the digest of one London day, yesterday where none is given, or sends it to where the settings say.')
    .option('--date <day>', 'the day in London, such as 2024-07-19')
    .option('--format <format>', Object.keys(digestFormats).join(', '), 'text')
    .option('--send', 'send it to the folder and the addresses of the settings instead of printing it; each day is sent once');
  addFilters(command, ['from', 'to'])
    .addHelpText(
      'after',
      examples(
        'ripplewatch digest --date 2024-07-19',
        'ripplewatch digest --date 2024-07-19 --format html > friday.html',
        'ripplewatch digest --date 2024-07-19 --send',
      ),
    )
    .action((options: Options) => setup.withApp((app) => run(app, options, setup)));
};

async function run(app: App, options: Options, { terminal, exitWith }: Setup): Promise<void> {
  const day = options.date ?? yesterday(app);
  if (londonDay(day) === null)
    throw new InputError(`--date takes a day such as 2024-07-19, not "${oneLine(day, 40)}".`, { field: 'date' });
  const format = Object.entries(digestFormats).find(([name]) => name === options.format)?.[1];
  if (format === undefined)
    throw new InputError(`--format takes ${Object.keys(digestFormats).join(', ')}, not "${oneLine(options.format, 40)}".`, {
      field: 'format',
    });
  const query = await readFilters(app.store, options);
  if (options.send !== true) return terminal.write(format.render(await makeDigest(app, day, query)));
  refuseFilters(query);
  const deliveries = await deliverDay(app, day, query.dataset);
  await terminal.out(sayDeliveries(day, deliveries));
  if (deliveries.some(({ outcome }) => outcome !== 'sent')) exitWith(1);
}

/** What is sent is the report of everything: the one digest of a day must not be a part of it that looks like the whole. */
function refuseFilters(query: MentionQuery): void {
  const [name] = Object.keys(writeQuery(query)).filter((parameter) => parameter !== 'dataset');
  if (name === undefined) return;
  throw new InputError(
    `--send sends the digest of all posts, so it cannot be narrowed with --${name}; leave it away, or print the narrower one.`,
    { field: name },
  );
}

function yesterday({ now }: App): string {
  const today = londonDay(londonDate(now()));
  return londonDate(addMs(today?.from ?? now(), -1));
}

/** What became of the sending, a line a target. */
export function sayDeliveries(day: string, deliveries: readonly Delivery[]): string {
  if (deliveries.length === 0) return `The digest of ${day} has been sent already, or may have been; it is not sent twice.`;
  return deliveries
    .map(({ target, outcome, message }) => `${target}: ${outcome}.${message === null ? '' : ` ${oneLine(message)}`}`)
    .join('\n');
}
