import { existsSync, fstatSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import { toUtf8 } from '../../scrapers/encoding.ts';
import { readLines } from '../../scrapers/lines.ts';
import type { App } from '../app.ts';
import { InputError } from '../core/errors.ts';
import { oneLine } from '../core/text.ts';
import { readInstant } from '../core/time.ts';
import { authorKinds } from '../core/types.ts';
import { createDirectory } from '../directory/directory.ts';
import { holdLines } from '../terminal.ts';
import type { AddCommand, Setup } from './command.ts';
import { examples } from './command.ts';

/** What stands in for the directory where there is no data folder yet: asking makes none. */
const nowhere: Pick<App, 'directory'> = { directory: () => createDirectory([]) };

export const classify: AddCommand = (program, setup) => {
  program
    .command('classify [text...]')
    .summary('say what posts speak of, and why')
    .description(
      'One text as arguments, or NDJSON lines {id, text, authorKind?, organisation?, postedAt?} on standard input; one line of JSON comes back for each, in order.',
    )
    .option('--author <kind>', 'who wrote the text given as argument: practice, pharmacy, patient, …')
    .option('--ods <code>', 'ODS code of the organisation that wrote it')
    .addHelpText(
      'after',
      examples(
        'ripplewatch classify "EMIS is down at all our sites, phones are fine" --author practice',
        'ripplewatch classify < posts.ndjson > verdicts.ndjson',
      ),
    )
    .action((words: string[], options: { author?: string; ods?: string }) =>
      existsSync(setup.config().data)
        ? setup.withApp((app) => run(app, words, options, setup), { judging: true })
        : run(nowhere, words, options, setup),
    );
};

const record = z.object({
  id: z.union([z.string(), z.number()]).nullish(),
  text: z.string({ error: 'has no "text"' }),
  authorKind: z.enum(authorKinds, { error: `"authorKind" is none of ${authorKinds.join(', ')}` }).nullish(),
  organisation: z.string({ error: '"organisation" is not an ODS code in quotes' }).nullish(),
  postedAt: z.string({ error: '"postedAt" is not a date in quotes' }).nullish(),
});

async function run(
  app: Pick<App, 'directory'>,
  words: readonly string[],
  options: { author?: string; ods?: string },
  setup: Setup,
): Promise<void> {
  const answer = await createAnswer(app);
  if (words.length > 0) {
    const given = { text: words.join(' '), authorKind: options.author, organisation: options.ods };
    const read = record.safeParse(given);
    if (!read.success) throw new InputError(`--author takes one of ${authorKinds.join(', ')}.`, { field: 'author' });
    return setup.terminal.out(JSON.stringify(answer(read.data)));
  }
  if (setup.terminal.input.isTTY)
    throw new InputError('Give a text as an argument, or NDJSON on standard input: ripplewatch classify < posts.ndjson');
  // Node hands a folder on as an input without any line.
  if (fstatSync(0).isDirectory()) throw new InputError('Standard input is a folder; give it a file of NDJSON.');
  const refused = await answerLines(setup.terminal.input, answer, setup);
  if (refused > 0) {
    setup.terminal.say(`${refused} of the lines could not be read; each says why.`);
    setup.exitWith(1);
  }
}

const longestLine = 10_000_000;

async function answerLines(input: Readable, answer: Answer, { terminal, signal }: Setup): Promise<number> {
  let refused = 0;
  const lines = holdLines(terminal.write);
  try {
    for await (const { text } of readLines(toUtf8(input), longestLine)) {
      if (signal.aborted) break;
      if (text?.trim() === '') continue;
      const result = text === null ? { id: null, error: 'longer than 10 MB' } : answerLine(text, answer);
      if ('error' in result) refused += 1;
      await lines.out(JSON.stringify(result));
    }
  } finally {
    await lines.end();
  }
  return refused;
}

function answerLine(line: string, answer: Answer): object {
  let given: unknown;
  try {
    given = JSON.parse(line);
  } catch (error) {
    return { id: null, error: `not valid JSON: ${oneLine((error as Error).message)}` };
  }
  const read = record.safeParse(given);
  if (read.success) return answer(read.data);
  const id: unknown = typeof given === 'object' && given !== null && 'id' in given ? given.id : null;
  const why = read.error.issues[0];
  return {
    id,
    error: why?.path.length === 0 ? 'not a JSON object with "id" and "text"' : oneLine(why?.message ?? 'cannot be read'),
  };
}

type Answer = (given: z.infer<typeof record>) => object;

async function createAnswer(app: Pick<App, 'directory'>): Promise<Answer> {
  const [directory, { classify: judge }, { createLocator }] = await Promise.all([
    app.directory(),
    import('../../analysis/classify.ts'),
    import('../../analysis/locate.ts'),
  ]);
  const locate = createLocator({ directory });
  return ({ id, text, authorKind, organisation, postedAt }) => {
    const at = postedAt == null ? null : readInstant(postedAt);
    if (postedAt != null && at === null)
      return {
        id: id ?? null,
        error: `"postedAt" is "${oneLine(postedAt, 40)}"; it takes a date and time with its offset, such as 2024-07-19T08:12:00+01:00`,
      };
    const kind = authorKind ?? (organisation == null ? null : directory.byCode(organisation)?.kind) ?? 'other';
    const { reasons, version, ...verdict } = judge({ text, authorKind: kind });
    return { id: id ?? null, ...verdict, places: locate({ text, postedAt: at }, organisation ?? null), reasons, version };
  };
}
