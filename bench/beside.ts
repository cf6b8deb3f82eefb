import { once } from 'node:events';
import type { DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import { cellTables } from '../src/store/countable.ts';
import type { CounterData } from './counter.ts';

/** The cells follow from numbers that lie in memory, so a second thread makes them while this one is busy with what else there is. */
export async function countBeside(
  workerData: CounterData,
  onCounted: (mentions: number) => void,
  work: () => void,
): Promise<void> {
  const worker = new Worker(new URL('counter.ts', import.meta.url), { workerData });
  worker.on('message', onCounted);
  try {
    const ended = once(worker, 'exit');
    work();
    await ended;
  } finally {
    await worker.terminate();
  }
}

/** Table by table as it lies: SQLite then copies whole rows without looking into them. */
export function takeCells(db: DatabaseSync, file: string): void {
  db.prepare('ATTACH ? AS cells').run(file);
  for (const table of [...cellTables.map((name) => `count_${name}`), 'count_periods']) {
    db.exec(`INSERT INTO main.${table} SELECT * FROM cells.${table}`);
  }
  db.exec('DETACH cells');
}
