import type { Evaluation } from '../analysis/evaluate/result.ts';
import { oneLine, plural } from './core/text.ts';
import { londonTime } from './core/time.ts';
import type { Report } from './evaluate.ts';
import { align, range, underline } from './evaluate-columns.ts';
import { sayMistakes } from './evaluate-mistakes.ts';
import { sayNegation, sayPhase, sayScore, saySlices, sayVoice } from './evaluate-sections.ts';
import { sayOthers, saySystems } from './evaluate-sets.ts';

/** The report for a person: sentences first, tables of even columns below, no colours. Every line ends with a line break. */
export function sayReport(report: Report, file: string): string {
  const { ours } = report;
  const parts = [
    sayHead(report, file),
    ...(ours.rows === 0
      ? []
      : [
          sayOutage(report),
          sayPhase(ours),
          sayVoice(ours),
          saySystems(ours),
          sayOthers(ours),
          sayNegation(report),
          saySlices(ours),
          sayScore(ours),
          sayMistakes(report.worst),
        ]),
  ];
  return parts.flatMap((lines) => (lines.length === 0 ? [] : [...lines, ''])).join('\n');
}

function sayHead(
  { measuredAt, version, rows, only, ours, resampling, training, baselines }: Report,
  file: string,
): readonly string[] {
  const grouped = ours.units < ours.rows;
  const intervals =
    ours.units < 5
      ? 'No intervals: they need at least five incidents, or rows that name none.'
      : `In brackets, 95 % bootstrap intervals of ${resampling.resamples.toLocaleString('en-GB')} drawings of ${grouped ? plural(ours.units, 'incident or lone row', 'incidents or lone rows') : 'rows'}.`;
  const seen =
    training.rowsSeenBefore === 0 || training.texts === 0
      ? []
      : [
          `Careful: ${plural(training.rowsSeenBefore, 'row is', 'rows are')} nearly word for word among the training texts, and no test of anything.`,
        ];
  return [
    ...underline(`How right the analysis is on ${oneLine(file, 120)}`, '='),
    `Measured ${londonTime(measuredAt)}, analysis version ${version}.`,
    `${plural(rows.used, 'row')} used of ${rows.read.toLocaleString('en-GB')}${only === null ? '' : `, the ${only} ones alone`}; ${rows.refused.length} could not be read. ${intervals}`,
    ...(baselines.length === 0 || training.texts === 0
      ? []
      : [`The baselines learned from ${plural(training.texts, 'text')} of ${plural(training.incidents, 'incident')}.`]),
    ...seen,
  ];
}

function sayOutage({ ours, baselines }: Report): readonly string[] {
  const { truePositive, falsePositive, falseNegative } = ours.outage;
  const [labelled, answered] = [truePositive + falseNegative, truePositive + falsePositive];
  const row = (title: string, { outage }: Evaluation): readonly string[] => [
    title,
    range(outage.precision),
    range(outage.recall),
    range(outage.f1),
  ];
  const others = baselines.map(({ title, trainedOn, evaluation, ahead }) => [
    ...row(
      trainedOn === null || trainedOn.texts === trainedOn.of ? title : `${title}, ${trainedOn.texts} of ${trainedOn.of} texts`,
      evaluation,
    ),
    range(ahead.outageF1),
  ]);
  const head = ['', 'precision', 'recall', 'F1', ...(others.length > 0 ? ['we are ahead by'] : [])];
  return [
    ...underline('Outage or not'),
    `Of ${plural(labelled, 'post')} that ${labelled === 1 ? 'reports' : 'report'} an outage ${truePositive.toLocaleString('en-GB')} were found; of ${answered.toLocaleString('en-GB')} that were called an outage ${falsePositive.toLocaleString('en-GB')} report none.`,
    '',
    ...align([head, [...row('this analysis', ours), ''], ...others]),
  ];
}
