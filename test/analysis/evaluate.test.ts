import { describe, expect, it } from 'vitest';
import type { Answer, Label } from '../../analysis/evaluate/label.ts';
import { noSets } from '../../analysis/evaluate/label.ts';
import { evaluate, leadOver } from '../../analysis/evaluate.ts';
import { answer, label } from './evaluate/rows.ts';

/** [labelled, answered], so often. */
function rows(...given: readonly (readonly [Partial<Label>, Partial<Answer>, number?])[]): {
  labels: Label[];
  answers: Answer[];
} {
  const all = given.flatMap(([one, other, times = 1]) =>
    Array.from({ length: times }, () => [label(one), answer(other)] as const),
  );
  return { labels: all.map(([one]) => one), answers: all.map(([, other]) => other) };
}

const yes = { outage: true };
const no = { outage: false };
const sets = (given: Partial<Label['sets']>): Label['sets'] => ({ ...noSets, ...given });

describe('evaluate', () => {
  it('counts outages found, invented and missed', () => {
    // 3 found, 1 invented, 2 missed, 4 rightly left alone.
    const { labels, answers } = rows([yes, yes, 3], [no, yes, 1], [yes, no, 2], [no, no, 4]);
    const { outage } = evaluate(labels, answers);
    expect(outage).toMatchObject({ truePositive: 3, falsePositive: 1, falseNegative: 2, trueNegative: 4 });
    expect(outage.precision.value).toBeCloseTo(3 / 4, 12);
    expect(outage.recall.value).toBeCloseTo(3 / 5, 12);
    // 2 · 3 / (2 · 3 + 1 + 2)
    expect(outage.f1.value).toBeCloseTo(6 / 9, 12);
    expect(outage.accuracy.value).toBeCloseTo(7 / 10, 12);
  });

  it('gives no precision where nothing was answered, and an F1 of 0 where something was missed', () => {
    const { labels, answers } = rows([yes, no, 2]);
    expect(evaluate(labels, answers).outage).toMatchObject({
      precision: { value: null },
      recall: { value: 0 },
      f1: { value: 0 },
    });
    const quiet = rows([no, no, 2]);
    expect(evaluate(quiet.labels, quiet.answers).outage.f1.value).toBeNull();
  });

  it('takes the mean F1 of the phases that are labelled, each counting the same', () => {
    const of = (phase: Label['phase'], answered: Answer['phase'], times: number) =>
      [{ phase }, { phase: answered }, times] as const;
    const { labels, answers } = rows(
      of('disrupted', 'disrupted', 6),
      of('disrupted', 'recovering', 2),
      of('restored', 'restored', 1),
      of('restored', 'none', 1),
      of('none', 'none', 5),
      of('none', 'disrupted', 1),
    );
    const { phase } = evaluate(labels, answers);
    // disrupted: 6 right of 8 labelled and 7 answered, F1 12/15. restored: 1 of 2 and 1, F1 2/3. none: 5 of 6 and 6, F1 10/12.
    expect(phase?.macroF1.value).toBeCloseTo((12 / 15 + 2 / 3 + 10 / 12) / 3, 12);
    expect(phase?.accuracy.value).toBeCloseTo(12 / 16, 12);
    expect(phase?.perPhase.find((one) => one.phase === 'disrupted')).toEqual({
      phase: 'disrupted',
      labelled: 8,
      answered: 7,
      precision: 6 / 7,
      recall: 6 / 8,
      f1: 12 / 15,
    });
    // Nobody labelled "recovering", so its two wrong answers cost the recall of "disrupted" and no mean.
    expect(phase?.perPhase.find((one) => one.phase === 'recovering')).toMatchObject({ labelled: 0, answered: 2, f1: 0 });
    const { phases, counts } = phase!.confusion;
    expect(counts[phases.indexOf('disrupted')]?.[phases.indexOf('recovering')]).toBe(2);
    expect(counts.flat().reduce((all, one) => all + one, 0)).toBe(16);
  });

  it('scores the voice where both sides say outage, and over all rows that have one', () => {
    const { labels, answers } = rows(
      [{ ...yes, voice: 'own' }, { ...yes, voice: 'own' }, 4],
      [{ ...yes, voice: 'own' }, { ...yes, voice: 'relayed' }, 1],
      [{ ...yes, voice: 'relayed' }, { ...yes, voice: 'relayed' }, 2],
      [{ ...yes, voice: 'relayed' }, { ...no, voice: null }, 3],
      [no, { ...yes, voice: 'own' }, 5],
    );
    const { voice } = evaluate(labels, answers);
    expect(voice?.whereBoth).toMatchObject({ rows: 7, value: 6 / 7 });
    expect(voice?.ofAll).toMatchObject({ rows: 10, value: 6 / 10 });
    // own: 4 of 5 labelled, nothing else called own among the labelled; relayed: 2 of 5 labelled, 1 more answered.
    expect(voice?.own).toEqual({ precision: 1, recall: 4 / 5, f1: 8 / 9 });
    expect(voice?.relayed).toEqual({ precision: 2 / 3, recall: 2 / 5, f1: 4 / 8 });
  });

  it('compares systems by role, in any role, and one by one', () => {
    const { labels, answers } = rows(
      [
        { sets: sets({ systems: ['emis-web', 'phones'], systemsCause: ['crowdstrike-falcon'], systemsUnaffected: [] }) },
        { sets: sets({ systems: ['emis-web', 'crowdstrike-falcon'], systemsCause: [], systemsUnaffected: ['phones'] }) },
      ],
      [
        { sets: sets({ systems: ['emis-web'], systemsCause: [], systemsUnaffected: [] }) },
        { sets: sets({ systems: [], systemsCause: [], systemsUnaffected: [] }) },
      ],
    );
    const { systems, perSystem } = evaluate(labels, answers);
    expect(systems.systems).toMatchObject({ rows: 2, hits: 1, extra: 1, missed: 2, f1: { value: 2 / 5 } });
    expect(systems.systemsCause).toMatchObject({ rows: 2, hits: 0, extra: 0, missed: 1 });
    expect(systems.systemsPlanned).toBeNull();
    // With roles: emis-web alone is right of 4 labelled and 3 answered. Without: all three names of the first row.
    expect(systems.rolePairs).toMatchObject({ hits: 1, extra: 2, missed: 3 });
    expect(systems.anyRole).toMatchObject({ hits: 3, extra: 0, missed: 1 });
    expect(perSystem).toEqual([
      { system: 'emis-web', labelled: 2, answered: 1, precision: 1, recall: 1 / 2, f1: 2 / 3 },
      { system: 'phones', labelled: 1, answered: 0, precision: null, recall: 0, f1: 0 },
      { system: 'crowdstrike-falcon', labelled: 0, answered: 1, precision: 0, recall: null, f1: 0 },
    ]);
  });

  it('does not score what is not labelled, or not answered', () => {
    const { labels, answers } = rows(
      [{ sets: sets({ services: ['appointments'] }) }, { sets: sets({ services: ['appointments'], advice: ['use-111'] }) }],
      [{ sets: noSets }, { sets: sets({ services: ['phones'] }) }],
      [{ sets: sets({ services: ['records'] }) }, { sets: noSets }],
    );
    const result = evaluate(labels, answers);
    expect(result.services).toMatchObject({ rows: 1, hits: 1, extra: 0, missed: 0 });
    expect(result.advice).toBeNull();
    expect(result.phase).toBeNull();
    expect(result.voice).toBeNull();
    expect(result.brier).toBeNull();
    expect(result.calibration).toBeNull();
  });

  it('says how many who are spared, and how much planned work, were counted as an outage', () => {
    const { labels, answers } = rows(
      [
        { phase: 'unaffected', sets: sets({ systemsUnaffected: ['systmone'] }) },
        { ...yes, sets: sets({ systems: ['systmone'], systemsUnaffected: [] }) },
      ],
      [
        { phase: 'unaffected', sets: sets({ systemsUnaffected: [] }) },
        { ...no, sets: sets({ systems: [], systemsUnaffected: [] }) },
        3,
      ],
      [
        { ...yes, phase: 'disrupted', sets: sets({ systemsUnaffected: ['phones'] }) },
        { ...yes, sets: sets({ systems: [], systemsUnaffected: ['phones'] }) },
      ],
      [{ phase: 'planned' }, no, 20],
    );
    const { negation, plannedAsOutage } = evaluate(labels, answers);
    expect(negation.rows).toBe(5);
    expect(negation.unaffectedAsOutage).toMatchObject({ rows: 4, wrong: 1, value: 1 / 4 });
    expect(negation.systemsUnaffected).toMatchObject({ hits: 1, extra: 0, missed: 1, f1: { value: 2 / 3 } });
    expect(negation.sparedAsAffected).toMatchObject({ rows: 2, wrong: 1, value: 1 / 2 });
    // None of 20: a rate of 13.9 % would still give none in 1 of 20 samples, as 0.861 ** 20 is 0.05.
    expect(plannedAsOutage).toMatchObject({ rows: 20, wrong: 0, value: 0, low: 0 });
    expect(plannedAsOutage.high).toBeCloseTo(0.1391, 4);
  });

  it('finds places by the words, whichever side says more of them', () => {
    const { labels, answers } = rows(
      [
        { sets: sets({ places: ['Wilmslow', 'CW9'] }) },
        { sets: sets({ places: ['WILMSLOW HEALTH CENTRE', 'Cheshire & Mersey'] }) },
      ],
      [{ sets: sets({ places: ['Cheshire and Mersey'] }) }, { sets: sets({ places: ['Cheshire & Mersey'] }) }],
      [{ sets: sets({ places: [] }) }, { sets: sets({ places: ['Bath'] }) }],
      [{ sets: sets({ places: ['Bathgate'] }) }, { sets: sets({ places: ['Bath'] }) }],
    );
    expect(evaluate(labels, answers).places).toMatchObject({ rows: 4, hits: 2, extra: 3, missed: 2 });
  });

  it('tells by author and by incident', () => {
    const { labels, answers } = rows(
      [{ ...yes, phase: 'disrupted', authorKind: 'practice', group: 'a' }, { ...yes, phase: 'disrupted' }, 3],
      [
        { ...yes, phase: 'disrupted', authorKind: 'patient', group: 'b' },
        { ...no, phase: 'none' },
      ],
    );
    const { byAuthor, byGroup } = evaluate(labels, answers);
    expect(byAuthor).toEqual([
      { name: 'practice', rows: 3, outage: { precision: 1, recall: 1, f1: 1 }, phaseAccuracy: 1 },
      { name: 'patient', rows: 1, outage: { precision: null, recall: 0, f1: 0 }, phaseAccuracy: 0 },
    ]);
    expect(byGroup.map(({ name }) => name)).toEqual(['a', 'b']);
  });

  it('answers for no rows at all', () => {
    const empty = evaluate([], []);
    expect(empty).toMatchObject({
      rows: 0,
      units: 0,
      outage: { f1: { value: null, low: null, high: null } },
      phase: null,
      byAuthor: [],
    });
  });

  it('refuses answers that do not belong to the labels', () => {
    expect(() => evaluate([label({})], [])).toThrow('1 labels and 0 answers');
  });
});

describe('leadOver', () => {
  it('is the difference of the two on the same rows, with an interval of the difference', () => {
    const { labels, answers: ours } = rows([yes, yes, 80], [no, no, 20]);
    const theirs = labels.map((one, at) => answer({ outage: one.outage && at % 4 !== 0 }));
    const { outageF1, phaseMacroF1 } = leadOver(labels, ours, theirs);
    // Theirs finds 60 of 80: F1 120/140.
    expect(outageF1.value).toBeCloseTo(1 - 120 / 140, 12);
    expect(outageF1.low).toBeGreaterThan(0.05);
    expect(outageF1.high).toBeLessThan(0.25);
    expect(phaseMacroF1).toEqual({ value: null, low: null, high: null });
  });

  it('is nothing at all against oneself', () => {
    const { labels, answers } = rows([yes, yes, 6], [no, yes, 3], [yes, no, 4]);
    expect(leadOver(labels, answers, answers).outageF1).toEqual({ value: 0, low: 0, high: 0 });
  });
});
