import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { Instant, Mention } from '../../../src/core/types.ts';
import { phases } from '../../../src/core/types.ts';
import type { Saved, Store, StoreBatch } from '../../../src/store/contract.ts';
import type { MentionQuery } from '../../../src/store/filters.ts';
import type { Engine } from '../engines.ts';

export const outage: MentionQuery = { dataset: 'live', phases: ['disrupted', 'recovering', 'restored'] };
export const everything: MentionQuery = { dataset: 'live', phases };
export const at: Instant = '2024-07-19T07:00:00.000Z';

interface Given {
  readonly store: Store;
  readonly save: (mentions: readonly Mention[], rest?: Partial<StoreBatch>) => Promise<Saved>;
  /** Ids on the first page of a query, sorted. */
  readonly ids: (query: MentionQuery) => Promise<readonly string[]>;
  /** Everything a stream of the query brings. */
  readonly all: (query: MentionQuery) => Promise<readonly Mention[]>;
}

/** An empty store with the Dataset `live` in it, for each test of the describe that calls this or, where tests only read, once for all. */
export function useStore(engine: Engine, often: 'each' | 'once' = 'each'): Given {
  let opened: Awaited<ReturnType<Engine['open']>> | null = null;
  const current = (): Store => {
    if (opened === null) throw new Error('No store is open outside a test');
    return opened.store;
  };
  (often === 'each' ? beforeEach : beforeAll)(async () => {
    opened = await engine.open();
    await opened.store.addDataset({ id: 'live', title: 'Collected posts', invented: false, createdAt: at });
  });
  (often === 'each' ? afterEach : afterAll)(async () => {
    await opened?.remove();
    opened = null;
  });
  return {
    get store() {
      return current();
    },
    save: (mentions, rest = {}) =>
      current().saveBatch({ mentions, removed: [], notices: [], channel: null, cursor: null, ...rest }),
    ids: async (query) => {
      const { items } = await current().mentions(query, { limit: 100, after: null });
      return items.map(({ post }) => post.id).sort();
    },
    all: async (query) => (await Array.fromAsync(current().stream(query))).flat(),
  };
}
