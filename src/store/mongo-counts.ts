import type { Count } from '../core/types.ts';
import { answerCounts, answerTotals, splitSpan } from './count-answer.ts';
import type { Cell } from './count-cells.ts';
import { cellKeys, levels } from './count-cells.ts';
import type { CountedRow } from './count-make.ts';
import { makeCells } from './count-make.ts';
import type { CellTable } from './countable.ts';
import { tableFor } from './countable.ts';
import type { MentionQuery } from './filters.ts';
import type { CountBy, MentionStore } from './mentions.ts';
import { isCounted } from './mongo-build.ts';
import { readCells } from './mongo-cells.ts';
import type { Cover } from './mongo-cover.ts';
import { coverSpan, hourDate } from './mongo-cover.ts';
import { toInstant } from './mongo-dates.ts';
import type { MongoParts } from './mongo-db.ts';
import type { MentionDoc } from './mongo-docs.ts';
import { countGroups, totalGroups } from './mongo-groups.ts';
import type { Numbers } from './mongo-numbers.ts';
import { createNumbers } from './mongo-numbers.ts';
import { earliest } from './mongo-pages.ts';
import type { CountRow } from './mongo-rows.ts';
import { groupRows } from './mongo-rows.ts';
import type { MentionFilter } from './mongo-where.ts';
import { also, mongoWhere } from './mongo-where.ts';
import { rollUp } from './rollup.ts';

/** So many hours whose cells do not hold are as well counted together with the rest, from the Mentions. */
const mostOpen = 200;

/** Out of cells where they hold what is asked, and out of the Mentions themselves for hours that somebody is changing, and for all else. */
export function mongoCounts(parts: MongoParts): Pick<MentionStore, 'count' | 'counts' | 'latest'> {
  const ready = isCounted(parts);
  const numbers = createNumbers(parts);
  const ask = async (
    query: MentionQuery,
    key: CountBy['key'],
    rest: Pick<Question, 'said' | 'largest'>,
  ): Promise<Found | null> => {
    const table = tableFor(query, key);
    return table !== null && (await ready()) ? findCells(parts, numbers, { query, table, ...rest }) : null;
  };
  return {
    count: async (query) => {
      const found = await ask(query, null, { said: true, largest: levels.month });
      return found === null ? totalGroups(parts, query) : answerTotals(query, found.dated, found.undated);
    },
    counts: async (query, by) => {
      const largest = by.bucket === null ? levels.month : levels[by.bucket];
      const found = await ask(query, by.key, { said: false, largest });
      if (found === null) return countGroups(parts, query, by);
      const cells = by.bucket === null ? [...found.undated, ...found.dated] : found.dated;
      return answerCounts(query, by, cells, numbers.members) satisfies readonly Count[];
    },
    latest: async (query) => {
      const dated = also(mongoWhere(query, parts.areas), { postedAt: { $gte: earliest } });
      const mentions = parts.collection<MentionDoc>('mentions');
      const newest = await mentions.findOne(dated, { sort: { postedAt: -1 }, projection: { postedAt: 1 } });
      return toInstant(newest?.postedAt ?? null);
    },
  };
}

interface Question {
  readonly query: MentionQuery;
  readonly table: CellTable;
  /** Statements are read only where somebody wants them: they are the larger part. */
  readonly said: boolean;
  readonly largest: number;
}

interface Found {
  /** In the order of time. */
  readonly dated: readonly Cell[];
  readonly undated: readonly Cell[];
}

/** null where as much is open that the Mentions are as quickly asked themselves. */
async function findCells(parts: MongoParts, numbers: Numbers, question: Question): Promise<Found | null> {
  const { query, table, said, largest } = question;
  const { dataset } = query;
  const { hours, before, after } = splitSpan(query);
  const isTimeless = query.from === undefined && query.to === undefined;
  const [dated, undated] = await Promise.all([
    hours === null ? none : coverSpan(parts, { dataset, undated: false }, hours, largest),
    isTimeless ? coverSpan(parts, { dataset, undated: true }, always, largest) : none,
  ]);
  if (Math.max(dated.open.length, undated.open.length) > mostOpen) return null;
  // Cells first: what they hold has its numbers by then.
  const [whole, timeless] = await Promise.all([dated, undated].map(({ cells }) => readCells(parts, cells, table, said)));
  if (!whole || !timeless) return null;
  const rows = async (...which: readonly MentionFilter[]): Promise<readonly CountRow[]> => {
    const where = mongoWhere(query, parts.areas);
    return (await Promise.all(which.map((one) => groupRows(parts, also(where, one), { table, said })))).flat();
  };
  const [datedRows, undatedRows] = await Promise.all([
    rows(
      ...[before, after].flatMap((end) => (end === null ? [] : [{ postedAt: { $gte: date(end.from), $lt: date(end.to) } }])),
      ...(dated.open.length === 0 ? [] : [{ hour: { $in: dated.open.map(hourDate) } }]),
    ),
    rows(...(undated.open.length === 0 ? [] : [seenIn(undated.open)])),
  ]);
  const [one, other] = await numberAll(numbers, dataset, datedRows, undatedRows);
  const fit = await fitting(parts, numbers, question, [...whole, ...timeless]);
  return {
    dated: [...whole.filter(fit), ...makeCells(table, one)].sort((a, b) => a.start - b.start),
    undated: [...timeless.filter(fit), ...makeCells(table, other)],
  };
}

const none: Cover = { cells: [], open: [] };
const always = { from: -Infinity, to: Infinity };

/** Dates as far as JavaScript knows them. */
function date(ms: number): Date {
  return new Date(Math.max(-8.64e15, Math.min(8.64e15, ms)));
}

/** Those without a date, by when they were seen. */
function seenIn(hours: readonly number[]): MentionFilter {
  const spans = hours.map((hour) => ({ seenAt: { $gte: hourDate(hour), $lt: hourDate(hour + 1) } }));
  return { hour: null, $or: spans };
}

/** All at once, so that what has no number yet gets the same in both. */
async function numberAll(
  numbers: Numbers,
  dataset: string,
  dated: readonly CountRow[],
  undated: readonly CountRow[],
): Promise<readonly [readonly CountedRow[], readonly CountedRow[]]> {
  if (dated.length + undated.length === 0) return [[], []];
  const all = await numbers.number(dataset, [...dated, ...undated], 'find');
  return [all.slice(0, dated.length), all.slice(dated.length)];
}

/** Whether a cell's sets hold any of what is asked for. */
async function fitting(
  { areas }: MongoParts,
  numbers: Numbers,
  { query, table }: Question,
  cells: readonly Cell[],
): Promise<(cell: Cell) => boolean> {
  const keys = cellKeys(table);
  await numbers.load(cells.flatMap((cell) => [...(keys.systems ? [cell.systems] : []), ...(keys.areas ? [cell.areas] : [])]));
  const systems = query.systems && new Set<string>(query.systems);
  const places = query.areas && new Set(rollUp(query.areas, areas));
  const holds = (set: number, wanted: ReadonlySet<string> | undefined): boolean =>
    wanted === undefined || numbers.members(set).some((member) => wanted.has(member));
  return (cell) => holds(cell.systems, systems) && holds(cell.areas, places);
}
