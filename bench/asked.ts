import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { areas } from '../analysis/areas.ts';
import { phases } from '../src/core/types.ts';
import type { CountBy } from '../src/store/contract.ts';
import type { MentionQuery } from '../src/store/filters.ts';
import { outagePhases } from '../src/store/query.ts';
import { chunkOptions } from '../src/store/sqlite-chunks.ts';
import { bindCalls } from '../src/store/sqlite-engine.ts';
import { openDatabase } from '../src/store/sqlite-open.ts';
import type { Sql } from '../src/store/sqlite-sql.ts';
import { createSql } from '../src/store/sqlite-sql.ts';

/** A question of the overview: `count` where it has no key or bucket. */
export type Question = readonly [MentionQuery, CountBy | null];

/** What the overview and the view of an area ask, over two days around the busiest and over all time. */
export function questions(busiestHour: number): Readonly<Record<string, Question>> {
  const at = (hour: number) => new Date(hour * 3_600_000).toISOString() as NonNullable<MentionQuery['from']>;
  const always: MentionQuery = { dataset: 'live', phases: outagePhases };
  const here: MentionQuery = { ...always, from: at(busiestHour - 15), to: at(busiestHour + 33) };
  const region = { areas: ['Y62'] };
  return {
    timeline: [here, { bucket: 'hour', key: 'phase' }],
    authors: [here, { bucket: null, key: 'authorKind' }],
    systems: [here, { bucket: null, key: 'system' }],
    areas: [here, { bucket: null, key: 'area' }],
    totals: [here, null],
    allTime: [always, null],
    allPhases: [{ ...always, phases }, null],
    areaTimeline: [
      { ...here, ...region },
      { bucket: 'hour', key: 'phase' },
    ],
    areaSystems: [
      { ...here, ...region },
      { bucket: null, key: 'system' },
    ],
    areaTotals: [{ ...here, ...region }, null],
    areaAllTime: [{ ...always, ...region }, null],
    systemAreas: [
      { ...here, systems: ['emis-web'] },
      { bucket: null, key: 'area' },
    ],
    systemAreaAllTime: [{ ...always, ...region, systems: ['emis-web'] }, null],
    hoursBySystem: [here, { bucket: 'hour', key: 'system' }],
  };
}

/** A store that is asked on this thread, and whose reading of count tables can be told. */
export interface Asked {
  readonly db: DatabaseSync;
  readonly sql: Sql;
  readonly ask: (question: Question) => unknown;
  /** What a question reads of the count tables: statements with their values. */
  readonly read: (question: Question) => readonly (readonly [text: string, values: readonly SQLInputValue[]])[];
  /** The hour of most Organisations and kinds of posts, in hours since 1970. */
  readonly busiest: number;
}

export function openAsked(file: string): Asked {
  const db = openDatabase(file);
  const sql = createSql(db);
  let read: [string, SQLInputValue[]][] | null = null;
  const listening: Sql = {
    ...sql,
    lists: (text, ...values) => {
      if (text.includes('count_')) read?.push([text, values]);
      return sql.lists(text, ...values);
    },
  };
  const calls = bindCalls(listening, chunkOptions(areas));
  const ask = ([query, by]: Question): unknown => (by === null ? calls.count(query) : calls.counts(query, by));
  const day = sql.get('SELECT start FROM count_totals WHERE level = 1 ORDER BY length(tally) DESC LIMIT 1');
  return {
    ...{ db, sql, ask, busiest: Number(day?.['start']) },
    read: (question) => {
      const found: [string, SQLInputValue[]][] = [];
      read = found;
      ask(question);
      read = null;
      return found;
    },
  };
}
