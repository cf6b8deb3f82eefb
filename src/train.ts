// `npm run train`: makes analysis/model.bin from the texts of analysis/training, and says how good it is on texts it had not seen.
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Calibration } from '../analysis/classify/decide.ts';
import { decode, encode, modelFile } from '../analysis/classify/model.ts';
import { createClassifier } from '../analysis/classify.ts';
import { answerOf } from '../analysis/evaluate/answer.ts';
import { crossValidate } from '../analysis/evaluate/cross.ts';
import type { Answer, Label } from '../analysis/evaluate/label.ts';
import { evaluate } from '../analysis/evaluate.ts';
import { fitCalibration } from '../analysis/learn/calibrate.ts';
import type { Learned, Lesson } from '../analysis/learn/learn.ts';
import { oddsBy, study } from '../analysis/learn/learn.ts';
import { readTraining } from './evaluate-files.ts';
import type { LearnerData } from './learner.ts';
import { fingerprint, isPlain, weightOf, writerOf } from './trained.ts';

const parts = 10;
/** Texts that share this much of their five-word runs stay in one part. */
const atLeast = 0.5;
/** Threads that learn side by side: each holds a gigabyte. */
const atOnce = Math.min(4, availableParallelism());

const labels = await readTraining();
const lessons = study(labels, weightOf);
say(`${labels.length} texts of ${new Set(labels.map(({ group }) => group)).size} incidents`);
let done = 0;
const placeOf = new Map(labels.map((label, at) => [label, at]));
const { answers: held, alike } = await crossValidate(
  labels,
  { k: parts, atLeast, atOnce, onFold: () => say(`part ${(done += 1)} of ${parts} held out and answered`) },
  async (train) => {
    const model = await learnAside(train);
    const odds = oddsBy(model);
    return (label) => ({ model, odds: odds(lessons[placeOf.get(label) as number] as Lesson) });
  },
);
const answers: Answer[] = [];
for (const [model, rows] of Map.groupBy(labels.keys(), (at) => held[at]?.model as Learned)) {
  const calibration = calibrateOn((at) => held[at]?.model !== model);
  const classify = createClassifier(decode(encode(cardOf(calibration), model)));
  for (const at of rows) {
    const { text, authorKind } = labels[at] as Label;
    answers[at] = answerOf(classify({ text, authorKind: authorKind ?? undefined }), []);
  }
}
await writeFile(modelFile, encode(cardOf(calibrateOn(() => true)), await learnAside(labels)));
// Our tests' own sentences lie in files by phase, and partly carry our own answers: to learn from, not to measure on.
const scored = labels.map((label, at) => ({ label, at })).filter(({ label }) => writerOf(label) !== 'sentences');
const clear = scored.filter(({ label }) => !label.ambiguous);
const report = {
  parts,
  highestSimilarity: alike[0] ?? null,
  all: evaluate(
    scored.map(({ label }) => label),
    scored.map(({ at }) => answers[at] as Answer),
  ),
  byWriter: [...Map.groupBy(labels.keys(), (at) => writerOf(labels[at] as Label))].map(([writer, rows]) => {
    const { outage, phase } = evaluate(
      rows.map((at) => labels[at] as Label),
      rows.map((at) => answers[at] as Answer),
    );
    return { writer, texts: rows.length, outageF1: outage.f1, phaseMacroF1: phase?.macroF1 ?? null };
  }),
  unambiguous: evaluate(
    clear.map(({ label }) => label),
    clear.map(({ at }) => answers[at] as Answer),
  ),
};
process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);

/** In a thread of its own: the same texts give the same model in any. */
async function learnAside(some: readonly Label[]): Promise<Learned> {
  const workerData: LearnerData = { rows: some.map((label) => placeOf.get(label) as number) };
  const [learned] = (await once(new Worker(new URL('learner.ts', import.meta.url), { workerData }), 'message')) as [Learned];
  return learned;
}

function calibrateOn(isUsed: (at: number) => boolean): Calibration {
  const used = [...labels.keys()].filter((at) => isPlain(labels[at] as Label) && isUsed(at));
  return fitCalibration(
    used.map((at) => held[at]?.odds ?? 0),
    used.map((at) => labels[at]?.outage === true),
  );
}

/** What the file says of itself. No date: the same texts give the same bytes. */
function cardOf(calibration: Calibration): Parameters<typeof encode>[0] {
  const groups = labels.map(({ group }) => group ?? '');
  const writers = [...new Set(labels.map(writerOf))].sort();
  return { texts: labels.length, incidents: new Set(groups).size, writers, data: fingerprint(labels), calibration };
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
