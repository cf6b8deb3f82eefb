import { StoreError } from '../core/errors.ts';
import type { MongoParts } from './mongo-db.ts';
import type { UpkeepStore } from './upkeep.ts';

/** There are no count tables here: Counts come from the Mentions themselves, so that nothing is to be put in order and nothing to be proved. */
export function mongoUpkeep({ place }: Pick<MongoParts, 'place'>): UpkeepStore {
  return {
    tidyCounts: () => Promise.resolve(),
    verifyCounts: () => ({ [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(noTables(place)) }) }),
  };
}

function noTables(place: string): StoreError {
  return new StoreError(
    `${place} keeps no count tables: its counts come from the mentions themselves, so there is nothing to compare.`,
  );
}
