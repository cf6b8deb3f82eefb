import type { Trace, traceOf } from '../analysis/cluster.ts';
import type { StatementStore } from './store/statements.ts';

/** Wordings made ready for comparison, the latest few thousand kept. */
export interface Traces {
  /** null where the wording has not been loaded, or no post has it any more. */
  readonly of: (wording: number) => Trace | null;
  readonly keep: (wording: number, trace: Trace | null) => void;
  /** Fetches the texts of those that are not kept; forgets nothing that was kept or asked for since the call before. */
  readonly load: (wordings: readonly number[]) => Promise<void>;
}

/** About 2 kB each. */
const mostKept = 5_000;
const textsAtOnce = 500;

export function createTraces(store: Pick<StatementStore, 'wordingTexts'>, read: typeof traceOf): Traces {
  const kept = new Map<number, Trace | null>();
  let needed = new Set<number>();
  const keep: Traces['keep'] = (wording, trace) => {
    kept.delete(wording);
    kept.set(wording, trace);
    needed.add(wording);
  };
  return {
    keep,
    of: (wording) => kept.get(wording) ?? null,
    load: async (wordings) => {
      const wanted = new Set(wordings);
      const missing = [...wanted].filter((wording) => !kept.has(wording));
      for (let from = 0; from < missing.length; from += textsAtOnce) {
        const texts = await store.wordingTexts(missing.slice(from, from + textsAtOnce));
        for (const [wording, text] of texts) keep(wording, read(text));
      }
      for (const wording of kept.keys()) {
        if (kept.size <= mostKept) break;
        if (!needed.has(wording) && !wanted.has(wording)) kept.delete(wording);
      }
      needed = new Set();
    },
  };
}
