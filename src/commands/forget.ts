import { InputError } from '../core/errors.ts';
import { oneLine, plural } from '../core/text.ts';
import { forgetPerson, isAddress } from '../forget.ts';
import type { AddCommand } from './command.ts';
import { examples } from './command.ts';

export const forget: AddCommand = (program, { terminal, withApp }) => {
  program
    .command('forget <url-or-handle>')
    .summary('take the words out of everything that one person posted')
    .description(
      'For somebody who asks to be forgotten: what they posted loses its words, their own channels are removed, and nothing of theirs is stored again. The address of an organisation’s post takes the words out of that post alone. Rows without words stay, to be counted.',
    )
    .option('--json', 'as JSON, for programs')
    .addHelpText('after', examples('ripplewatch forget @jo@social.example', 'ripplewatch forget https://social.example/@jo/1123'))
    .action(async (given: string, options: { json?: true }) => {
      const words = given.trim();
      if (words === '' || /\s/.test(words))
        throw new InputError('Give one handle, such as @jo@social.example, or the address of one post.', {
          field: 'url-or-handle',
        });
      await withApp(async (app) => {
        const done = await forgetPerson(app, words, app.operator);
        if (options.json) return terminal.out(JSON.stringify(done));
        const channels = done.channels.length === 0 ? '' : ` ${plural(done.channels.length, 'channel')} removed.`;
        const later = isAddress(words) ? '' : ' What comes later from this handle is not stored.';
        await terminal.out(
          done.posts === 0
            ? `Nothing with words is stored of ${oneLine(words, 100)}.${channels}${later}`
            : `${plural(done.posts, 'post')} lost ${done.posts === 1 ? 'its' : 'their'} words.${channels}${later}`,
        );
      });
    });
};
