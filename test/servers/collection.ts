import { collectDue } from '../../src/collect.ts';
import { createHttp } from '../../src/core/http/axios.ts';
import { silentLogger } from '../../src/core/log.ts';
import { clock } from '../../src/core/time.ts';
import type { Channel, Mention } from '../../src/core/types.ts';
import { phases } from '../../src/core/types.ts';
import type { RunResult, Store } from '../../src/store/contract.ts';
import { makeChannel } from '../store/samples.ts';
import { openWorld } from '../world.ts';

export interface Collection {
  readonly store: Store;
  readonly add: (channel: Partial<Channel> & { readonly id: string }) => Promise<void>;
  /** One Run of one Channel, due or not. */
  readonly collect: (id: string) => Promise<RunResult>;
  /** Everything that is stored, oldest first, whatever its phase. */
  readonly stored: () => Promise<readonly Mention[]>;
}

/** The real pipeline from collector to store, over the real network, which here is loopback. */
export async function openCollection(atEnd: (close: () => Promise<void>) => void): Promise<Collection> {
  const { store, pipeline, directory } = await openWorld();
  atEnd(() => store.close());
  const http = createHttp({ version: 'test', contact: null, allowPrivate: true, gapMs: 0, retryMs: 1, clock, log: silentLogger });
  const log = silentLogger;
  const parts = { store, pipeline, directory, http, log, concurrency: 1, dataset: 'live', holder: 'test', now: clock };
  return {
    store,
    add: async ({ id, ...more }) => {
      await store.saveChannel(makeChannel(id, { addedAt: clock(), ...more }));
    },
    collect: async (id) => {
      const [result] = await collectDue(parts, { signal: AbortSignal.timeout(60_000), ids: [id] });
      if (result === undefined) throw new Error(`${id} was not collected`);
      return result;
    },
    stored: async () => (await Array.fromAsync(store.stream({ dataset: 'live', phases }))).flat(),
  };
}
