import { classify } from '../../analysis/classify.ts';
import { products } from '../../analysis/systems.ts';
import { InputError } from '../core/errors.ts';
import { nameInId, oneLine } from '../core/text.ts';
import type { AuthorKind, Reason, Verdict } from '../core/types.ts';
import { authorKinds } from '../core/types.ts';
import type { AddCommand } from './command.ts';
import { examples } from './command.ts';

/** Says for a person how a text is read, and points at the words. */
export const explain: AddCommand = (program, { terminal }) => {
  program
    .command('explain <text...>')
    .summary('say in words how one text is read, and which words decided it')
    .option('--author <kind>', 'who wrote it: practice, pharmacy, patient, …', readKind)
    .option('--json', 'the Verdict as JSON')
    .addHelpText(
      'after',
      examples(
        'ripplewatch explain "Phones are fine but we cannot see records" --author practice',
        'ripplewatch explain "Back up, but slow"',
      ),
    )
    .action(async (words: string[], { author, json }: { author?: AuthorKind; json?: true }) => {
      const text = words.join(' ');
      const verdict = classify({ text, authorKind: author });
      await terminal.out(json ? JSON.stringify(verdict) : explanationOf(text, verdict).join('\n'));
    });
};

function readKind(word: string): AuthorKind {
  const kind = authorKinds.find((one) => one === word);
  if (kind === undefined) throw new InputError(`--author takes one of ${authorKinds.join(', ')}.`, { field: 'author' });
  return kind;
}

function explanationOf(text: string, verdict: Verdict): readonly string[] {
  const percent = Math.round(verdict.score * 100);
  const lists: readonly (readonly [string, readonly string[]])[] = [
    ['Disrupted', verdict.systems.map(titleOf)],
    ['Said to be unaffected', verdict.systemsUnaffected.map(titleOf)],
    ['Named as the cause', verdict.systemsCause.map(titleOf)],
    ['Planned', verdict.systemsPlanned.map(titleOf)],
    ['Switched off on purpose', verdict.systemsSwitchedOff.map(titleOf)],
    ['Services hit', verdict.services],
    ['Cause', verdict.cause === null ? [] : [verdict.cause]],
    ['Denied as the cause', verdict.causesDenied],
    ['Advice to patients', verdict.advice],
  ];
  return [
    `${meanings[verdict.phase]}${verdict.voice === 'relayed' ? ', passed on from elsewhere' : ''}.`,
    `The chance that it reports an outage is put at ${percent} in 100.`,
    ...lists.filter(([, list]) => list.length > 0).map(([name, list]) => `${name}: ${list.join(', ')}`),
    ...(verdict.reasons.length === 0 ? ['No words in it speak of an outage.'] : ['', 'Because of these words:']),
    ...verdict.reasons.map((reason) => `  ${quote(text, reason)}  (${reason.rule})`),
  ];
}

const meanings: Readonly<Record<Verdict['phase'], string>> = {
  disrupted: 'An outage, going on now',
  recovering: 'An outage that is being mended',
  restored: 'An outage that is over',
  unaffected: 'No outage: the author says to be unaffected',
  planned: 'No outage: planned work',
  none: 'No outage',
};

function titleOf(id: string): string {
  return products.find((row) => row.id === id)?.title ?? nameInId(id);
}

function quote(text: string, { start, end }: Reason): string {
  return `"${oneLine(text.slice(start, end), 80)}"`;
}
