import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';

export type Row = Readonly<Record<string, string | number | null>>;

/** In the order of the question marks, or by name. */
type Values = SQLInputValue[] | [Readonly<Record<string, SQLInputValue>>];

/** A connection with its prepared statements kept. */
export interface Sql {
  all(sql: string, ...values: Values): Row[];
  get(sql: string, ...values: Values): Row | undefined;
  /** Rows as lists in the order of their columns, which cost less to make. */
  lists(sql: string, ...values: SQLInputValue[]): Row[string][][];
  /** One row at a time, for reads that stop early. */
  each(sql: string, ...values: SQLInputValue[]): Iterable<Row>;
  /** Runs a statement and says how many rows it changed and the key of the one it added. */
  run(sql: string, ...values: SQLInputValue[]): { changes: number; key: number };
  /** All or nothing; within another it is part of that one. Takes the write lock at the start, so that it waits for other processes there and not half-way. */
  transaction<Result>(work: () => Result): Result;
  /** Whether a transaction is under way. */
  isOpen(): boolean;
  /** Reads everything as it was at one moment, whatever other processes write meanwhile. */
  snapshot<Result>(work: () => Result): Result;
  /** What belongs to every transaction: the last thing before it is committed, in the order given, and what is to be forgotten where it was not. */
  around(hooks: { readonly beforeCommit: () => void; readonly afterRollback: () => void }): void;
  /**
   * Writes the log back into the file and empties it, so that what was deleted is in neither; within a transaction as soon as that has ended.
   * Left for the next time while others read.
   */
  flush(): void;
}

const keptStatements = 300;

export function createSql(db: DatabaseSync): Sql {
  const kept = new Map<string, StatementSync>();
  const prepare = (sql: string): StatementSync => {
    const known = kept.get(sql);
    if (known !== undefined) return known;
    if (kept.size >= keptStatements) kept.clear();
    const statement = db.prepare(sql);
    kept.set(sql, statement);
    return statement;
  };
  const isOpen = (): boolean => db.isTransaction;
  const later = { flush: false };
  const flush = (): void => {
    later.flush = isOpen();
    // Whoever reads meanwhile is not waited for: the next flush, or closing the file, does the same.
    if (!later.flush) db.exec('PRAGMA busy_timeout = 100; PRAGMA wal_checkpoint(TRUNCATE); PRAGMA busy_timeout = 5000');
  };
  const whenDone = (): void => {
    if (later.flush) flush();
  };
  const around: Parameters<Sql['around']>[0][] = [];
  const within = <Result>(begin: string, work: () => Result): Result => {
    db.exec(begin);
    try {
      const result = work();
      db.exec('COMMIT');
      whenDone();
      return result;
    } catch (error) {
      if (isOpen()) db.exec('ROLLBACK');
      later.flush = false;
      for (const { afterRollback } of around) afterRollback();
      throw error;
    }
  };
  return {
    flush,
    isOpen,
    all: (sql, ...values) => prepare(sql).all(...(values as SQLInputValue[])) as Row[],
    get: (sql, ...values) => prepare(sql).get(...(values as SQLInputValue[])) as Row | undefined,
    lists: (sql, ...values) => {
      const statement = prepare(sql);
      statement.setReturnArrays(true);
      return statement.all(...values) as unknown as Row[string][][];
    },
    each: (sql, ...values) => prepare(sql).iterate(...values) as Iterable<Row>,
    run: (sql, ...values) => {
      const statement = prepare(sql);
      // After any statement SQLite repeats the key of the last row added anywhere, and those inside FTS5 are too large for a number.
      statement.setReadBigInts(true);
      const { changes, lastInsertRowid } = statement.run(...values);
      return { changes: Number(changes), key: Number(lastInsertRowid) };
    },
    transaction: (work) => {
      if (isOpen()) return work();
      return within('BEGIN IMMEDIATE', () => {
        const result = work();
        for (const { beforeCommit } of around) beforeCommit();
        return result;
      });
    },
    snapshot: (work) => {
      if (!isOpen()) return within('BEGIN', work);
      // Within a transaction that writes: what it has done so far is to be seen.
      for (const { beforeCommit } of around) beforeCommit();
      return work();
    },
    around: (hooks) => {
      around.push(hooks);
    },
  };
}

/** `?, ?, ?` for a list of values. */
export function marks(values: readonly unknown[]): string {
  return values.map(() => '?').join(', ');
}
