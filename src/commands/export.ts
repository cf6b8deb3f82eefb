import { areas } from '../../analysis/areas.ts';
import { version as analysisVersion } from '../../analysis/version.ts';
import { readBlindPeriods } from '../api/blind.ts';
import type { App } from '../app.ts';
import { version } from '../app.ts';
import { InputError } from '../core/errors.ts';
import { oneLine, plural } from '../core/text.ts';
import type { Mention } from '../core/types.ts';
import { exportFormats } from '../export/formats.ts';
import { buildManifest } from '../export/manifest.ts';
import { checkOutput, writeWhole } from '../outfile.ts';
import type { MentionQuery } from '../store/filters.ts';
import { sayQuery, writeQuery } from '../store/filters.ts';
import { vocabulary } from '../vocabulary.ts';
import type { AddCommand, Setup } from './command.ts';
import { examples } from './command.ts';
import { addFilters, readFilters } from './query.ts';

interface Options extends Readonly<Record<string, unknown>> {
  readonly format: string;
  readonly output?: string;
  readonly manifest?: string;
  readonly bom?: true;
}

export const exportMentions: AddCommand = (program, setup) => {
  const command = program
    .command('export')
    .summary('write mentions to a file, with a manifest')
    .description(
      'Streams every mention that the filters leave, oldest first: outage posts unless --phase says otherwise. The columns are described in docs/data.md.',
    )
    .requiredOption('--format <format>', Object.keys(exportFormats).join(' or '), 'csv')
    .option('--output <file>', 'write to this file, and the manifest beside it; standard output when left away')
    .option('--manifest <file>', 'write the manifest to this file')
    .option('--bom', 'begin a CSV file with a byte order mark, which Excel needs for accents');
  addFilters(command)
    .addHelpText(
      'after',
      examples(
        'ripplewatch export --format csv --from 2024-07-19 --to 2024-07-19 > friday.csv',
        'ripplewatch export --format ndjson --system emis-web --phase all --output emis.ndjson',
      ),
    )
    .action((options: Options) => setup.withApp((app) => run(app, options, setup)));
};

async function run(app: App, options: Options, { terminal }: Setup): Promise<void> {
  const name = checkFormat(options.format);
  const query = await readFilters(app.store, options);
  const { salt, sealKey } = await app.keys();
  const beside = options.manifest ?? (options.output === undefined ? null : `${options.output}.manifest.json`);
  for (const file of [options.output, beside]) if (file != null) await checkOutput(file);
  const total = (await app.store.count(query)).mentions;
  const progress = terminal.progress('Exporting', total);
  let rows = 0;
  const counted = tap(app.store.stream(query), (chunk) => {
    rows += chunk.length;
    progress.step(chunk.length);
  });
  const text = exportFormats[name].write(counted, {
    areas,
    salt,
    sealKey,
    showHandles: app.config.showHandles,
    bom: options.bom ?? false,
  });
  if (options.output === undefined) for await (const piece of text) await terminal.write(piece);
  else await writeWhole(options.output, text);
  progress.done();
  const manifest = `${JSON.stringify(await describe(app, query, name, rows), null, 2)}\n`;
  if (beside !== null) await writeWhole(beside, [manifest]);
  terminal.say(
    `${plural(rows, 'row')}: ${oneLine(sayQuery(query, vocabulary))}.${beside === null ? ' Keep the manifest with it: add --manifest FILE.' : ` Manifest in ${beside}.`}`,
  );
}

function checkFormat(given: string): keyof typeof exportFormats {
  const names = Object.keys(exportFormats) as (keyof typeof exportFormats)[];
  const found = names.find((name) => name === given);
  if (found === undefined)
    throw new InputError(`--format takes ${names.join(' or ')}, not "${oneLine(given, 40)}".`, { field: 'format' });
  return found;
}

async function describe(
  { store, now, config }: App,
  query: MentionQuery,
  format: keyof typeof exportFormats,
  rows: number,
): Promise<object> {
  const dataset = (await store.datasets()).find(({ id }) => id === query.dataset);
  const params = writeQuery(query);
  const span = { from: query.from ?? null, to: query.to ?? null };
  const blind = await readBlindPeriods(store, { dataset: query.dataset }, span, now());
  return buildManifest({
    words: sayQuery(query, vocabulary),
    params,
    url:
      config.dashboardUrl === null
        ? null
        : `${config.dashboardUrl.replace(/\/$/, '')}/mentions?${new URLSearchParams(params).toString()}`,
    rows,
    generatedAt: now(),
    versions: { ripplewatch: version, analysis: analysisVersion },
    blind: blind.items,
    blindInAll: blind.total,
    dataset: dataset ?? { id: query.dataset, title: query.dataset, invented: false },
    format,
    showHandles: config.showHandles,
  });
}

async function* tap(
  chunks: AsyncIterable<readonly Mention[]>,
  look: (chunk: readonly Mention[]) => void,
): AsyncGenerator<readonly Mention[]> {
  for await (const chunk of chunks) {
    look(chunk);
    yield chunk;
  }
}
