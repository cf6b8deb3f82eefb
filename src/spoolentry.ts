import type { RunResult, Saved, StoreBatch } from './store/contract.ts';

/** What waits, one a line: a batch with the Run that it belongs to, or the end of a Run. */
export type Entry =
  | { readonly kind: 'batch'; readonly run: string | null; readonly batch: StoreBatch }
  | { readonly kind: 'run'; readonly result: RunResult };

/** What a batch brought that is not in the store yet. */
export const nothing: Saved = { added: 0, changed: 0, unchanged: 0, removed: 0, outages: 0, notices: 0 };

export function writeEntry(entry: Entry): string {
  if (entry.kind === 'run') return JSON.stringify(entry);
  return JSON.stringify({ ...entry, twins: [...(entry.batch.twins ?? [])], batch: { ...entry.batch, twins: undefined } });
}

export function readEntry(text: string): Entry {
  const entry = JSON.parse(text) as Entry & { readonly twins?: readonly (readonly [string, string])[] };
  return entry.kind === 'run' ? entry : { ...entry, batch: { ...entry.batch, twins: new Map(entry.twins) } };
}

export function addSaved(one: Saved, other: Saved): Saved {
  return {
    added: one.added + other.added,
    changed: one.changed + other.changed,
    unchanged: one.unchanged + other.unchanged,
    removed: one.removed + other.removed,
    outages: one.outages + other.outages,
    notices: one.notices + other.notices,
  };
}

/** A Run that ended while its posts waited knew nothing of what they would turn out to be. */
export function addTally(result: RunResult, tally: Saved = nothing): RunResult {
  return {
    ...result,
    postsNew: result.postsNew + tally.added,
    postsChanged: result.postsChanged + tally.changed,
    postsRemoved: result.postsRemoved + tally.removed,
    mentionsNew: result.mentionsNew + tally.outages,
    noticesNew: result.noticesNew + tally.notices,
  };
}
