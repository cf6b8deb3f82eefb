import type { Counts } from './counts.ts';
import { sum } from './counts.ts';
import { figures, tripleOf } from './figures.ts';
import type { Answer, Label } from './label.ts';
import type { Slice, SystemResult } from './result.ts';

/** Figures of rows that have a key in common; rows without one stand in no slice. */
export function slice(
  rows: readonly Counts[],
  labels: readonly Label[],
  keyOf: (label: Label) => string | null,
): readonly Slice[] {
  const parts = new Map<string, Counts[]>();
  for (const [at, row] of rows.entries()) {
    const label = labels[at];
    const key = label === undefined ? null : keyOf(label);
    if (key !== null) parts.set(key, [...(parts.get(key) ?? []), row]);
  }
  return [...parts].map(([name, part]) => toSlice(name, part)).sort((a, b) => b.rows - a.rows || (a.name < b.name ? -1 : 1));
}

function toSlice(name: string, part: readonly Counts[]): Slice {
  const total = sum(part);
  const get = (figure: string): number | null => figures[figure]?.(total) ?? null;
  return {
    name,
    rows: part.length,
    outage: { precision: get('outage.precision'), recall: get('outage.recall'), f1: get('outage.f1') },
    phaseAccuracy: get('phase.accuracy'),
  };
}

/** Each System of the affected role, the most labelled first. */
export function tallySystems(labels: readonly Label[], answers: readonly Answer[]): readonly SystemResult[] {
  const tally = new Map<string, { labelled: number; answered: number; hits: number }>();
  for (const [at, { sets }] of labels.entries()) {
    const [labelled, answered] = [sets.systems, answers[at]?.sets.systems ?? null];
    if (labelled === null || answered === null) continue;
    for (const id of new Set([...labelled, ...answered])) {
      const row = tally.get(id) ?? { labelled: 0, answered: 0, hits: 0 };
      if (labelled.includes(id)) row.labelled += 1;
      if (answered.includes(id)) row.answered += 1;
      if (labelled.includes(id) && answered.includes(id)) row.hits += 1;
      tally.set(id, row);
    }
  }
  return [...tally]
    .map(([system, { labelled, answered, hits }]) => ({
      system,
      labelled,
      answered,
      ...tripleOf(hits, answered - hits, labelled - hits),
    }))
    .sort((a, b) => b.labelled - a.labelled || b.answered - a.answered || (a.system < b.system ? -1 : 1));
}
