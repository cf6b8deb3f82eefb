import { parentPort, workerData } from 'node:worker_threads';
import { BayesClassifier, LogisticRegressionClassifier } from 'natural/lib/natural/classifiers/index.js';
import type { Job, News } from './evaluate-baselines.ts';

const yes = 'outage';
const no = 'other';

// A thread of its own: loading natural's classifiers slows every string scan of the thread that does, and its regression takes its time.
const { name, train, texts } = workerData as Job;
const port = parentPort;
if (port === null) throw new Error('This file runs as a worker of evaluate-baselines.ts only.');

const outages = learn(train.map(({ text, outage }) => [text, outage ? yes : no]));
// The regression takes minutes for six classes, so it learns no phases.
const phases = name === 'bayes' ? learn(train.flatMap(({ text, phase }) => (phase === null ? [] : [[text, phase]]))) : null;

for (const text of texts) {
  const answers = outages?.getClassifications(text) ?? [];
  const total = answers.reduce((all, { value }) => all + value, 0);
  const positive = answers.find(({ label }) => label === yes)?.value ?? 0;
  port.postMessage({
    outage: answers[0]?.label === yes,
    // The chances of a long text's words multiply to nothing: then there is an answer and no probability.
    score: total > 0 ? positive / total : null,
    phase: phases?.classify(text) ?? null,
  } satisfies News);
}

function learn(rows: readonly (readonly [text: string, label: string])[]): BayesClassifier | LogisticRegressionClassifier | null {
  if (rows.length === 0) return null;
  const classifier = name === 'bayes' ? new BayesClassifier() : new LogisticRegressionClassifier();
  for (const [text, label] of rows) classifier.addDocument(text, label);
  classifier.train();
  return classifier;
}
