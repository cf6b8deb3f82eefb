import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store } from '../../src/store/contract.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import type { ContractPart } from './contract/all.ts';
import { sampleAreas } from './samples.ts';

export interface Engine {
  readonly name: string;
  /** Parts of the contract that it cannot keep, each with the reason. */
  readonly lacks?: Readonly<Partial<Record<ContractPart, string>>>;
  /** An empty store and what removes every trace of it. */
  readonly open: () => Promise<{ readonly store: Store; readonly remove: () => Promise<void> }>;
}

/** Every engine the contract suite runs over; another one is one more entry. */
export const engines: readonly Engine[] = [
  {
    name: 'SQLite in memory',
    open: async () => {
      // With sets of few Mentions, so that the suite goes through many of them.
      const store = await openSqlite(':memory:', { areas: sampleAreas, chunkRows: 16 });
      return { store, remove: () => store.close() };
    },
  },
  {
    name: 'SQLite in a file',
    open: async () => {
      const folder = await mkdtemp(join(tmpdir(), 'ripplewatch-store-'));
      const store = await openSqlite(join(folder, 'ripplewatch.db'), { areas: sampleAreas });
      return {
        store,
        remove: async () => {
          await store.close();
          await rm(folder, { recursive: true });
        },
      };
    },
  },
];
