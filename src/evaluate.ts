import { classify } from '../analysis/classify.ts';
import { answerOf } from '../analysis/evaluate/answer.ts';
import type { Estimate } from '../analysis/evaluate/bootstrap.ts';
import type { Answer, Label, SetField } from '../analysis/evaluate/label.ts';
import { setFields } from '../analysis/evaluate/label.ts';
import type { Mistake } from '../analysis/evaluate/mistakes.ts';
import { worst } from '../analysis/evaluate/mistakes.ts';
import type { Evaluation } from '../analysis/evaluate/result.ts';
import type { Labelled, Refused } from '../analysis/evaluate/rows.ts';
import { likeness } from '../analysis/evaluate/similarity.ts';
import { evaluate, leadOver, usual } from '../analysis/evaluate.ts';
import type { Locate } from '../analysis/locate.ts';
import { version } from '../analysis/version.ts';
import type { Instant } from './core/types.ts';
import type { Baseline, BaselineName } from './evaluate-baselines.ts';
import { baselineTitles, runBaselines } from './evaluate-baselines.ts';

export interface MeasureOptions {
  readonly only: 'unambiguous' | 'ambiguous' | null;
  /** How many of the worst mistakes are told. */
  readonly worst: number;
  readonly baselines: readonly BaselineName[];
  /** What the baselines learn from. */
  readonly train: readonly Label[];
  readonly logisticTexts: number;
  readonly locate: Locate;
  readonly now: Instant;
  readonly signal: AbortSignal;
  readonly onStep: () => void;
}

/** All that `evaluate` says, as programs read it. */
export interface Report {
  readonly measuredAt: Instant;
  readonly version: string;
  readonly only: MeasureOptions['only'];
  readonly rows: {
    readonly read: number;
    readonly used: number;
    readonly refused: readonly Refused[];
    /** Rows with a label, by field: what is not labelled is not scored. */
    readonly labelled: Readonly<Record<'outage' | 'phase' | 'voice' | SetField, number>>;
  };
  readonly resampling: typeof usual;
  readonly training: {
    readonly texts: number;
    readonly incidents: number;
    /** Rows of which at least four fifths of the five-word runs stand in one training text: they are no test. */
    readonly rowsSeenBefore: number;
  };
  readonly ours: Evaluation;
  readonly baselines: readonly {
    readonly name: BaselineName;
    readonly title: string;
    readonly trainedOn: Baseline['trainedOn'];
    readonly evaluation: Evaluation;
    /** How far ours is ahead on the same rows. */
    readonly ahead: { readonly outageF1: Estimate; readonly phaseMacroF1: Estimate };
  }[];
  readonly worst: readonly Mistake[];
}

/** Lets our analysis and the baselines answer every labelled row, and compares. */
export async function measure({ labels: all, refused }: Labelled, options: MeasureOptions): Promise<Report> {
  const { only, train, locate, signal, onStep } = options;
  const labels = all.filter(({ ambiguous }) => only === null || ambiguous === (only === 'ambiguous'));
  const answers = labels.map((label) => {
    onStep();
    return answer(label, locate);
  });
  const baselines = await runBaselines({
    names: labels.length === 0 ? [] : options.baselines,
    train,
    texts: labels.map(({ text }) => text),
    logisticTexts: options.logisticTexts,
    signal,
    onAnswer: onStep,
  });
  return {
    measuredAt: options.now,
    version,
    only,
    rows: { read: all.length + refused.length, used: labels.length, refused, labelled: countLabelled(labels) },
    resampling: usual,
    training: describeTraining(labels, train),
    ours: evaluate(labels, answers),
    baselines: baselines.map(({ name, trainedOn, answers: theirs }) => ({
      name,
      title: baselineTitles[name],
      trainedOn,
      evaluation: evaluate(labels, theirs),
      ahead: leadOver(labels, answers, theirs),
    })),
    worst: worst(labels, answers, options.worst),
  };
}

function answer({ text, authorKind, organisation, postedAt }: Label, locate: Locate): Answer {
  return answerOf(classify({ text, authorKind: authorKind ?? 'other' }), locate({ text, postedAt }, organisation));
}

function countLabelled(labels: readonly Label[]): Report['rows']['labelled'] {
  const count = (isLabelled: (label: Label) => boolean): number => labels.filter(isLabelled).length;
  return {
    outage: labels.length,
    phase: count(({ phase }) => phase !== null),
    voice: count(({ voice }) => voice !== null),
    ...(Object.fromEntries(setFields.map((field) => [field, count(({ sets }) => sets[field] !== null)])) as Record<
      SetField,
      number
    >),
  };
}

const alike = 0.8;

function describeTraining(labels: readonly Label[], train: readonly Label[]): Report['training'] {
  const seen = likeness(
    labels.map(({ text }) => text),
    train.map(({ text }) => text),
  );
  return {
    texts: train.length,
    incidents: new Set(train.map(({ group }) => group)).size,
    rowsSeenBefore: seen.filter((similarity) => similarity >= alike).length,
  };
}
