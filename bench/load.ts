import { on, once } from 'node:events';
import { renameSync, rmSync } from 'node:fs';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import { areas } from '../analysis/areas.ts';
import { cellTables } from '../src/store/countable.ts';
import { chunkOptions, keepChunks } from '../src/store/sqlite-chunks.ts';
import type { Value } from '../src/store/sqlite-encode.ts';
import { inserts } from '../src/store/sqlite-encode.ts';
import { createNumbers } from '../src/store/sqlite-numbers.ts';
import type { Sql } from '../src/store/sqlite-sql.ts';
import { createSql } from '../src/store/sqlite-sql.ts';
import { toCounted } from '../src/store/sqlite-tally.ts';
import { putWords } from '../src/store/sqlite-words.ts';
import { gatherCounted } from './cells.ts';
import type { CounterData } from './counter.ts';
import { makeEmpty } from './empty.ts';
import type { MakerData } from './maker.ts';
import type { Load } from './mentions.ts';
import type { RowBatch } from './rows.ts';
import { bulkColumns, encodeLoads } from './rows.ts';

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

type Batches = Iterable<RowBatch> | AsyncIterable<RowBatch>;

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

/** The cells follow from numbers that lie in memory, so a second thread makes them while this one is busy with what else there is. */
async function countBeside(workerData: CounterData, onCounted: (mentions: number) => void, work: () => void): Promise<void> {
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
function takeCells(db: DatabaseSync, file: string): void {
  db.prepare('ATTACH ? AS cells').run(file);
  for (const table of [...cellTables.map((name) => `count_${name}`), 'count_periods']) {
    db.exec(`INSERT INTO main.${table} SELECT * FROM cells.${table}`);
  }
  db.exec('DETACH cells');
}

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

/** Batches in one transaction: the index of words writes what it has gathered at the end of each. */
const batchesTogether = 500;

async function writeRows(
  db: DatabaseSync,
  sql: Sql,
  batches: Batches,
  count: (counted: ReturnType<typeof toCounted>) => void,
  onWritten: (rows: number) => void,
): Promise<number> {
  const numbers = createNumbers(sql, 'give');
  const put = prepareWriter(db);
  let [made, calls, open] = [0, 0, 0];
  for await (const batch of batches) {
    if (open === 0) db.exec('BEGIN');
    put(batch);
    for (let at = 0; at < batch.words.length; at += 2) putWords(sql, Number(batch.words[at]), String(batch.words[at + 1]));
    for (const row of countRows(batch)) count(toCounted(numbers, row));
    made += batch.count;
    calls += batch.calls;
    onWritten(made);
    open = (open + 1) % batchesTogether;
    if (open === 0) {
      db.exec('COMMIT');
      numbers.endTransaction();
    }
  }
  if (open > 0) db.exec('COMMIT');
  sql.run("UPDATE revisions SET value = value + ? WHERE kind = 'mentions'", calls);
  return made;
}

/** Rows of the view `count_rows`, out of what has just been written. */
function* countRows({ mentions, sets, count }: RowBatch) {
  for (let index = 0; index < count; index += 1) {
    const row: Record<string, Value> = { systems: sets[index * 2] ?? '[]', areas: sets[index * 2 + 1] ?? '[]' };
    for (const [column, at] of counted) row[column] = mentions[index * bulkColumns.length + at] ?? null;
    yield row;
  }
}

const counted = ['dataset', 'phase', 'voice', 'author_kind', 'organisation', 'statement', 'posted_at', 'seen_at'].map(
  (column) => [column, bulkColumns.indexOf(column)] as const,
);

function prepareWriter(db: DatabaseSync): (batch: RowBatch) => void {
  const insert = `INSERT INTO mentions (${bulkColumns.join(', ')}) VALUES (${bulkColumns.map(() => '?').join(', ')})`;
  const tables = { mentions: insert, ...inserts } as const satisfies Partial<Record<keyof RowBatch, string>>;
  const writers = Object.entries(tables).map(([table, text]): [keyof typeof tables, StatementSync, number] => [
    table as keyof typeof tables,
    db.prepare(text),
    text.split('?').length - 1,
  ]);
  return (batch) => {
    for (const [table, statement, width] of writers) {
      const values = batch[table];
      for (let at = 0; at < values.length; at += width) statement.run(...values.slice(at, at + width));
    }
  };
}
