import { hash } from 'node:crypto';
import { setInterval as every } from 'node:timers/promises';
import { StoreError } from './core/errors.ts';
import { plural } from './core/text.ts';
import type { Instant, Json } from './core/types.ts';
import { freeTheDead, sayHolder } from './holders.ts';
import { scheduleLease } from './lease.ts';
import type { Store } from './store/contract.ts';
import type { Copied, CopyKind, CopyState } from './store/copying.ts';
import { copyKinds } from './store/copying.ts';
import { writeInOrder } from './store/fingerprint.ts';
import type { Progress } from './terminal.ts';

/** One side of a copy. */
export interface Side {
  /** As it is said to a person and remembered in the target: no passwords. */
  readonly name: string;
  readonly store: Store;
}

export interface CopyOptions {
  readonly from: Side;
  readonly to: Side;
  /** Names this process to others on either store. */
  readonly holder: string;
  readonly now: () => Instant;
  readonly signal: AbortSignal;
  readonly progress: (title: string, total: number) => Progress;
}

export interface CopyReport {
  /** False where it was stopped; the same command goes on. */
  readonly done: boolean;
  /** True where an earlier copy was cut short and went on here. */
  readonly resumed: boolean;
  readonly rows: number;
  /** Each kind as both stores hold it; `same` compares contents, row by row. Empty where it was stopped. */
  readonly kinds: readonly { readonly kind: CopyKind; readonly from: number; readonly to: number; readonly same: boolean }[];
  readonly equal: boolean;
}

/**
 * Moves everything from one store into another that is empty, page by page, and compares both afterwards. Killed at any point, the same call
 * goes on where it was. Nothing may collect on either store meanwhile; what else is written to the source shows in the comparison. Throws
 * StoreError where the target holds something else, or somebody works on either.
 */
export async function copyStore(options: CopyOptions): Promise<CopyReport> {
  const { from, to } = options;
  const release = await holdBoth(options);
  try {
    const begun = await begin(options);
    const total = sum(await from.store.holdings());
    const progress = options.progress('Copying', total);
    const rows = await move(options, begun, progress).finally(() => progress.done());
    const stopped = { done: false, resumed: begun.kind !== null, rows, kinds: [], equal: false };
    if (options.signal.aborted) return stopped;
    const checking = options.progress('Comparing', total * 2);
    const kinds = await compare(options, checking).finally(() => checking.done());
    if (kinds === null) return stopped;
    const equal = kinds.every(({ same }) => same);
    if (equal) await to.store.finishCopy();
    return { ...stopped, done: true, kinds, equal };
  } finally {
    await release();
  }
}

/** Refuses a target that holds anything but the beginning of this very copy. */
async function begin({ from, to, now }: CopyOptions): Promise<CopyState> {
  const before = await to.store.unfinishedCopy();
  if (before === null) {
    const { datasets: _any, ...held } = await to.store.holdings();
    // An empty store has its Dataset already; what was collected into it is another matter.
    const [found] = Object.entries(held).filter(([, count]) => count > 0) as [CopyKind, number][];
    if (found !== undefined)
      throw new StoreError(`${to.name} already holds data (${sayKind(...found)}); copy into an empty store.`);
  } else if (before.from !== from.name) {
    throw new StoreError(
      `${to.name} holds the beginning of a copy of ${before.from}. Finish that one with the same command as before, or remove ${to.name} and copy anew.`,
    );
  }
  return to.store.beginCopy({ from: from.name, begunAt: now() });
}

/** Writes page after page from where the copy is; says how many rows came across. */
async function move({ from, to, signal }: CopyOptions, { kind: current, next }: CopyState, progress: Progress): Promise<number> {
  let rows = 0;
  const first = current === null ? 0 : copyKinds.indexOf(current) + (next === null ? 1 : 0);
  let after = next;
  for (const kind of copyKinds.slice(first)) {
    do {
      if (signal.aborted) return rows;
      const page = await from.store.dump(kind, after);
      await to.store.restore(page);
      rows += page.rows.length;
      progress.step(page.rows.length);
      after = page.next;
    } while (after !== null);
  }
  return rows;
}

