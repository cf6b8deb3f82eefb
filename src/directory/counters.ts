import type { OrganisationUpdate } from '../core/types.ts';
import type { LineRead } from './lines.ts';

/** What an import did. */
export interface ImportReport {
  /** Which official file it was: `epraccur`, `edispensary`, `gp-reg-pat-prac-map`, `gp-reg-pat-prac-all`. */
  readonly kind: string;
  /** Lines read, a header not counted. */
  readonly read: number;
  readonly kept: number;
  /** Why lines were left out, how many, and the first few line numbers, counted from 1. */
  readonly skipped: readonly { readonly why: string; readonly count: number; readonly firstLines: readonly number[] }[];
  /** The newest day that the kept lines speak of, `YYYY-MM-DD`: the extract's date, or the newest opening; null where there is none. */
  readonly asOf: string | null;
  /** Kept lines that name no clinical system we know ("Unknown", or two at once); 0 for files without that column. */
  readonly withoutSystem: number;
}

/** Keeps the tally of one import. */
export interface Counters {
  name(kind: string): void;
  readonly skip: (why: string, line: number) => void;
  take(read: LineRead, line: number): OrganisationUpdate | null;
  report(): ImportReport;
}

export function createCounters(): Counters {
  let [kind, read, kept, withoutSystem] = ['', 0, 0, 0];
  let asOf: string | null = null;
  const skipped = new Map<string, { count: number; firstLines: number[] }>();
  const skip: Counters['skip'] = (why, line) => {
    const entry = skipped.get(why) ?? { count: 0, firstLines: [] };
    entry.count += 1;
    if (entry.firstLines.length < 5) entry.firstLines.push(line);
    skipped.set(why, entry);
  };
  return {
    name: (chosen) => void (kind = chosen),
    skip: (why, line) => {
      read += 1;
      skip(why, line);
    },
    take: (line, number) => {
      read += 1;
      if ('why' in line) {
        skip(line.why, number);
        return null;
      }
      kept += 1;
      if (line.update.systemAsOf != null && line.update.system === null) withoutSystem += 1;
      if (line.asOf !== null && (asOf === null || line.asOf > asOf)) asOf = line.asOf;
      return line.update;
    },
    report: () => ({ kind, read, kept, skipped: [...skipped].map(([why, entry]) => ({ why, ...entry })), asOf, withoutSystem }),
  };
}
