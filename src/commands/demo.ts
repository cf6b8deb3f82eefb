import { plural } from '../core/text.ts';
import { loadDemo, removeDemo } from '../demonstration.ts';
import type { AddCommand } from './command.ts';
import { examples } from './command.ts';

export const demo: AddCommand = (program, { terminal, withApp }) => {
  program
    .command('demo')
    .summary('load a demonstration, or remove it')
    .description(
      'The shape of 19 July 2024, re-told with invented practices and pharmacies. It is a dataset of its own, never mixed with what you collect.',
    )
    .option('--remove', 'remove the demonstration')
    .addHelpText('after', examples('ripplewatch demo', 'ripplewatch demo --remove'))
    .action(async (options: { remove?: true }) => {
      await withApp(async (app) => {
        if (options.remove) {
          const removed = await removeDemo(app, app.operator);
          return terminal.out(
            removed ? 'The demonstration is gone; your own posts are as they were.' : 'No demonstration was loaded.',
          );
        }
        const { mentions, outages } = await loadDemo(app, app.operator, terminal.progress('Loading', null));
        await terminal.out(
          `${plural(mentions, 'invented post')} loaded, ${outages} of them about an outage. "npm start" shows them; "ripplewatch demo --remove" takes them away.`,
        );
      });
    });
};
