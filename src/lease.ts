import type { App } from './app.ts';
import { StoreError } from './core/errors.ts';
import { freeTheDead, sayHolder } from './holders.ts';

const name = 'schedule';
const ttlMs = 30_000;
const renewEveryMs = 10_000;

export interface HeldLease {
  /** False once somebody else took over, after this process slept for longer than the lease. */
  readonly held: () => boolean;
  readonly release: () => Promise<void>;
}

/** Makes this process the one that schedules on this store, or throws StoreError saying which one is. */
export async function holdSchedule(app: App): Promise<HeldLease> {
  await freeTheDead(app);
  const claim = () => app.store.acquireLease({ name, holder: app.holder, now: app.now(), ttlMs });
  const first = await claim();
  if (!first.held) {
    throw new StoreError(
      `Ripplewatch is already running on this data folder (${sayHolder(first.by.holder)}). Stop it first, use "ripplewatch serve" for another dashboard, or choose another folder with --data.`,
    );
  }
  let held = true;
  const timer = setInterval(() => {
    claim().then(
      (answer) => {
        if (held !== answer.held) app.log.warn({ held: answer.held }, 'the schedule changed hands');
        held = answer.held;
      },
      (error: unknown) => app.log.error({ err: error }, 'the lease could not be renewed'),
    );
  }, renewEveryMs);
  timer.unref();
  return {
    held: () => held,
    release: async () => {
      clearInterval(timer);
      await app.store.releaseLease(name, app.holder);
    },
  };
}
