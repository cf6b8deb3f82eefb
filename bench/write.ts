import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Value } from '../src/store/sqlite-encode.ts';
import { inserts } from '../src/store/sqlite-encode.ts';
import { createNumbers } from '../src/store/sqlite-numbers.ts';
import type { Sql } from '../src/store/sqlite-sql.ts';
import { toCounted } from '../src/store/sqlite-tally.ts';
import { putWords } from '../src/store/sqlite-words.ts';
import type { RowBatch } from './rows.ts';
import { bulkColumns } from './rows.ts';

export type Batches = Iterable<RowBatch> | AsyncIterable<RowBatch>;

/** Batches in one transaction: the index of words writes what it has gathered at the end of each. */
const batchesTogether = 500;

/** Writes the batches into tables without an index, their words among them; hands each Mention on in numbers. Says how many there were. */
export async function writeRows(
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
