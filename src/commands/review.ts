import type { Command } from 'commander';
import type { App } from '../app.ts';
import { InputError } from '../core/errors.ts';
import { oneLine, plural } from '../core/text.ts';
import { londonTime } from '../core/time.ts';
import type { Correction, Review } from '../core/types.ts';
import { checkOutput, writeWhole } from '../outfile.ts';
import { reviewColumns } from '../reviewfile.ts';
import type { MentionQuery } from '../store/filters.ts';
import { toTrainingRow } from '../trainingrow.ts';
import type { AddCommand, Setup } from './command.ts';
import { examples } from './command.ts';
import type { ImportFlags } from './importreviews.ts';
import { runImport } from './importreviews.ts';
import { addFilters, readFilters } from './query.ts';

export const review: AddCommand = (program, setup) => {
  const command = program
    .command('review')
    .summary('import, export and list what people corrected')
    .description("A person's correction stands beside the machine's verdict and wins on screen, in counts and in exports.");
  addImport(command, setup);
  addExport(command, setup);
  addList(command, setup);
};

function addImport(command: Command, setup: Setup): void {
  command
    .command('import <file.csv>')
    .summary('store corrections from a CSV file')
    .description(
      `The first line names the columns: platform and id, and any of ${reviewColumns.slice(2).join(', ')}. Lists are written with ";", an empty cell leaves what the machine says, "none" empties a list. The other columns of an export may stay. All good lines are stored at once and the bad ones listed.`,
    )
    .option('--reviewer <name>', 'who checked the lines that name nobody')
    .option('--dataset <id>', 'dataset of the lines that name none; chosen as on the dashboard when left away')
    .option('--strict', 'store nothing when a single line is bad')
    .option('--dry-run', 'check every line and store nothing')
    .option('--json', 'the summary as JSON, for programs')
    .addHelpText(
      'after',
      examples(
        'ripplewatch review import corrections.csv --dry-run',
        'ripplewatch review import corrections.csv --reviewer "Sam Taylor"',
      ),
    )
    .action((file: string, flags: ImportFlags) => setup.withApp((app) => runImport(app, file, flags, setup)));
}

interface ExportFlags extends Readonly<Record<string, unknown>> {
  readonly output?: string;
  readonly includePrivate?: true;
}

function addExport(command: Command, setup: Setup): void {
  const exporting = command
    .command('export')
    .summary('write checked posts as training data')
    .description(
      'One JSON object a line in the short form of the training data, for every post that a person has checked; of every phase unless --phase says otherwise. Posts by private people are left out.',
    )
    .option('--output <file>', 'write to this file; standard output when left away')
    .option('--include-private', 'with the words of private people too: those can lead to their author');
  addFilters(exporting, ['reviewed'])
    .addHelpText(
      'after',
      examples(
        'ripplewatch review export > reviewed.ndjson',
        'ripplewatch review export --author practice --output reviewed.ndjson',
      ),
    )
    .action((flags: ExportFlags) => setup.withApp((app) => runExport(app, flags, setup)));
}

async function runExport(app: App, flags: ExportFlags, { terminal }: Setup): Promise<void> {
  const query: MentionQuery = { ...(await readFilters(app.store, { phase: 'all', ...flags })), reviewed: 'yes' };
  if (flags.output !== undefined) await checkOutput(flags.output);
  const progress = terminal.progress('Exporting', (await app.store.count(query)).mentions);
  const tally = { rows: 0, left: 0 };
  const lines = async function* (): AsyncGenerator<string> {
    for await (const mentions of app.store.stream(query)) {
      // What was removed has no words to learn from.
      const worded = mentions.filter(({ removed }) => removed === undefined);
      const kept = worded.filter(({ post }) => flags.includePrivate === true || !post.author.private);
      tally.rows += kept.length;
      tally.left += worded.length - kept.length;
      progress.step(mentions.length);
      if (kept.length > 0) yield kept.map((mention) => `${JSON.stringify(toTrainingRow(mention))}\n`).join('');
    }
  };
  if (flags.output === undefined) for await (const piece of lines()) await terminal.write(piece);
  else await writeWhole(flags.output, lines());
  progress.done();
  const left =
    tally.left === 0 ? '' : ` ${plural(tally.left, 'post')} by private people left out; --include-private brings their words.`;
  terminal.say(`${plural(tally.rows, 'row')}.${left}`);
}

function addList(command: Command, { terminal, withApp }: Setup): void {
  command
    .command('list')
    .summary('what people corrected, newest first')
    .option('--dataset <id>', 'dataset to look in; chosen as on the dashboard when left away')
    .option('--limit <n>', 'how many at most', '50')
    .option('--json', 'as JSON, for programs')
    .addHelpText('after', examples('ripplewatch review list', 'ripplewatch review list --limit 500 --json'))
    .action(async (flags: { dataset?: string; limit: string; json?: true }) => {
      const limit = readLimit(flags.limit);
      await withApp(async ({ store }) => {
        const { dataset } = await readFilters(store, { dataset: flags.dataset });
        const found = await store.reviews({ dataset, limit });
        if (flags.json) return terminal.out(JSON.stringify(found));
        if (found.length === 0)
          return terminal.out('Nobody has corrected anything yet: the dashboard asks "Is this right?" under each post.');
        for (const one of found) await terminal.out(sayReview(one));
      });
    });
}

function readLimit(given: string): number {
  const limit = /^\d{1,7}$/.test(given) ? Number(given) : 0;
  if (limit >= 1) return limit;
  throw new InputError(`--limit takes a whole number from 1, such as 50, not "${oneLine(given, 40)}".`, { field: 'limit' });
}

function sayReview({ platform, id, correction, reviewer, reviewedAt }: Review): string {
  const said = correction === null ? 'withdrawn' : sayCorrection(correction);
  return `${londonTime(reviewedAt)}  ${oneLine(platform, 40)} ${oneLine(id, 80)}  ${oneLine(reviewer, 80)}: ${said}`;
}

function sayCorrection(correction: Correction): string {
  const parts = Object.entries(correction).map(([key, value]) => {
    const words = [value].flat().join(' ') || 'none';
    return key === 'note' ? `note "${oneLine(words, 100)}"` : `${key} ${oneLine(words, 200)}`;
  });
  return parts.length === 0 ? 'confirmed' : parts.join(', ');
}
