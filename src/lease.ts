import type { App } from './app.ts';
import { StoreError } from './core/errors.ts';
import { toMs } from './core/time.ts';
import type { Instant } from './core/types.ts';
import { freeTheDead, sayHolder } from './holders.ts';

/** Whoever holds it schedules on this store; a copy takes it as well. */
export const scheduleLease = 'schedule';
const ttlMs = 30_000;
const renewEveryMs = 10_000;

export interface HeldLease {
  /** False while nobody knows who schedules, after this process slept for longer than the lease, and once somebody else does. */
  readonly held: () => boolean;
  /** Aborts when the lease is lost: what is under way is then somebody else's to do. A new one comes with the lease itself. */
  readonly lost: () => AbortSignal;
  readonly release: () => Promise<void>;
}

/** Makes this process the one that schedules on this store, or throws StoreError saying which one is. */
export async function holdSchedule(app: App): Promise<HeldLease> {
  await freeTheDead(app);
  const claim = () => app.store.acquireLease({ name: scheduleLease, holder: app.holder, now: app.now(), ttlMs });
  const first = await claim();
  if (!first.held) {
    throw new StoreError(
      `Ripplewatch is already running on this data folder (${sayHolder(first.by.holder)}). Stop it first, use "ripplewatch serve" for another dashboard, or choose another folder with --data.`,
    );
  }
  let held = true;
  let renewedAt = app.now();
  let lost = new AbortController();
  const take = (has: boolean, askedAt: Instant): void => {
    if (held !== has) app.log.warn({ held: has }, 'the schedule changed hands');
    if (has) renewedAt = askedAt;
    if (has && lost.signal.aborted) lost = new AbortController();
    if (!has) lost.abort();
    held = has;
  };
  const renew = (): void => {
    const askedAt = app.now();
    claim().then(
      (answer) => take(answer.held, askedAt),
      (error: unknown) => app.log.error({ err: error }, 'the lease could not be renewed'),
    );
  };
  const timer = setInterval(renew, renewEveryMs);
  timer.unref();
  return {
    // After a sleep the timers of the schedule may be quicker than the renewal; an expired lease is nobody's.
    held: () => held && toMs(app.now()) - toMs(renewedAt) < ttlMs,
    lost: () => lost.signal,
    release: async () => {
      clearInterval(timer);
      await app.store.releaseLease(scheduleLease, app.holder);
    },
  };
}
