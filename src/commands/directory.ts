import { oneLine, plural } from '../core/text.ts';
import { importDirectory } from '../directory/import.ts';
import type { AddCommand } from './command.ts';
import { examples } from './command.ts';

export const directory: AddCommand = (program, { terminal, withApp }) => {
  const command = program.command('directory').summary('import practices and pharmacies from the official files');
  command
    .command('import <file...>')
    .summary('read an official file, recognised by its content')
    .description(
      'Reads epraccur.csv, edispensary.csv, gp-reg-pat-prac-map.csv or gp-reg-pat-prac-all.csv, also compressed as .gz. docs/directory.md says where to get them.',
    )
    .option('--json', 'the report as JSON, for programs')
    .addHelpText(
      'after',
      examples(
        'ripplewatch directory import epraccur.csv edispensary.csv',
        'ripplewatch directory import gp-reg-pat-prac-map.csv',
      ),
    )
    .action(async (files: string[], options: { json?: true }) => {
      await withApp(async (app) => {
        for (const file of files) {
          const progress = terminal.progress(oneLine(file, 60), null);
          let told = 0;
          const report = await importDirectory(file, app.store, {
            onProgress: (lines) => {
              progress.step(lines - told);
              told = lines;
            },
          });
          progress.done();
          await app.store.recordChange({
            at: app.now(),
            who: app.operator,
            what: `imported ${oneLine(file)}: ${report.kept} rows`,
          });
          if (options.json) {
            await terminal.out(JSON.stringify({ file, ...report }));
            continue;
          }
          await terminal.out(`${oneLine(file)}: ${report.kind}, ${plural(report.read, 'row')} read, ${report.kept} kept.`);
          for (const { why, count, firstLines } of report.skipped) {
            await terminal.out(
              `  ${plural(count, 'row')} skipped: ${oneLine(why)} (line ${firstLines.join(', ')}${count > firstLines.length ? ', …' : ''})`,
            );
          }
          if (report.withoutSystem > 0)
            await terminal.out(`  ${plural(report.withoutSystem, 'row')} name no record system that we know.`);
          if (report.asOf !== null) await terminal.out(`  As of ${report.asOf}.`);
        }
      });
    });
};
