import { Worker } from 'node:worker_threads';
import { bareAnswer } from '../analysis/evaluate/answer.ts';
import type { Answer, Label } from '../analysis/evaluate/label.ts';
import { searchPhrases } from '../analysis/evaluate/plain.ts';
import { pick } from '../analysis/evaluate/sample.ts';
import { InputError } from './core/errors.ts';
import type { Phase } from './core/types.ts';
import { phases } from './core/types.ts';

/** Programs that ours is compared with, all simple: natural's two classifiers, and a list of phrases. */
export const baselineNames = ['bayes', 'logistic', 'phrases'] as const;
export type BaselineName = (typeof baselineNames)[number];

export const baselineTitles: Readonly<Record<BaselineName, string>> = {
  bayes: "natural's naive Bayes",
  logistic: "natural's logistic regression",
  phrases: 'a plain list of outage phrases',
};

/** natural's regression takes about 25 seconds for so many texts on two cores, and four to five times as long for twice as many. */
export const usualLogistic = 300;

export interface Baseline {
  readonly name: BaselineName;
  /** Texts it was trained on, and how many there were; null where it needs none. */
  readonly trainedOn: { readonly texts: number; readonly of: number } | null;
  readonly answers: readonly Answer[];
}

export interface BaselineOptions {
  readonly names: readonly BaselineName[];
  readonly train: readonly Pick<Label, 'text' | 'outage' | 'phase'>[];
  /** Texts to answer, in order. */
  readonly texts: readonly string[];
  /** Most texts that the regression learns from; the rest is left out, each phase in its share. */
  readonly logisticTexts: number;
  readonly signal: AbortSignal;
  readonly onAnswer?: () => void;
}

/** Trains each baseline and lets it answer every text, each in a thread of its own. Throws InputError where one cannot be trained. */
export function runBaselines(options: BaselineOptions): Promise<readonly Baseline[]> {
  return Promise.all(options.names.map((name) => runBaseline(name, options)));
}

async function runBaseline(
  name: BaselineName,
  { train, texts, logisticTexts, signal, onAnswer }: BaselineOptions,
): Promise<Baseline> {
  if (name === 'phrases') return { name, trainedOn: null, answers: texts.map(searchPhrases) };
  const most = name === 'logistic' ? logisticTexts : train.length;
  const sample = pick(train, most, ({ phase, outage }) => phase ?? String(outage));
  if (new Set(sample.map(({ outage }) => outage)).size < 2)
    throw new InputError(
      `${baselineTitles[name]} cannot be trained: it needs texts with an outage and texts without; see --train.`,
      {
        field: 'train',
      },
    );
  const job: Job = { name, train: sample.map(({ text, outage, phase }) => ({ text, outage, phase })), texts };
  return { name, trainedOn: { texts: sample.length, of: train.length }, answers: await work(job, signal, onAnswer) };
}

/** What a worker is handed. */
export interface Job {
  readonly name: Exclude<BaselineName, 'phrases'>;
  readonly train: readonly Pick<Label, 'text' | 'outage' | 'phase'>[];
  readonly texts: readonly string[];
}

/** What it says of one text, in order. */
export interface News {
  readonly outage: boolean;
  readonly score: number | null;
  readonly phase: string | null;
}

function work(job: Job, signal: AbortSignal, onAnswer: (() => void) | undefined): Promise<readonly Answer[]> {
  const worker = new Worker(new URL('./evaluate-worker.ts', import.meta.url), { workerData: job });
  const answers: Answer[] = [];
  const stop = (): void => void worker.terminate();
  signal.addEventListener('abort', stop, { once: true });
  return new Promise<readonly Answer[]>((resolve, reject) => {
    worker.on('message', ({ outage, score, phase }: News) => {
      answers.push(bareAnswer(outage, score, phases.find((one): one is Phase => one === phase) ?? null));
      onAnswer?.();
    });
    worker.once('error', (cause) =>
      reject(
        new InputError(`${baselineTitles[job.name]} cannot be trained on these texts: ${say(cause)}.`, {
          field: 'baselines',
          cause,
        }),
      ),
    );
    worker.once('exit', () => {
      if (answers.length === job.texts.length) resolve(answers);
      else
        reject(
          new InputError(`${baselineTitles[job.name]} was stopped before it had answered every text.`, { field: 'baselines' }),
        );
    });
  }).finally(() => signal.removeEventListener('abort', stop));
}

/** natural throws plain strings. */
function say(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
