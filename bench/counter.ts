// A thread that makes the count cells, in a file of their own, while another writes what else follows from the rows.
import { parentPort, workerData } from 'node:worker_threads';
import { createSql } from '../src/store/sqlite-sql.ts';
import { writeCells } from './cells.ts';
import { makeEmpty } from './empty.ts';

export interface CounterData {
  /** Where the cells go: a store that has nothing else in it. */
  readonly file: string;
  /** As `gatherCounted` gives them. */
  readonly numbers: Int32Array<SharedArrayBuffer>;
}

const { file, numbers } = workerData as CounterData;
const db = await makeEmpty(file, { cacheKb: 500_000 });
writeCells(createSql(db), numbers, (mentions) => parentPort?.postMessage(mentions));
db.close();
