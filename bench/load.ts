import { on } from 'node:events';
import { renameSync, rmSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import { areas } from '../analysis/areas.ts';
import { chunkOptions, keepChunks } from '../src/store/sqlite-chunks.ts';
import { createSql } from '../src/store/sqlite-sql.ts';
import { countBeside, takeCells } from './beside.ts';
import { gatherCounted } from './cells.ts';
import { makeEmpty } from './empty.ts';
import type { MakerData } from './maker.ts';
import type { Load } from './mentions.ts';
import type { RowBatch } from './rows.ts';
import { encodeLoads } from './rows.ts';
import type { Batches } from './write.ts';
import { writeRows } from './write.ts';

/** Says how far one step is; `total` is null while nobody knows. */
export type OnProgress = (step: 'rows' | 'indexes' | 'sets' | 'counts', done: number, total: number | null) => void;

/**
 * Fills a new store faster than a server could: rows are made once, in the order of their tables, without a log that a crash would need and
 * without any index; indexes and sets follow in one go each, the counts beside them. What is in the tables afterwards is what the store itself would
 * have written. Under another name until it is whole.
 */
export async function loadStore(file: string, loads: Iterable<Load>, options: LoadOptions = {}): Promise<number> {
  return makeFile(file, encodeLoads(loads), options);
}

export interface LoadOptions {
  readonly onProgress?: OnProgress;
  /** Mentions that share one set of bits: smaller ones are for tests. */
  readonly chunkRows?: number;
}

/** The same of `count` invented Mentions, which a second thread makes. */
export async function makeStore(file: string, count: number, seed: number, options: LoadOptions): Promise<number> {
  const taken = new Int32Array(new SharedArrayBuffer(4));
  const data: MakerData = { count, seed, taken };
  const worker = new Worker(new URL('maker.ts', import.meta.url), {
    workerData: data,
    // A batch waits while three more are made, which a small nursery would copy about.
    resourceLimits: { maxYoungGenerationSizeMb: 256 },
  });
  try {
    return await makeFile(file, receive(worker, taken), options);
  } finally {
    await worker.terminate();
  }
}

async function* receive(worker: Worker, taken: MakerData['taken']): AsyncGenerator<RowBatch> {
  for await (const [batch] of on(worker, 'message') as AsyncIterable<[RowBatch | null]>) {
    if (batch === null) return;
    Atomics.add(taken, 0, 1);
    Atomics.notify(taken, 0);
    yield batch;
  }
}

async function makeFile(file: string, batches: Batches, options: LoadOptions): Promise<number> {
  const unfinished = `${file}.unfinished`;
  // What a run that was killed left.
  removeAll(unfinished);
  try {
    const made = await fill(unfinished, batches, options);
    renameSync(unfinished, file);
    return made;
  } finally {
    removeAll(unfinished);
  }
}

function removeAll(file: string): void {
  for (const name of [file, `${file}${cellsEnding}`])
    for (const rest of ['', '-wal', '-shm']) rmSync(`${name}${rest}`, { force: true });
}

async function fill(file: string, batches: Batches, { onProgress = () => {}, chunkRows }: LoadOptions): Promise<number> {
  const db = await makeEmpty(file, { cacheKb: 3_000_000 });
  try {
    const sql = createSql(db);
    db.exec('PRAGMA threads = 2');
    const dropped = dropSchema(db);
    // Words are gathered in memory longer: the file holds nothing that anybody posted.
    setWords(db, { hashsize: 268_435_456 });
    const gathered = gatherCounted();
    const made = await writeRows(db, sql, batches, gathered.add, (rows) => onProgress('rows', rows, null));
    setWords(db, { hashsize: 1_048_576 });
    const cells = `${file}${cellsEnding}`;
    const onCounted = (mentions: number): void => onProgress('counts', mentions, made);
    await countBeside({ file: cells, numbers: gathered.numbers() }, onCounted, () => {
      for (const [index, statement] of dropped.entries()) {
        db.exec(statement);
        onProgress('indexes', index + 1, dropped.length);
      }
      for (let chunks = 0; keepChunks(sql, chunkOptions(areas, chunkRows)); chunks += 1) onProgress('sets', chunks, null);
    });
    takeCells(db, cells);
    db.exec('PRAGMA locking_mode = NORMAL; PRAGMA journal_mode = WAL');
    return made;
  } finally {
    db.close();
  }
}

const cellsEnding = '-cells';

/** Indexes and triggers of Mentions, which are made again by the statements that this gives back. */
function dropSchema(db: DatabaseSync): readonly string[] {
  const rows = db
    .prepare(
      "SELECT type, name, sql FROM sqlite_schema WHERE type IN ('index', 'trigger') AND sql IS NOT NULL AND tbl_name GLOB 'mention*'",
    )
    .all();
  for (const { type, name } of rows) db.exec(`DROP ${String(type)} ${String(name)}`);
  return rows.map(({ sql }) => String(sql));
}

function setWords(db: DatabaseSync, settings: Readonly<Record<string, number>>): void {
  const set = db.prepare('INSERT INTO mention_words (mention_words, rank) VALUES (?, ?)');
  for (const [name, value] of Object.entries(settings)) set.run(name, BigInt(value));
}
