import { phases } from '../../src/core/types.ts';
import type { Hits } from './compare.ts';
import { compare } from './compare.ts';
import type { Answer, Label, SetField } from './label.ts';
import { roles, setFields } from './label.ts';

/**
 * What one row adds to every figure, as a row of numbers: figures of a set of rows are made from the sums alone, so that an interval can be
 * drawn thousands of times without looking at a text again.
 */
export type Counts = Float64Array;

const names = [
  ...['truePositive', 'falsePositive', 'falseNegative', 'trueNegative', 'scored', 'squaredError'],
  ...phases.flatMap((labelled) => phases.map((answered) => confusionOf(labelled, answered))),
  ...['voiceBoth', 'voiceBothRight', 'voiceLabelled', 'voiceRight', 'ownHits', 'ownExtra', 'relayedHits', 'relayedExtra'],
  ...['ownLabelled', 'relayedLabelled'],
  ...[...setFields, 'anyRole', 'rolePairs', 'sparedRole'].flatMap((field) => [
    `${field}.rows`,
    `${field}.hits`,
    `${field}.extra`,
    `${field}.missed`,
  ]),
  ...['unaffectedRows', 'unaffectedAsOutage', 'plannedRows', 'plannedAsOutage', 'sparedRows', 'sparedNames', 'sparedAsAffected'],
] as const;

const positions: ReadonlyMap<string, number> = new Map(names.map((name, at) => [name, at]));

/** Reads one sum by its name. Throws RangeError where there is none of that name, which is a fault of ours. */
export function read(counts: Counts, name: string): number {
  const at = positions.get(name);
  if (at === undefined) throw new RangeError(`no count is called ${name}`);
  return counts[at] ?? 0;
}

export function confusionOf(labelled: string, answered: string): string {
  return `${labelled}>${answered}`;
}

/** Counts one row. */
export function count(label: Label, answer: Answer): Counts {
  const counts = new Float64Array(names.length);
  const add = (name: string, by = 1): void => {
    const at = positions.get(name);
    if (at !== undefined) counts[at] = (counts[at] ?? 0) + by;
  };
  add(`${answer.outage === label.outage ? 'true' : 'false'}${answer.outage ? 'Positive' : 'Negative'}`);
  if (answer.score !== null) {
    add('scored');
    add('squaredError', (answer.score - (label.outage ? 1 : 0)) ** 2);
  }
  if (label.phase !== null && answer.phase !== null) add(confusionOf(label.phase, answer.phase));
  countVoice(label, answer, add);
  countSets(label, answer, add);
  countSpared(label, answer, add);
  return counts;
}

export function sum(all: readonly Counts[]): Counts {
  const total = new Float64Array(names.length);
  for (const counts of all) for (let at = 0; at < total.length; at += 1) total[at] = (total[at] ?? 0) + (counts[at] ?? 0);
  return total;
}

type Add = (name: string, by?: number) => void;

function countVoice(label: Label, answer: Answer, add: Add): void {
  if (label.voice === null || answer.voice === undefined) return;
  const isRight = label.voice === answer.voice;
  add('voiceLabelled');
  add(`${label.voice}Labelled`);
  if (isRight) add('voiceRight');
  if (answer.voice !== null) add(`${answer.voice}${isRight ? 'Hits' : 'Extra'}`);
  if (!answer.outage) return;
  add('voiceBoth');
  if (isRight) add('voiceBothRight');
}

function countSets(label: Label, answer: Answer, add: Add): void {
  for (const field of setFields) {
    const [labelled, answered] = [label.sets[field], answer.sets[field]];
    if (labelled !== null && answered !== null) addHits(field, compare(field, labelled, answered), add);
  }
  const known = roles.filter((role) => label.sets[role] !== null && answer.sets[role] !== null);
  if (known.length === 0) return;
  const every = (one: Label | Answer, isPair: boolean): string[] =>
    known.flatMap((role) => (one.sets[role] ?? []).map((id) => (isPair ? `${role} ${id}` : id)));
  addHits('anyRole', compare('systems', every(label, false), every(answer, false)), add);
  addHits('rolePairs', compare('systems', every(label, true), every(answer, true)), add);
}

/** Of negation: those who say that they are spared, and the systems said to be working. */
function countSpared(label: Label, answer: Answer, add: Add): void {
  if (label.phase === 'unaffected' || label.phase === 'planned') {
    add(`${label.phase}Rows`);
    if (answer.outage) add(`${label.phase}AsOutage`);
  }
  const spared = label.sets.systemsUnaffected ?? [];
  if (label.phase !== 'unaffected' && spared.length === 0) return;
  add('sparedRows');
  if (answer.sets.systemsUnaffected !== null)
    addHits('sparedRole', compare('systemsUnaffected', spared, answer.sets.systemsUnaffected), add);
  if (answer.sets.systems === null) return;
  add('sparedNames', spared.length);
  add('sparedAsAffected', compare('systems', spared, answer.sets.systems).hits);
}

function addHits(field: SetField | 'anyRole' | 'rolePairs' | 'sparedRole', { hits, extra, missed }: Hits, add: Add): void {
  add(`${field}.rows`);
  add(`${field}.hits`, hits);
  add(`${field}.extra`, extra);
  add(`${field}.missed`, missed);
}
