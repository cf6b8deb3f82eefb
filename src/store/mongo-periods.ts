import type { Binary } from 'mongodb';
import type { CellTable } from './countable.ts';
import type { IndexPlan } from './mongo-indexes.ts';

/** Which hour, London day or London month of a Dataset; Mentions without a date are counted apart, by when they were seen. */
export interface PeriodKey {
  readonly dataset: string;
  readonly undated: boolean;
  readonly level: number;
  /** Hours since 1970. */
  readonly start: number;
}

/** Whether the cells of a period may be read. It stays when its Mentions are gone, so that its version never begins anew. */
export interface PeriodDoc extends PeriodKey {
  /** `periodId`. */
  readonly _id: string;
  readonly ends: number;
  /** Goes up before any of its Mentions changes. */
  readonly version: number;
  /** Its cells need not be what its Mentions say. */
  readonly open: boolean;
  /** By the database's time: before that somebody may still be writing. */
  readonly settleAfter: Date;
}

/** The cells that one table has of a period, or some of them where they are too many for one document. */
export interface CellsDoc extends PeriodKey {
  /** `cellsId`. */
  readonly _id: string;
  readonly table: CellTable;
  readonly part: number;
  readonly parts: number;
  /** Of the period, when its Mentions were read. */
  readonly version: number;
  /** All parts that were written together have the same. */
  readonly token: string;
  /** `systems`, `areas`, length of the bag, the bag; one cell after the other. */
  readonly tally: Binary;
  readonly said: Binary;
}

export function periodId({ dataset, undated, level, start }: PeriodKey): string {
  return JSON.stringify([dataset, undated, level, start]);
}

export function cellsId({ dataset, undated, level, start }: PeriodKey, table: CellTable, part: number): string {
  return JSON.stringify([dataset, undated, level, start, table, part]);
}

export const countIndexes: readonly IndexPlan[] = [
  { collection: 'countPeriods', key: { open: 1, level: 1, settleAfter: 1 } },
  { collection: 'countPeriods', key: { dataset: 1, level: 1, open: 1, start: 1 } },
  { collection: 'countCells', key: { dataset: 1, level: 1 } },
  { collection: 'countOrganisations', key: { number: 1 } },
  { collection: 'countStatements', key: { number: 1 } },
  { collection: 'countSets', key: { number: 1 } },
  // An hour's Mentions, and those without a date by when they were seen.
  { collection: 'mentions', key: { dataset: 1, hour: 1, seenAt: 1 } },
];
