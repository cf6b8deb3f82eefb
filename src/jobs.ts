import type { RunCoordinator } from 'node-cron';
import type { App } from './app.ts';
import { fromMs, toMs } from './core/time.ts';
import type { Instant } from './core/types.ts';

const minuteMs = 60_000;

/**
 * Lets one process run a job at its due time, whatever the number of processes: the first that asks the store. The time is the store's, to the
 * nearest minute, since the clock by which a process counts its minutes may be wrong. https://nodecron.com/distributed-coordination
 */
export function coordinate({ store, holder, log }: App, name: string): RunCoordinator {
  return {
    shouldRun: async () => {
      try {
        return await store.claimJob({ name, due: nearestMinute(store.now()), holder });
      } catch (error) {
        log.error({ err: error, job: name }, 'nobody knows whether this job is to be run, so it is left for the next time');
        return false;
      }
    },
  };
}

function nearestMinute(at: Instant): Instant {
  return fromMs(Math.round(toMs(at) / minuteMs) * minuteMs);
}
