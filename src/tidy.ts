import { setTimeout as wait } from 'node:timers/promises';
import type { App } from './app.ts';
import { isPassing } from './core/errors.ts';

const everyMs = 60_000;

/** Keeps what Counts are read from at its quickest, until the signal. A store that is away is tried again a minute later. */
export async function keepTidy({ store, log }: App, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await store.tidyCounts({ signal });
    } catch (error) {
      if (!isPassing(error)) log.error({ err: error }, 'the counts could not be put in order; it will be tried again');
    }
    await wait(everyMs, undefined, { signal, ref: false }).catch(() => undefined);
  }
}
