import type { Command } from 'commander';
import { handPosts, logPost, takeBackPost } from '../byhand.ts';
import { InputError } from '../core/errors.ts';
import { oneLine, plural } from '../core/text.ts';
import { londonTime } from '../core/time.ts';
import type { Mention } from '../core/types.ts';
import type { AddCommand, Setup } from './command.ts';
import { examples } from './command.ts';

export const posts: AddCommand = (program, setup) => {
  const command = program
    .command('posts')
    .summary('log, list and take back posts that somebody saw')
    .description(
      'Posts that a person saw and typed in: the one on Facebook, the one on a door. They are no channel: nothing is watched there.',
    );
  addAdd(command, setup);
  addList(command, setup);
  addRemove(command, setup);
};

interface AddOptions {
  readonly link?: string;
  readonly posted?: string;
  readonly org?: string;
  readonly kind?: string;
  readonly json?: true;
}

function addAdd(command: Command, { terminal, withApp }: Setup): void {
  command
    .command('add <text>')
    .summary('log a post that you saw')
    .description(
      'Stores the words of a post with who logged it and when. The same link again is the same post: its words are replaced.',
    )
    .option('--link <url>', 'where it stands')
    .option(
      '--posted <when>',
      'when it was posted: "19/07/2024 08:12" in London time, or with an offset; leave it away where you do not know',
    )
    .option('--org <code-or-name>', 'the organisation that wrote it: its ODS code, or a name that the directory knows')
    .option('--kind <kind>', 'who wrote it, where it is no organisation of the directory: practice, pharmacy, patient, …')
    .option('--json', 'the stored mention as JSON, for programs')
    .addHelpText(
      'after',
      examples(
        'ripplewatch posts add "Our phones are down" --link https://www.facebook.com/larkspur/posts/123 --posted "19/07/2024 08:12" --org N81086',
        'ripplewatch posts add "No EMIS this morning" --kind pharmacy',
      ),
    )
    .action(async (text: string, { link, posted, org, kind, json }: AddOptions) => {
      await withApp(async (app) => {
        const given = { text, link: link ?? null, postedAt: posted ?? null, organisation: org ?? null, kind: kind ?? null };
        const { outcome, mention, says } = await logPost(app, given, app.operator);
        if (json) return terminal.out(JSON.stringify({ outcome, says, ...show(mention) }));
        await terminal.out(oneLine(says, 500));
        await terminal.out(`Its id is ${mention.post.id}.`);
      });
    });
}

function addList(command: Command, { terminal, withApp }: Setup): void {
  command
    .command('list')
    .summary('the posts that were logged by hand')
    .option('--json', 'as JSON, for programs')
    .addHelpText('after', examples('ripplewatch posts list', 'ripplewatch posts list --json'))
    .action(async (options: { json?: true }) => {
      await withApp(async (app) => {
        const all = await handPosts(app);
        if (options.json) return terminal.out(JSON.stringify(all.map(show)));
        if (all.length === 0) return terminal.out('No posts were logged by hand. "ripplewatch posts add --help" says how.');
        for (const { post, organisationName, verdict } of all) {
          const when = post.postedAt === null ? 'no time      ' : londonTime(post.postedAt);
          await terminal.out(
            `${post.id}  ${when}  ${verdict.phase.padEnd(10)} ${oneLine(organisationName ?? post.author.kind, 40)}: ${oneLine(post.text, 80)}`,
          );
        }
        await terminal.out(`${plural(all.length, 'post')} by hand.`);
      });
    });
}

function addRemove(command: Command, { terminal, withApp }: Setup): void {
  command
    .command('remove <id>')
    .summary('take back a post that was logged by mistake')
    .addHelpText('after', examples('ripplewatch posts remove 3Kq0vT8sWm1xZr5A'))
    .action(async (id: string) => {
      await withApp(async (app) => {
        if (!(await takeBackPost(app, id, app.operator)))
          throw new InputError(`No post of the id ${oneLine(id, 60)} was logged by hand; "ripplewatch posts list" shows them.`);
        await terminal.out(`Took back ${oneLine(id, 60)}, as if it had never been logged.`);
      });
    });
}

function show({ post, organisation, organisationName, verdict }: Mention): object {
  const { id, url, text, postedAt, seenAt, author, raw } = post;
  return {
    id,
    url,
    text,
    postedAt,
    seenAt,
    authorKind: author.kind,
    organisation,
    organisationName,
    phase: verdict.phase,
    logged: raw,
  };
}
