// One thread of `npm run train`: learns from the training texts whose numbers it is given.
import { parentPort, workerData } from 'node:worker_threads';
import { learn, study } from '../analysis/learn/learn.ts';
import { readTraining } from './evaluate-files.ts';
import { weightOf } from './trained.ts';

export interface LearnerData {
  /** Places in the list of all training texts. */
  readonly rows: readonly number[];
}

const { rows } = workerData as LearnerData;
const lessons = study(await readTraining(), weightOf);
parentPort?.postMessage(learn(rows.flatMap((at) => lessons[at] ?? [])));
