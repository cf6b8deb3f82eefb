import { phases } from '../src/core/types.ts';
import type { Estimate, Resampling, Sample } from './evaluate/bootstrap.ts';
import { estimate, estimateLead, resample, unitsOf } from './evaluate/bootstrap.ts';
import { calibrate } from './evaluate/calibration.ts';
import type { Counts } from './evaluate/counts.ts';
import { confusionOf, count, read, sum } from './evaluate/counts.ts';
import type { Triple } from './evaluate/figures.ts';
import { figures, phaseTriple, tripleOf } from './evaluate/figures.ts';
import type { Answer, Label } from './evaluate/label.ts';
import type { Evaluation, Rate, SetResult } from './evaluate/result.ts';
import { slice, tallySystems } from './evaluate/slices.ts';

/** Seed and drawings of every report: the day of the outage, so that two reports can be compared. */
export const usual: Resampling = { resamples: 2000, seed: 20240719 };

/** Compares answers with labels, row by row in the same order. Pure; what is not labelled, or not answered, is not scored. */
export function evaluate(labels: readonly Label[], answers: readonly Answer[], resampling: Resampling = usual): Evaluation {
  const rows = countAll(labels, answers);
  const units = unitsOf(labels.map(({ group }) => group));
  const total = sum(rows);
  const sample = resample(rows, units, resampling);
  const get = (name: string): Estimate => estimate(sample, figures[name] ?? (() => null));
  const set = (field: string): SetResult | null => toSet(total, field, get);
  return {
    rows: rows.length,
    units: new Set(units).size,
    outage: {
      ...toTriple('outage', get),
      accuracy: get('outage.accuracy'),
      truePositive: read(total, 'truePositive'),
      falsePositive: read(total, 'falsePositive'),
      falseNegative: read(total, 'falseNegative'),
      trueNegative: read(total, 'trueNegative'),
    },
    phase: toPhase(total, get),
    voice: toVoice(total, get),
    systems: {
      systems: set('systems'),
      systemsUnaffected: set('systemsUnaffected'),
      systemsCause: set('systemsCause'),
      systemsPlanned: set('systemsPlanned'),
      systemsSwitchedOff: set('systemsSwitchedOff'),
      rolePairs: set('rolePairs'),
      anyRole: set('anyRole'),
    },
    perSystem: tallySystems(labels, answers),
    services: set('services'),
    cause: set('cause'),
    causesDenied: set('causesDenied'),
    advice: set('advice'),
    places: set('places'),
    areas: set('areas'),
    negation: {
      rows: read(total, 'sparedRows'),
      unaffectedAsOutage: toRate(total, 'unaffectedRows', 'unaffectedAsOutage', get('unaffected.asOutage')),
      systemsUnaffected: set('sparedRole'),
      sparedAsAffected:
        read(total, 'sparedNames') === 0 ? null : toRate(total, 'sparedNames', 'sparedAsAffected', get('spared.asAffected')),
    },
    plannedAsOutage: toRate(total, 'plannedRows', 'plannedAsOutage', get('planned.asOutage')),
    brier: read(total, 'scored') === 0 ? null : get('brier'),
    calibration: calibrate(labels, answers),
    byAuthor: slice(rows, labels, ({ authorKind }) => authorKind),
    byGroup: slice(rows, labels, ({ group }) => group),
  };
}

/** How far one program is ahead of another on the same rows, each difference with its interval. */
export function leadOver(
  labels: readonly Label[],
  ours: readonly Answer[],
  theirs: readonly Answer[],
  resampling: Resampling = usual,
): { readonly outageF1: Estimate; readonly phaseMacroF1: Estimate } {
  const units = unitsOf(labels.map(({ group }) => group));
  const [one, other] = [ours, theirs].map((answers) => resample(countAll(labels, answers), units, resampling)) as [
    Sample,
    Sample,
  ];
  const lead = (name: string): Estimate => estimateLead(one, other, figures[name] ?? (() => null));
  return { outageF1: lead('outage.f1'), phaseMacroF1: lead('phase.macroF1') };
}

function countAll(labels: readonly Label[], answers: readonly Answer[]): readonly Counts[] {
  if (labels.length !== answers.length) throw new RangeError(`${labels.length} labels and ${answers.length} answers`);
  return labels.flatMap((label, at) => {
    const answer = answers[at];
    return answer === undefined ? [] : [count(label, answer)];
  });
}

type Get = (name: string) => Estimate;

function toTriple(name: string, get: Get): Triple<Estimate> {
  return { precision: get(`${name}.precision`), recall: get(`${name}.recall`), f1: get(`${name}.f1`) };
}

function toSet(total: Counts, field: string, get: Get): SetResult | null {
  const [rows = 0, hits = 0, extra = 0, missed = 0] = ['rows', 'hits', 'extra', 'missed'].map((one) =>
    read(total, `${field}.${one}`),
  );
  return rows === 0 ? null : { ...toTriple(field, get), rows, hits, extra, missed };
}

/** Rows drawn from rows without a mistake have none either, so there the upper end is exact: the rate that still gives none in 1 of 20 tries. */
function toRate(total: Counts, name: string, mistakes: string, of: Estimate): Rate {
  const [rows, wrong] = [read(total, name), read(total, mistakes)];
  const none = rows > 0 && wrong === 0 ? { low: 0, high: 1 - 0.05 ** (1 / rows) } : {};
  return { ...of, ...none, rows, wrong };
}

function toPhase(total: Counts, get: Get): Evaluation['phase'] {
  const counts = phases.map((labelled) => phases.map((answered) => read(total, confusionOf(labelled, answered))));
  const rows = counts.flat().reduce((all, one) => all + one, 0);
  if (rows === 0) return null;
  const perPhase = phases.map((phase) => ({ phase, ...phaseTriple(total, phase) }));
  return { rows, accuracy: get('phase.accuracy'), macroF1: get('phase.macroF1'), perPhase, confusion: { phases, counts } };
}

function toVoice(total: Counts, get: Get): Evaluation['voice'] {
  const rows = read(total, 'voiceLabelled');
  if (rows === 0) return null;
  const one = (voice: 'own' | 'relayed'): Triple<number | null> => {
    const hits = read(total, `${voice}Hits`);
    return tripleOf(hits, read(total, `${voice}Extra`), read(total, `${voice}Labelled`) - hits);
  };
  return {
    whereBoth: { ...get('voice.whereBoth'), rows: read(total, 'voiceBoth') },
    ofAll: { ...get('voice.ofAll'), rows },
    own: one('own'),
    relayed: one('relayed'),
  };
}
