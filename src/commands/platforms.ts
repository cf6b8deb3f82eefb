import { listPlatforms } from '../../scrapers/index.ts';
import { notRead } from '../../scrapers/unbuilt.ts';
import { readSetting } from '../config.ts';
import type { AddCommand } from './command.ts';
import { examples } from './command.ts';

export const platforms: AddCommand = (program, { terminal }) => {
  program
    .command('platforms')
    .summary('which platforms can be collected')
    .option('--json', 'as JSON: [{platform, title, state, needs}], with why where it is not built')
    .addHelpText('after', examples('ripplewatch platforms', 'ripplewatch platforms --json'))
    .action(async (options: { json?: true }) => {
      const list = listPlatforms(readSetting);
      if (options.json) return terminal.out(JSON.stringify(list));
      for (const { platform, title, state, needs, why } of list) {
        const wants = needs.length > 0 ? `  needs ${needs.join(', ')}` : '';
        await terminal.out(`${platform.padEnd(12)} ${state.padEnd(14)} ${title}${wants}${why === undefined ? '' : `. ${why}`}`);
      }
      await terminal.out(
        `Not read, and not meant to be: ${notRead.map(({ title }) => title).join(', ')}. docs/platforms.md says why.`,
      );
    });
};
