import type { Sql } from './sqlite-sql.ts';

/** Which of a Mention's lists a set is of. */
export const setKinds = { systems: 1, areas: 2 } as const;

/** Small numbers for what cells tell apart. Those of an Organisation, a set and a dataset stay for ever; a Statement's goes with its last Mention. */
export interface Numbers {
  readonly scope: (dataset: string, undated: boolean) => number;
  readonly organisation: (code: string | null) => number;
  readonly statement: (scope: number, statement: string | null) => number;
  /** Of a JSON array of system ids or area codes in any order. */
  readonly set: (kind: number, list: string) => number;
  /** What a set's number stands for. */
  readonly members: (set: number) => readonly string[];
  /** Forgets what was read, after a transaction that did not happen. */
  readonly reset: () => void;
  /** Forgets the numbers of Statements, which another process may give away again once the transaction is over. */
  readonly endTransaction: () => void;
}

const mostKept = 200_000;

/**
 * `give` adds what has no number yet, within a transaction that writes. `find` only reads: what has none is given one beyond all others, for as
 * long as nobody calls `reset`, so that it is told apart all the same.
 */
export function createNumbers(sql: Sql, mode: 'give' | 'find'): Numbers {
  const scopes = new Map<string, number>();
  const organisations = new Map<string, number>();
  const statements = new Map<string, number>();
  const sets = new Map<string, number>();
  const lists = new Map<number, readonly string[]>();
  const beyond = new Map<string, number>();
  const add = (table: string, insert: () => number): number => {
    if (mode === 'give') return insert();
    const next = (beyond.get(table) ?? Number(sql.get(`SELECT coalesce(max(id), 0) AS last FROM ${table}`)?.['last'])) + 1;
    beyond.set(table, next);
    return next;
  };
  const addSet = (kind: number, members: readonly string[]): number => {
    const { key } = sql.run('INSERT INTO count_sets (kind, members) VALUES (?, ?)', kind, JSON.stringify(members));
    for (const member of members) sql.run('INSERT INTO count_members (kind, member, "set") VALUES (?, ?, ?)', kind, member, key);
    return key;
  };
  return {
    scope: (dataset, undated) =>
      known(scopes, `${undated ? 1 : 0} ${dataset}`, () => {
        const values = [dataset, undated ? 1 : 0];
        const row = sql.get('SELECT id FROM count_scopes WHERE dataset = ? AND undated = ?', ...values);
        return row === undefined
          ? add('count_scopes', () => sql.run('INSERT INTO count_scopes (dataset, undated) VALUES (?, ?)', ...values).key)
          : Number(row['id']);
      }),
    organisation: (code) =>
      code === null
        ? 0
        : known(organisations, code, () => {
            const row = sql.get('SELECT id FROM count_organisations WHERE code = ?', code);
            return row === undefined
              ? add('count_organisations', () => sql.run('INSERT INTO count_organisations (code) VALUES (?)', code).key)
              : Number(row['id']);
          }),
    statement: (scope, statement) =>
      statement === null
        ? 0
        : known(statements, `${scope} ${statement}`, () => {
            // Most are new: the insert is the look-up.
            if (mode === 'give') {
              const insert = 'INSERT OR IGNORE INTO count_statements (scope, statement) VALUES (?, ?)';
              const { changes, key } = sql.run(insert, scope, statement);
              if (changes > 0) return key;
            }
            const row = sql.get('SELECT id FROM count_statements WHERE scope = ? AND statement = ?', scope, statement);
            return row === undefined ? add('count_statements', () => 0) : Number(row['id']);
          }),
    set: (kind, list) =>
      known(sets, `${kind} ${list}`, () => {
        // The one order of a set, whatever order its list came in.
        const members = [...new Set(JSON.parse(list) as readonly string[])].sort();
        const row = sql.get('SELECT id FROM count_sets WHERE kind = ? AND members = ?', kind, JSON.stringify(members));
        if (row !== undefined) return Number(row['id']);
        const id = add('count_sets', () => addSet(kind, members));
        lists.set(id, members);
        return id;
      }),
    members: (set) => {
      const found = lists.get(set);
      if (found !== undefined) return found;
      const row = sql.get('SELECT members FROM count_sets WHERE id = ?', set);
      if (row === undefined) return [];
      const members = JSON.parse(String(row['members'])) as readonly string[];
      lists.set(set, members);
      return members;
    },
    reset: () => {
      for (const map of [scopes, organisations, statements, sets, lists, beyond]) map.clear();
    },
    endTransaction: () => {
      statements.clear();
      if (sets.size > mostKept) sets.clear();
    },
  };
}

function known(map: Map<string, number>, name: string, find: () => number): number {
  const before = map.get(name);
  if (before !== undefined) return before;
  const found = find();
  map.set(name, found);
  return found;
}
