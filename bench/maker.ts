// A thread that makes rows while another writes them.
import { parentPort, workerData } from 'node:worker_threads';
import { makeMentions } from './mentions.ts';
import { encodeLoads } from './rows.ts';

const { count, seed, taken } = workerData as MakerData;
/** Batches that may lie ready: those the other thread has no time for yet would fill the memory. */
const ahead = 16;

export interface MakerData {
  readonly count: number;
  readonly seed: number;
  /** One number: how many batches the other thread has taken. */
  readonly taken: Int32Array<SharedArrayBuffer>;
}

let sent = 0;
for (const batch of encodeLoads(makeMentions(count, seed))) {
  for (let done = Atomics.load(taken, 0); sent - done >= ahead; done = Atomics.load(taken, 0)) Atomics.wait(taken, 0, done);
  parentPort?.postMessage(batch);
  sent += 1;
}
parentPort?.postMessage(null);
