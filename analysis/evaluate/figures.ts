import { type Phase, phases } from '../../src/core/types.ts';
import type { Counts } from './counts.ts';
import { confusionOf, read } from './counts.ts';
import { setFields } from './label.ts';

/** Makes one number from sums of counts; null where it cannot be said, as precision where nothing was answered. */
export type Figure = (counts: Counts) => number | null;

/** Of all that was answered, the share that is right; of all that is labelled, the share that was found; and their harmonic mean. */
export interface Triple<Value> {
  readonly precision: Value;
  readonly recall: Value;
  readonly f1: Value;
}

/** Every figure that gets an interval, by name: `outage.f1`, `phase.macroF1`, `systems.recall`, … */
export const figures: Readonly<Record<string, Figure>> = {
  ...triple('outage', ['truePositive', 'falsePositive', 'falseNegative']),
  'outage.accuracy': (counts) =>
    share(counts, ['truePositive', 'trueNegative'], ['truePositive', 'trueNegative', 'falsePositive', 'falseNegative']),
  'phase.accuracy': (counts) =>
    divide(
      addUp(
        counts,
        phases.map((one) => confusionOf(one, one)),
      ),
      addUp(counts, everyPair),
    ),
  'phase.macroF1': (counts) =>
    mean(
      phases
        .map((one) => phaseTriple(counts, one))
        .filter(isLabelled)
        .map(({ f1 }) => f1 ?? 0),
    ),
  'voice.whereBoth': (counts) => share(counts, ['voiceBothRight'], ['voiceBoth']),
  'voice.ofAll': (counts) => share(counts, ['voiceRight'], ['voiceLabelled']),
  ...Object.fromEntries(
    [...setFields, 'anyRole', 'rolePairs', 'sparedRole'].flatMap((field) =>
      Object.entries(triple(field, [`${field}.hits`, `${field}.extra`, `${field}.missed`])),
    ),
  ),
  'unaffected.asOutage': (counts) => share(counts, ['unaffectedAsOutage'], ['unaffectedRows']),
  'planned.asOutage': (counts) => share(counts, ['plannedAsOutage'], ['plannedRows']),
  'spared.asAffected': (counts) => share(counts, ['sparedAsAffected'], ['sparedNames']),
  brier: (counts) => share(counts, ['squaredError'], ['scored']),
};

/** Precision, recall and F1 of one phase, with how often it is labelled and answered. */
export interface PhaseTriple extends Triple<number | null> {
  readonly labelled: number;
  readonly answered: number;
}

export function phaseTriple(counts: Counts, phase: Phase): PhaseTriple {
  const hits = read(counts, confusionOf(phase, phase));
  const labelled = addUp(
    counts,
    phases.map((other) => confusionOf(phase, other)),
  );
  const answered = addUp(
    counts,
    phases.map((other) => confusionOf(other, phase)),
  );
  return { labelled, answered, ...tripleOf(hits, answered - hits, labelled - hits) };
}

/** F1 is 0, not unknown, where something was to be found and nothing right was. */
export function tripleOf(hits: number, extra: number, missed: number): Triple<number | null> {
  return {
    precision: divide(hits, hits + extra),
    recall: divide(hits, hits + missed),
    f1: divide(2 * hits, 2 * hits + extra + missed),
  };
}

const everyPair = phases.flatMap((labelled) => phases.map((answered) => confusionOf(labelled, answered)));

/** A phase that nobody labelled has no F1 to find, and takes no part in the mean. */
function isLabelled({ labelled }: PhaseTriple): boolean {
  return labelled > 0;
}

function triple(name: string, counted: readonly [string, string, string]): Readonly<Record<string, Figure>> {
  const of = (counts: Counts): Triple<number | null> =>
    tripleOf(...(counted.map((one) => read(counts, one)) as [number, number, number]));
  return {
    [`${name}.precision`]: (counts) => of(counts).precision,
    [`${name}.recall`]: (counts) => of(counts).recall,
    [`${name}.f1`]: (counts) => of(counts).f1,
  };
}

function share(counts: Counts, over: readonly string[], under: readonly string[]): number | null {
  return divide(addUp(counts, over), addUp(counts, under));
}

function addUp(counts: Counts, names: readonly string[]): number {
  return names.reduce((total, name) => total + read(counts, name), 0);
}

function mean(values: readonly number[]): number | null {
  return divide(
    values.reduce((total, value) => total + value, 0),
    values.length,
  );
}

function divide(over: number, under: number): number | null {
  return under === 0 ? null : over / under;
}
