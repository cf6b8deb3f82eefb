import type { Mistake } from '../analysis/evaluate/mistakes.ts';
import { oneLine } from './core/text.ts';
import { ratio, underline } from './evaluate-columns.ts';

const longestText = 240;
const mostReasons = 6;

/** The worst mistakes, each with what was labelled, what was answered, and the words that led there. */
export function sayMistakes(mistakes: readonly Mistake[]): readonly string[] {
  if (mistakes.length === 0) return [];
  return [...underline('Worst mistakes, the surest first'), ...mistakes.flatMap(sayMistake)];
}

function sayMistake({ line, id, text, labelled, answered, reasons }: Mistake, at: number): readonly string[] {
  const name = id === null ? '' : ` (${oneLine(id, 40)})`;
  const because = reasons.slice(0, mostReasons).map(({ rule, words }) => `“${oneLine(words, 60)}” (${oneLine(rule, 60)})`);
  return [
    `${at + 1}. Line ${line}${name}, score ${ratio(answered.score)}: labelled ${say(labelled)}, answered ${say(answered)}`,
    `   ${oneLine(text, longestText)}`,
    `   because of ${because.length === 0 ? 'no words at all' : because.join(', ')}`,
  ];
}

function say({ outage, phase, systems }: Mistake['labelled']): string {
  const named = systems === null || systems.length === 0 ? '' : ` of ${systems.map((id) => oneLine(id, 40)).join(', ')}`;
  return `${phase ?? (outage ? 'outage' : 'no outage')}${named}`;
}
