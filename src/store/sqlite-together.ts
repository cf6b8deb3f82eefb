import type { StoreBatch } from './contract.ts';
import { isBusy } from './sqlite-errors.ts';
import type { Sql } from './sqlite-sql.ts';

/** One call, by its name. */
export interface Call {
  readonly method: string;
  readonly args: readonly unknown[];
}

/** Calls that are one short transaction each and leave nothing to do after it. */
const short: ReadonlySet<string> = new Set([
  ...['claimDue', 'renewClaims', 'startRun', 'saveBatch', 'finishRun', 'saveStreamCursor'],
  ...['fileWordings', 'groupPosts', 'saveRelays'],
]);

/** Others want an answer, and other processes to write. */
const longestMs = 50;

export type Outcome = { readonly value: unknown } | { readonly error: unknown };

/**
 * Does the first call of a list, and with it those that follow as long as all are short: in one transaction, since its end costs more than most
 * of what is in it. Where one fails nothing was written, and each is done by itself, unless the whole file is locked. How many were done is seen from the outcomes.
 */
export function doTogether(sql: Sql, calls: readonly Call[], run: (call: Call) => unknown): readonly Outcome[] {
  const other = calls.findIndex((call) => !isShort(call));
  const some = other < 0 ? calls : calls.slice(0, Math.max(1, other));
  const done = some.length > 1 ? tryTogether(sql, some, run) : null;
  return done ?? some.map((call) => tryAlone(call, run));
}

function tryTogether(sql: Sql, calls: readonly Call[], run: (call: Call) => unknown): readonly Outcome[] | null {
  const endMs = performance.now() + longestMs;
  try {
    return sql.transaction(() => {
      const outcomes: Outcome[] = [];
      for (const call of calls) {
        outcomes.push({ value: run(call) });
        if (performance.now() > endMs) break;
      }
      return outcomes;
    });
  } catch (error) {
    // Whoever has the lock was waited for once, for all of them.
    return isBusy(error) ? calls.map(() => ({ error })) : null;
  }
}

function tryAlone(call: Call, run: (call: Call) => unknown): Outcome {
  try {
    return { value: run(call) };
  } catch (error) {
    return { error };
  }
}

/** After a removal the log is emptied, which belongs to no transaction. */
function isShort({ method, args }: Call): boolean {
  return short.has(method) && !(method === 'saveBatch' && (args[0] as StoreBatch).removed.length > 0);
}