/** null where it was stopped. */
async function compare({ from, to, signal }: CopyOptions, progress: Progress): Promise<CopyReport['kinds'] | null> {
  const kinds: CopyReport['kinds'][number][] = [];
  for (const kind of copyKinds) {
    const [one, other] = [await digest(from.store, kind, signal, progress), await digest(to.store, kind, signal, progress)];
    if (one === null || other === null) return null;
    kinds.push({ kind, from: one.rows, to: other.rows, same: one.rows === other.rows && one.sum === other.sum });
  }
  return kinds;
}

/** Number of rows and the sum of their hashes, in whatever order an engine gives them; null where it was stopped. */
async function digest(
  store: Store,
  kind: CopyKind,
  signal: AbortSignal,
  progress: Progress,
): Promise<{ readonly rows: number; readonly sum: bigint } | null> {
  let rows = 0;
  let total = 0n;
  for (let after: string | null = null; ; ) {
    if (signal.aborted) return null;
    const page = await store.dump(kind, after);
    for (const row of page.rows) total = BigInt.asUintN(64, total + hashRow(row));
    rows += page.rows.length;
    progress.step(page.rows.length);
    after = page.next;
    if (after === null) return { rows, sum: total };
  }
}

function hashRow(row: Copied[CopyKind]): bigint {
  return BigInt(`0x${hash('sha256', writeInOrder(JSON.parse(JSON.stringify(row)) as Json)).slice(0, 16)}`);
}

const ttlMs = 60_000;
const renewEveryMs = 15_000;

/** Takes the place of whoever would collect, on both sides, for as long as it lasts. */
async function holdBoth({ from, to, holder, now }: CopyOptions): Promise<() => Promise<void>> {
  const claim = ({ store }: Side) => store.acquireLease({ name: scheduleLease, holder, now: now(), ttlMs });
  for (const side of [from, to]) {
    await freeTheDead({ store: side.store, holder });
    const answer = await claim(side);
    if (answer.held) continue;
    if (side === to) await from.store.releaseLease(scheduleLease, holder);
    throw new StoreError(`${side.name} is in use (${sayHolder(answer.by.holder)}). Stop that first, then copy.`);
  }
  const stopped = new AbortController();
  const renew = async (): Promise<void> => {
    for await (const _ of every(renewEveryMs, undefined, { signal: stopped.signal, ref: false })) {
      // One that could not be renewed runs out, and the comparison at the end shows whatever somebody wrote meanwhile.
      await Promise.allSettled([claim(from), claim(to)]);
    }
  };
  const renewed = renew().catch(() => undefined);
  return async () => {
    stopped.abort();
    await renewed;
    await Promise.all([from, to].map(({ store }) => store.releaseLease(scheduleLease, holder)));
  };
}

const titles: Readonly<Record<CopyKind, string>> = {
  datasets: 'dataset',
  organisations: 'organisation',
  governance: 'governance entry',
  forgotten: 'forgotten person',
  channels: 'channel',
  runs: 'run',
  blinds: 'blind span',
  warnings: 'warning',
  wordings: 'wording',
  mentions: 'mention',
  reviews: 'review',
  statements: 'statement',
  statementChecks: 'statement to look at again',
  notices: 'notice',
  digests: 'digest',
  changes: 'change',
  budgets: 'budget',
  reservations: 'reservation',
  sites: 'website',
  proposals: 'proposal',
  streams: 'stream',
};

/** "577 mentions". */
export function sayKind(kind: CopyKind, count: number): string {
  const irregular: Partial<Record<CopyKind, string>> = {
    governance: 'governance entries',
    forgotten: 'forgotten people',
    statementChecks: 'statements to look at again',
  };
  return plural(count, titles[kind], irregular[kind]);
}

function sum(counts: Readonly<Record<CopyKind, number>>): number {
  return Object.values(counts).reduce((one, other) => one + other, 0);
}
