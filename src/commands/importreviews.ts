import type { App } from '../app.ts';
import { oneLine, plural } from '../core/text.ts';
import type { ImportSummary } from '../reviews.ts';
import { importReviews } from '../reviews.ts';
import type { Setup } from './command.ts';
import { readFilters } from './query.ts';

export interface ImportFlags {
  readonly dataset?: string;
  readonly reviewer?: string;
  readonly strict?: true;
  readonly dryRun?: true;
  readonly json?: true;
}

/** Stores the corrections of a CSV file, names each line that will not do with its column, and says how it went. */
export async function runImport(app: App, file: string, flags: ImportFlags, { terminal, exitWith }: Setup): Promise<void> {
  const { dataset } = await readFilters(app.store, { dataset: flags.dataset });
  const progress = terminal.progress('Checking', null);
  const dryRun = flags.dryRun === true;
  const strict = flags.strict === true;
  const summary = await importReviews(app, file, {
    dataset,
    reviewer: flags.reviewer ?? null,
    dryRun,
    strict,
    onLine: () => progress.step(),
  });
  progress.done();
  for (const { line, column, message } of summary.bad)
    terminal.say(`Line ${line}${column === null ? '' : `, column ${column}`}: ${oneLine(message, 500)}`);
  if (flags.json) await terminal.out(JSON.stringify({ ...summary, dryRun }));
  else await terminal.out(sayImport(summary, dryRun, strict));
  if (summary.bad.length > 0) exitWith(1);
}

function sayImport({ read, good, saved, unchanged, disagreeing, bad }: ImportSummary, dryRun: boolean, strict: boolean): string {
  const outcome = dryRun
    ? 'Nothing was stored.'
    : strict && bad.length > 0
      ? 'Nothing was stored, since --strict was given.'
      : `${saved} stored, ${unchanged} known already.`;
  return `${plural(read, 'line')} read: ${good} good, ${bad.length} bad; ${disagreeing} differ${disagreeing === 1 ? 's' : ''} from the machine. ${outcome}`;
}
