import type { Answer, Label } from '../../../analysis/evaluate/label.ts';
import { noSets } from '../../../analysis/evaluate/label.ts';

let lines = 0;

/** A label of its own, with what a test says of it. */
export function label(given: Partial<Label>): Label {
  lines += 1;
  return {
    line: lines,
    id: null,
    text: 'a text',
    authorKind: null,
    organisation: null,
    postedAt: null,
    group: null,
    ambiguous: false,
    outage: false,
    phase: null,
    voice: null,
    ...given,
    sets: { ...noSets, ...given.sets },
  };
}

export function answer(given: Partial<Answer>): Answer {
  return { outage: false, score: null, phase: null, reasons: [], ...given, sets: { ...noSets, ...given.sets } };
}
