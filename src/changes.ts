import { setTimeout as wait } from 'node:timers/promises';
import type { Changes } from './api/deps.ts';
import type { Revision, Store } from './store/contract.ts';

/** How often the store is asked while anybody waits; where it tells by itself, this is only for what it may have missed. */
const askEveryMs = 1000;
const askSeldomMs = 15_000;

/**
 * Watches where the store stands for everybody who waits for it to move: one question a second whatever their number, and none while nobody
 * waits. Where the database tells of changes by itself, it is asked when it does.
 */
export function watchChanges(store: Pick<Store, 'revision' | 'watchRevision'>): Changes {
  let asking: Promise<Revision> | null = null;
  let bell = Promise.withResolvers<undefined>();
  const ring = (): void => {
    bell.resolve(undefined);
    bell = Promise.withResolvers<undefined>();
  };
  let told: Promise<(() => Promise<void>) | null> | null = null;
  const listen = (): Promise<(() => Promise<void>) | null> => (told ??= store.watchRevision(ring).catch(() => null));

  /** Those who ask in the same second share one answer. */
  const askSoon = (): Promise<Revision> => {
    asking ??= pause()
      .then(() => store.revision())
      .finally(() => (asking = null));
    return asking;
  };
  const pause = async (): Promise<void> => {
    const restMs = (await listen()) === null ? askEveryMs : askSeldomMs;
    await Promise.race([wait(restMs, undefined, { ref: false }), bell.promise]);
  };

  let reading: Promise<Revision> | null = null;
  return {
    // Who asks while the question is under way has written nothing since it was put, so one answer does for all of them.
    current: () => (reading ??= store.revision().finally(() => (reading = null))),
    after: async (seen, signal) => {
      const over = new Promise<null>((resolve) => signal.addEventListener('abort', () => resolve(null), { once: true }));
      let now = await store.revision();
      while (now.mentions === seen && !signal.aborted) now = (await Promise.race([askSoon(), over])) ?? now;
      return now;
    },
    close: async () => {
      await (await told)?.();
    },
  };
}
