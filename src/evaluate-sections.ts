import type { Evaluation, Rate, Slice } from '../analysis/evaluate/result.ts';
import { oneLine, plural } from './core/text.ts';
import type { Report } from './evaluate.ts';
import { align, percent, range, ratio, underline } from './evaluate-columns.ts';

export function sayPhase({ phase }: Evaluation): readonly string[] {
  if (phase === null) return [];
  const { perPhase, confusion } = phase;
  const shown = perPhase.filter(({ labelled, answered }) => labelled + answered > 0);
  return [
    ...underline('Phase'),
    `Macro-F1 ${range(phase.macroF1)}; right in ${percent(phase.accuracy)} of ${plural(phase.rows, 'row')}.`,
    '',
    ...align([
      ['', 'labelled', 'answered', 'precision', 'recall', 'F1'],
      ...shown.map((one) => [
        one.phase,
        `${one.labelled}`,
        `${one.answered}`,
        ratio(one.precision),
        ratio(one.recall),
        ratio(one.f1),
      ]),
    ]),
    '',
    'Labelled (down) and answered (across):',
    ...align([
      ['', ...confusion.phases],
      ...confusion.phases.map((one, at) => [one, ...(confusion.counts[at] ?? []).map(String)]),
    ]),
  ];
}

export function sayVoice({ voice }: Evaluation): readonly string[] {
  if (voice === null) return [];
  return [
    ...underline('Voice'),
    `Own or passed on: right in ${percent(voice.whereBoth)} of ${plural(voice.whereBoth.rows, 'post')} that both sides call an outage, and in ${percent(voice.ofAll)} of all ${voice.ofAll.rows.toLocaleString('en-GB')} that are labelled.`,
    `F1 of own ${ratio(voice.own.f1)}, of relayed ${ratio(voice.relayed.f1)}.`,
  ];
}

/** What should never count as an outage, ours beside the baselines. */
export function sayNegation({ ours, baselines }: Pick<Report, 'ours' | 'baselines'>): readonly string[] {
  const { negation, plannedAsOutage } = ours;
  const rates = [negation.unaffectedAsOutage, plannedAsOutage, negation.sparedAsAffected];
  if (rates.every((one) => one === null || one.rows === 0)) return [];
  const row = (title: string, { negation: spared, plannedAsOutage: planned }: Evaluation): readonly string[] => [
    title,
    sayRate(spared.unaffectedAsOutage),
    sayRate(planned),
    sayRate(spared.sparedAsAffected),
  ];
  return [
    ...underline('Saying no'),
    'Counted as an outage, or called affected, where it should not have been:',
    ...align([
      ['', 'posts not affected', 'planned work', 'systems that work'],
      row('this analysis', ours),
      ...baselines.map(({ title, evaluation }) => row(title, evaluation)),
    ]),
    ...(negation.systemsUnaffected === null
      ? []
      : [
          '',
          `In the ${plural(negation.rows, 'post')} that spare something, systems said to be unaffected: F1 ${range(negation.systemsUnaffected.f1)}.`,
        ]),
  ];
}

function sayRate(rate: Rate | null): string {
  return rate === null || rate.rows === 0 ? '–' : `${rate.wrong} of ${rate.rows}, ${percent(rate)}`;
}

export function sayScore({ calibration, brier }: Evaluation): readonly string[] {
  if (calibration === null || brier === null) return [];
  return [
    ...underline('Is the score a probability?'),
    `Expected calibration error ${calibration.error.toFixed(3)} over ${plural(calibration.bins.length, 'bin')}; Brier score ${range(brier)}.`,
    '',
    ...align([
      ['score', 'rows', 'mean score', 'are outages'],
      ...calibration.bins.map(({ rows, from, to, score, outages }) => [
        `${ratio(from)} to ${ratio(to)}`,
        `${rows}`,
        ratio(score),
        ratio(outages),
      ]),
    ]),
  ];
}

const mostGroups = 8;

/** Who wrote it, and the incidents that go worst. */
export function saySlices({ byAuthor, byGroup }: Evaluation): readonly string[] {
  const groups = byGroup.toSorted((a, b) => (a.phaseAccuracy ?? 1) - (b.phaseAccuracy ?? 1)).slice(0, mostGroups);
  const table = (head: string, slices: readonly Slice[]): readonly string[] =>
    slices.length < 2
      ? []
      : align([
          [head, 'rows', 'outage F1', 'phase right'],
          ...slices.map(({ name, rows, outage, phaseAccuracy }) => [
            oneLine(name, 60),
            `${rows}`,
            ratio(outage.f1),
            ratio(phaseAccuracy),
          ]),
        ]);
  const parts = [table('author', byAuthor), table('incident, the hardest first', groups)].filter((lines) => lines.length > 0);
  return parts.length === 0
    ? []
    : [...underline('Where it is harder'), ...parts.flatMap((lines, at) => (at === 0 ? lines : ['', ...lines]))];
}
