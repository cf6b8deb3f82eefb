import { join } from 'node:path';
import type { Command } from 'commander';
import { areas } from '../../analysis/areas.ts';
import { plural } from '../core/text.ts';
import { openFolder } from '../folder.ts';
import { openPlace } from '../place.ts';
import type { Migration } from '../store/mongo-migrate.ts';
import type { Setup } from './command.ts';
import { examples } from './command.ts';

export function addMigrate(command: Command, { terminal, config }: Setup): void {
  command
    .command('migrate')
    .summary('bring the store to this program’s version and make again what is missing of its indexes')
    .description(
      'Opening a store does the same where it is absent or older, so this is for whoever wants it done at a time of their choosing, or whose ' +
        'indexes somebody removed. It may run any number of times, and in several processes at once.',
    )
    .option('--json', 'what was done as JSON, for programs')
    .addHelpText(
      'after',
      examples(
        'ripplewatch store migrate',
        'RIPPLEWATCH_STORE=mongodb://localhost:27017/ripplewatch ripplewatch store migrate --json',
      ),
    )
    .action(async (options: { json?: true }) => {
      const { store, data } = config();
      if (store === null) {
        // A file is brought up to date whenever it is opened.
        const place = await openPlace(join(await openFolder(data), 'ripplewatch.db'), { mustExist: false });
        await place.store.close();
        await terminal.out(options.json ? JSON.stringify({ place: place.name }) : `${place.name} is at this program’s version.`);
        return;
      }
      const { migrateMongo } = await import('../store/mongo.ts');
      const done = await migrateMongo(store, { areas });
      await terminal.out(options.json ? JSON.stringify(done) : say(done));
    });
}

function say({ place, from, version, server, indexes, validates }: Migration & { readonly place: string }): string {
  const was = from === version ? '' : from === 0 ? ', made just now' : `, it was at ${from}`;
  const checked = validates
    ? 'The server compares what is written with a schema and warns in its log.'
    : 'This server compares what is written with no schema; the program checks it before it is sent.';
  return `${place} (${server}) is at store version ${version}${was}, with ${plural(indexes, 'index', 'indexes')}. ${checked}`;
}
