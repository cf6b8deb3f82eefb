import type { App } from './app.ts';
import { StoreError } from './core/errors.ts';
import { toMs } from './core/time.ts';
import type { Instant } from './core/types.ts';
import { freeTheDead, sayHolder } from './holders.ts';
import type { Lease } from './store/contract.ts';

/** Whoever holds it schedules on this store; a copy takes it as well. */
export const scheduleLease = 'schedule';
/** Processes that divide the work among them hold it together, so that a copy waits for all of them, and they for a copy. */
const together = 'every process that collects';
const ttlMs = 30_000;
const renewEveryMs = 10_000;

export interface HeldLease {
  /** False while nobody knows who holds it, after this process slept for longer than the lease, and once somebody else does. */
  readonly held: () => boolean;
  /** Aborts when the lease is lost: what is under way is then somebody else's to do. A new one comes with the lease itself. */
  readonly lost: () => AbortSignal;
  readonly release: () => Promise<void>;
}

/**
 * Lets this process collect and schedule. On a shared store every process may, and they divide the work among them; of those on one data
 * folder a single one. Throws StoreError saying who has it.
 */
export async function holdSchedule(app: App): Promise<HeldLease> {
  await freeTheDead(app);
  const lease = await holdLease(app, scheduleLease, app.store.shared ? together : app.holder);
  if (lease.by !== null) {
    await lease.release();
    throw new StoreError(
      `Ripplewatch is already running on this data folder (${sayHolder(lease.by.holder)}). Stop it first, use "ripplewatch serve" for another dashboard, or choose another folder with --data.`,
    );
  }
  return lease;
}

/** Takes a lease as soon as nobody else has it, and keeps it; `by` says who had it at first. */
export async function holdLease(app: App, name: string, holder = app.holder): Promise<HeldLease & { readonly by: Lease | null }> {
  const claim = () => app.store.acquireLease({ name, holder, now: app.store.now(), ttlMs });
  let renewedAt = app.store.now();
  const first = await claim();
  let held = first.held;
  let lost = new AbortController();
  if (!held) lost.abort();
  const take = (has: boolean, askedAt: Instant): void => {
    if (held !== has) app.log.warn({ lease: name, held: has }, 'a lease changed hands');
    if (has) renewedAt = askedAt;
    if (has && lost.signal.aborted) lost = new AbortController();
    if (!has) lost.abort();
    held = has;
  };
  const renew = (): void => {
    const askedAt = app.store.now();
    claim().then(
      (answer) => take(answer.held, askedAt),
      (error: unknown) => app.log.error({ err: error, lease: name }, 'a lease could not be renewed'),
    );
  };
  const timer = setInterval(renew, renewEveryMs);
  timer.unref();
  return {
    by: first.held ? null : first.by,
    // After a sleep the timers of the schedule may be quicker than the renewal; an expired lease is nobody's.
    held: () => held && toMs(app.store.now()) - toMs(renewedAt) < ttlMs,
    lost: () => lost.signal,
    release: async () => {
      clearInterval(timer);
      await app.store.releaseLease(name, holder);
    },
  };
}

/** Does work that only one process may do at a time; null where another is at it. */
export async function doAlone<Result>(app: App, name: string, work: () => Promise<Result>): Promise<Result | null> {
  const lease = await holdLease(app, name);
  try {
    return lease.by === null ? await work() : null;
  } finally {
    await lease.release();
  }
}
