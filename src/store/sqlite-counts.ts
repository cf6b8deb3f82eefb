import { fromMs } from '../core/time.ts';
import type { Area, Count, Instant } from '../core/types.ts';
import type { CountBy, Totals } from './contract.ts';
import { answerCounts, answerTotals, splitSpan } from './count-answer.ts';
import type { Cell } from './count-cells.ts';
import { hourMs, levels } from './count-cells.ts';
import { tableFor } from './countable.ts';
import type { MentionQuery } from './filters.ts';
import { cellQuery, findScope, isReady, readCells, readRagged } from './sqlite-cells.ts';
import type { Row, Sql } from './sqlite-sql.ts';
import { tallyOf } from './sqlite-tally.ts';
import { where } from './sqlite-where.ts';

const buckets = {
  // Twice the remainder, so that posts dated before 1970 fall into their hour as well.
  hour: `m.posted_at - ((m.posted_at % ${hourMs}) + ${hourMs}) % ${hourMs}`,
  day: 'm.london_day',
} as const;

const keys: Readonly<Record<NonNullable<CountBy['key']>, { readonly from: string; readonly column: string }>> = {
  system: { from: 'mentions m JOIN mention_systems k ON k.mention = m.key AND k.role = ?', column: 'k.system' },
  area: { from: 'mentions m JOIN mention_areas k ON k.mention = m.key', column: 'k.area' },
  service: { from: 'mentions m JOIN mention_services k ON k.mention = m.key', column: 'k.service' },
  phase: { from: 'mentions m', column: 'm.phase' },
  platform: { from: 'mentions m', column: 'm.platform' },
  authorKind: { from: 'mentions m', column: 'm.author_kind' },
  voice: { from: 'mentions m', column: 'm.voice' },
  channel: { from: 'mentions m', column: 'm.channel' },
  cause: { from: 'mentions m', column: 'm.cause' },
};

/** Earliest bucket first, then the key with most Mentions; what has no key or, in buckets, no date is left out. */
export function counts(sql: Sql, areas: readonly Area[], query: MentionQuery, by: CountBy): readonly Count[] {
  return countCells(sql, areas, query, by) ?? countRows(sql, areas, query, by);
}

/** Out of the count tables; null where they do not cover the question, or are not built yet. */
function countCells(sql: Sql, areas: readonly Area[], query: MentionQuery, by: CountBy): readonly Count[] | null {
  const largest = by.bucket === null ? levels.month : levels[by.bucket];
  return withCells(sql, areas, query, by.key, { said: false, largest }, (dated, undated) =>
    answerCounts(query, by, by.bucket === null ? join(undated, dated) : dated, tallyOf(sql).numbers.members),
  );
}

function* join(...parts: readonly Iterable<Cell>[]): Generator<Cell> {
  for (const part of parts) yield* part;
}

/** What the count tables hold of a query, with a date in the order of time and without one. */
function withCells<Result>(
  sql: Sql,
  areas: readonly Area[],
  query: MentionQuery,
  key: CountBy['key'],
  { said, largest }: { readonly said: boolean; readonly largest: number },
  answer: (dated: Iterable<Cell>, undated: Iterable<Cell>) => Result,
): Result | null {
  const table = tableFor(query, key);
  if (table === null) return null;
  const { hours, before, after } = splitSpan(query);
  const everyHour = { from: -Infinity, to: Infinity };
  return sql.snapshot(() => {
    if (!isReady(sql)) return null;
    const cellsOf = (undated: boolean, span: typeof hours): Iterable<Cell> => {
      const scope = findScope(sql, query.dataset, undated);
      if (scope === null || span === null) return [];
      return readCells(sql, cellQuery(query, areas, { table, scope, said }), span, largest);
    };
    const ragged = (span: typeof before): Iterable<Cell> =>
      span === null ? [] : readRagged(sql, cellQuery(query, areas, { table, scope: 0, said }), query.dataset, span);
    const isTimeless = query.from === undefined && query.to === undefined;
    return answer(join(ragged(before), cellsOf(false, hours), ragged(after)), isTimeless ? cellsOf(true, everyHour) : []);
  });
}

/** Out of the Mentions' own rows: any question whatever. */
export function countRows(sql: Sql, areas: readonly Area[], query: MentionQuery, by: CountBy): readonly Count[] {
  const { from, column } = by.key === null ? { from: 'mentions m', column: 'NULL' } : keys[by.key];
  const bucket = by.bucket === null ? 'NULL' : buckets[by.bucket];
  const condition = where(query, areas);
  const kept = [
    condition.sql,
    ...(by.bucket === null ? [] : [`${bucket} IS NOT NULL`]),
    ...(by.key === null ? [] : [`${column} IS NOT NULL`]),
  ];
  const rows = sql.all(
    `SELECT ${bucket} AS bucket, ${column} AS key, count(*) AS mentions, count(DISTINCT m.organisation) AS organisations
     FROM ${from} WHERE ${kept.join(' AND ')} GROUP BY 1, 2 ORDER BY 1, mentions DESC, 2`,
    ...(by.key === 'system' ? [query.role ?? 'affected'] : []),
    ...condition.values,
  );
  return rows.map(toCount).filter(({ mentions }) => mentions > 0);
}

export function count(sql: Sql, areas: readonly Area[], query: MentionQuery): Totals {
  const options = { said: true, largest: levels.month };
  return withCells(sql, areas, query, null, options, (...cells) => answerTotals(query, ...cells)) ?? totalRows(sql, areas, query);
}

export function totalRows(sql: Sql, areas: readonly Area[], query: MentionQuery): Totals {
  const { sql: condition, values } = where(query, areas);
  const row = sql.get(
    `SELECT count(*) AS mentions, count(DISTINCT m.organisation) AS organisations,
       count(*) - count(m.posted_at) AS undated, count(DISTINCT m.statement) AS statements FROM mentions m WHERE ${condition}`,
    ...values,
  );
  return {
    mentions: Number(row?.['mentions']),
    organisations: Number(row?.['organisations']),
    undated: Number(row?.['undated']),
    statements: Number(row?.['statements']),
  };
}

/** How many Mentions a query holds, for the foot of a page: no distinct values to tell apart, so far quicker than `count`. */
export function total(sql: Sql, areas: readonly Area[], query: MentionQuery): { readonly all: number; readonly deleted: number } {
  const { sql: condition, values } = where(query, areas);
  const select = `SELECT count(*) AS total FROM mentions m WHERE ${condition}`;
  return {
    all: Number(sql.get(select, ...values)?.['total']),
    deleted: Number(sql.get(`${select} AND m.removed_why = 'deleted'`, ...values)?.['total']),
  };
}

export function latest(sql: Sql, areas: readonly Area[], query: MentionQuery): Instant | null {
  const { sql: condition, values } = where(query, areas);
  const newest = sql.get(`SELECT max(m.posted_at) AS newest FROM mentions m WHERE ${condition}`, ...values)?.['newest'];
  return typeof newest === 'number' ? fromMs(newest) : null;
}

function toCount({ bucket, key, mentions, organisations }: Row): Count {
  return {
    bucket: typeof bucket === 'number' ? fromMs(bucket) : null,
    key: typeof key === 'string' ? key : null,
    mentions: Number(mentions),
    organisations: Number(organisations),
  };
}
