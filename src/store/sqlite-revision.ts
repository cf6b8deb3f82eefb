import type { Revision } from './revisions.ts';
import type { Sql } from './sqlite-sql.ts';

type Kind = keyof Revision;

export function revision(sql: Sql): Revision {
  const of = (kind: Kind): number => Number(sql.get('SELECT value FROM revisions WHERE kind = ?', kind)?.['value']);
  return { mentions: of('mentions'), channels: of('channels') };
}

/** Calls that change what screens show, each with the number it moves. */
export interface Announced {
  /** In one transaction with the change itself; `moves` says whether there was one, by default whenever a row was written. */
  readonly writes: <Args extends unknown[], Result>(
    kinds: readonly Kind[],
    call: (sql: Sql, ...args: Args) => Result,
    moves?: (result: Result, ...args: Args) => boolean,
  ) => (...args: Args) => Result;
  /** For calls that take several transactions, so that others get a turn in between: what they changed is announced at the end. */
  readonly writesInSteps: Announced['writes'];
}

export function announce(sql: Sql): Announced {
  const written = (): number => Number(sql.get('SELECT total_changes() AS count')?.['count']);
  const move = (kinds: readonly Kind[]): void => {
    for (const kind of kinds) sql.run('UPDATE revisions SET value = value + 1 WHERE kind = ?', kind);
  };
  const writesInSteps: Announced['writes'] =
    (kinds, call, moves) =>
    (...args) => {
      const before = moves === undefined ? written() : 0;
      const result = call(sql, ...args);
      if (moves === undefined ? written() > before : moves(result, ...args)) move(kinds);
      return result;
    };
  return {
    writesInSteps,
    writes: (kinds, call, moves) => {
      const work = writesInSteps(kinds, call, moves);
      return (...args) => sql.transaction(() => work(...args));
    },
  };
}
