import type { App } from '../app.ts';
import { InputError } from '../core/errors.ts';
import { oneLine, plural } from '../core/text.ts';
import { londonDate, readInstant } from '../core/time.ts';
import { authorKinds } from '../core/types.ts';
import { checkTargets, deliverDay } from '../digests.ts';
import type { Redate, ReplayOptions } from '../replay.ts';
import { replayFile } from '../replay.ts';
import type { AddCommand, Setup } from './command.ts';
import { examples } from './command.ts';
import { sayDeliveries } from './digest.ts';

interface Options {
  readonly speed?: string;
  readonly from?: string;
  readonly every?: string;
  readonly map?: readonly string[];
  readonly kind?: string;
  readonly public?: true;
  readonly zone?: string;
  readonly monthFirst?: true;
  readonly send?: true;
  readonly json?: true;
}

export const replay: AddCommand = (program, setup) => {
  program
    .command('replay <file>')
    .summary('feed recorded posts through the same pipeline')
    .description(
      "Reads .ndjson or .jsonl (mentions, posts, or records with at least 'text'), .csv or .tsv, also compressed as .gz. Exports of 4CAT, twarc, Brandwatch and Meltwater are recognised by their content. From then on a replayed post is treated like a collected one. A post without a date stays undated unless --from and --every give it one.",
    )
    .option('--speed <n>', 'keep the gaps between the posts, n times faster than they happened; at once when left away')
    .option('--from <instant>', 'date undated posts from here on, such as 2024-07-19T07:00Z; recorded as your choice')
    .option('--every <duration>', 'one undated post each so often, such as 5s, 2m or 1h')
    .option('--map <field=column...>', 'where a CSV keeps a field, such as text=body postedAt=timestamp')
    .option(
      '--kind <kind>',
      "who wrote the posts of another tool's file, such as practice; somebody unknown, so private, when left away",
    )
    .option('--public', "the accounts in another tool's file are organisations', nobody in it is a private person")
    .option('--zone <zone>', 'zone of dates that name no offset: London (the default) or UTC')
    .option('--month-first', '07/08/2024 is the eighth of July')
    .option('--send', 'send the digest of the last day replayed, which a replay otherwise never does')
    .option('--json', 'the summary as JSON, for programs')
    .addHelpText(
      'after',
      examples(
        'ripplewatch replay friday.ndjson',
        'ripplewatch replay captured.csv --map text=body postedAt=timestamp',
        'ripplewatch replay meltwater.csv --kind practice --zone UTC',
        'ripplewatch replay undated.ndjson --from 2024-07-19T07:00Z --every 5s',
        'ripplewatch replay friday.ndjson --speed 600',
      ),
    )
    .action((file: string, options: Options) => setup.withApp((app) => run(app, file, options, setup)));
};

async function run(app: App, file: string, options: Options, { terminal, signal, exitWith }: Setup): Promise<void> {
  const speed = options.speed === undefined ? null : readSpeed(options.speed);
  const redate = readRedate(options);
  const columns = readMap(options.map ?? []);
  if (options.send === true) await checkTargets(app);
  const progress = terminal.progress(oneLine(file, 60), null);
  const summary = await replayFile(app, file, {
    speed,
    redate,
    columns,
    told: readTold(options),
    signal,
    onPost: () => progress.step(),
    onSkipped: (line, why) => terminal.say(`Line ${line} ${oneLine(why)}; skipped.`),
  });
  progress.done();
  const { read, added, changed, unchanged, skipped, undated, outages } = summary;
  if (options.json) await terminal.out(JSON.stringify(summary));
  else {
    if (summary.source !== null) await terminal.out(`${oneLine(file, 120)} is ${summary.source}.`);
    await terminal.out(
      `${plural(read, 'post')} read: ${added} new, ${changed} changed, ${unchanged} known already; ${plural(outages, 'new mention')} of an outage; ${undated} undated; ${plural(skipped, 'line')} skipped.`,
    );
  }
  if (signal.aborted) {
    terminal.say('Stopped before the end of the file; run it again to go on, what is known already is not doubled.');
    exitWith(1);
    return;
  }
  if (options.send === true && summary.latest !== null) {
    const day = londonDate(summary.latest);
    const deliveries = await deliverDay(app, day);
    await terminal.out(sayDeliveries(day, deliveries));
    if (deliveries.some(({ outcome }) => outcome !== 'sent')) exitWith(1);
  }
  if (read === 0 && skipped > 0) exitWith(1);
}

function readTold({ kind, zone, monthFirst, public: isPublic }: Options): NonNullable<ReplayOptions['told']> {
  const known = authorKinds.find((one) => one === kind);
  if (kind !== undefined && known === undefined)
    throw new InputError(`--kind takes one of ${authorKinds.join(', ')}, not "${oneLine(kind, 40)}".`, { field: 'kind' });
  if (zone !== undefined && !/^(?:utc|london)$/i.test(zone))
    throw new InputError(`--zone takes London or UTC, not "${oneLine(zone, 40)}".`, { field: 'zone' });
  return {
    ...(known === undefined ? {} : { kind: known }),
    ...(zone?.toUpperCase() === 'UTC' ? { zone: 'UTC' } : {}),
    monthFirst: monthFirst === true,
    isPublic: isPublic === true,
  };
}

function readSpeed(given: string): number {
  const speed = Number(given);
  if (!Number.isFinite(speed) || speed <= 0)
    throw new InputError(`--speed takes a number above 0, such as 60 for an hour a minute, not "${oneLine(given, 40)}".`, {
      field: 'speed',
    });
  return speed;
}

const longestStepMs = 10_000 * 3_600_000;

function readRedate({ from, every }: Options): Redate | null {
  if (from === undefined && every === undefined) return null;
  if (from === undefined || every === undefined)
    throw new InputError('--from and --every go together: the first date, and how far apart the posts are.', { field: 'from' });
  const at = readInstant(from);
  if (at === null)
    throw new InputError(`--from takes a date and time with its offset, such as 2024-07-19T07:00Z, not "${oneLine(from, 40)}".`, {
      field: 'from',
    });
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(every);
  const unitMs = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }[match?.[2] ?? ''];
  const everyMs = Number(match?.[1]) * (unitMs ?? Number.NaN);
  if (!(everyMs >= 1 && everyMs <= longestStepMs))
    throw new InputError(`--every takes a duration from 1ms to 10000h, such as 5s, 2m or 1h, not "${oneLine(every, 40)}".`, {
      field: 'every',
    });
  return { from: at, everyMs };
}

function readMap(pairs: readonly string[]): Readonly<Record<string, string>> {
  const columns = new Map<string, string>();
  for (const pair of pairs) {
    const [field = '', ...column] = pair.split('=');
    if (field === '' || column.join('=') === '')
      throw new InputError(`--map takes field=column, such as text=body, not "${oneLine(pair, 40)}".`, { field: 'map' });
    if (columns.has(field)) throw new InputError(`--map names ${oneLine(field, 40)} twice.`, { field: 'map' });
    columns.set(field, column.join('='));
  }
  return Object.fromEntries(columns);
}
