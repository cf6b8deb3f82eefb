import { toMs } from '../core/time.ts';
import type { Mention } from '../core/types.ts';
import type { Counted } from './count-cells.ts';
import { hourMs } from './count-cells.ts';
import { kindOf } from './countable.ts';
import type { Hour } from './sqlite-hours.ts';
import { bothFactor, writeHour } from './sqlite-hours.ts';
import type { Numbers } from './sqlite-numbers.ts';
import { createNumbers, setKinds } from './sqlite-numbers.ts';
import type { Row, Sql } from './sqlite-sql.ts';

/** Keeps the count tables up with the Mentions: what a transaction did to Mentions is in the cells before it is committed. */
export interface Tally {
  readonly numbers: Numbers;
  /** One Mention more (`step` 1) or less (-1). */
  add(counted: Counted, step: number): void;
  /** True for those of an older store that are still to be counted, by `tidySome`. */
  isUnbuilt(key: number): boolean;
  /** Writes everything that was added into the cells. */
  flush(): void;
}

const tallies = new WeakMap<Sql, Tally>();

/** The one of this connection. */
export function tallyOf(sql: Sql): Tally {
  let tally = tallies.get(sql);
  if (tally === undefined) {
    tally = startTally(sql);
    tallies.set(sql, tally);
  }
  return tally;
}

/** Counts a Mention that was just inserted; whatever changes later is noticed by the triggers on its row. */
export function countNew(sql: Sql, key: number, mention: Mention): void {
  const tally = tallyOf(sql);
  if (tally.isUnbuilt(key)) return;
  const { post, verdict, places, organisation, statement, dataset } = mention;
  const areas = places.filter(({ kind }) => kind !== 'organisation').map(({ code }) => code);
  tally.add(
    toCounted(tally.numbers, {
      ...{ dataset, organisation, statement, phase: verdict.phase, voice: verdict.voice, author_kind: post.author.kind },
      posted_at: post.postedAt === null ? null : toMs(post.postedAt),
      seen_at: toMs(post.seenAt),
      systems: JSON.stringify(verdict.systems),
      areas: JSON.stringify(areas),
    }),
    1,
  );
}

/** Notes what the counts hold of a Mention before its systems or areas are written anew. */
export function noteBefore(sql: Sql, key: number): void {
  sql.run('INSERT OR IGNORE INTO count_changes SELECT * FROM count_rows WHERE mention = ?', key);
}

/** Empties all cells of a dataset at once, instead of taking its Mentions out one by one. */
export function forgetCounts(sql: Sql, dataset: string): void {
  sql.run('DELETE FROM count_changes WHERE dataset = ?', dataset);
  const scopes = 'SELECT id FROM count_scopes WHERE dataset = ?';
  for (const table of ['count_totals', 'count_systems', 'count_areas', 'count_both', 'count_periods', 'count_statements']) {
    sql.run(`DELETE FROM ${table} WHERE scope IN (${scopes})`, dataset);
  }
}

/** A row of the view `count_rows` in numbers. */
export function toCounted(numbers: Numbers, row: Row): Counted {
  const { dataset, posted_at: postedAt, seen_at: seenAt } = row;
  const scope = numbers.scope(String(dataset), false);
  return {
    scope: postedAt === null ? numbers.scope(String(dataset), true) : scope,
    hour: Math.floor(Number(postedAt ?? seenAt) / hourMs),
    systems: numbers.set(setKinds.systems, String(row['systems'])),
    areas: numbers.set(setKinds.areas, String(row['areas'])),
    kind: kindOf(row['phase'], row['voice'], row['author_kind']),
    organisation: numbers.organisation(row['organisation'] as string | null),
    statement: numbers.statement(scope, row['statement'] as string | null),
  };
}

function startTally(sql: Sql): Tally {
  const numbers = createNumbers(sql, 'give');
  const hours = new Map<string, Hour>();
  const add = ({ scope, hour, systems, areas, kind, organisation, statement }: Counted, step: number): void => {
    const name = `${scope} ${hour}`;
    let cells = hours.get(name);
    if (cells === undefined) {
      cells = { scope, hour, totals: [], systems: new Map(), areas: new Map(), both: new Map() };
      hours.set(name, cells);
    }
    cells.totals.push(kind, organisation, statement, step);
    listOf(cells.systems, systems).push(kind, organisation, statement, step);
    listOf(cells.areas, areas).push(kind, organisation, statement, step);
    listOf(cells.both, systems * bothFactor + areas).push(kind, organisation, statement, step);
  };
  // Read once a transaction: nobody else can move it meanwhile.
  let state: { readonly builtTo: number; readonly goal: number } | null = null;
  const isUnbuilt = (key: number): boolean => {
    const { builtTo, goal } = (state ??= readState(sql));
    return key > builtTo && key <= goal;
  };
  const flush = (): void => {
    const left = readChanges(sql, { numbers, add, isUnbuilt });
    for (const cells of hours.values()) writeHour(sql, cells);
    hours.clear();
    forgetStatements(sql, left);
  };
  sql.around({
    beforeCommit: () => {
      flush();
      state = null;
      numbers.endTransaction();
    },
    afterRollback: () => {
      hours.clear();
      state = null;
      numbers.reset();
    },
  });
  return { numbers, add, isUnbuilt, flush };
}

function listOf(map: Map<number, number[]>, key: number): number[] {
  let list = map.get(key);
  if (list === undefined) map.set(key, (list = []));
  return list;
}

interface LeftStatement {
  readonly dataset: string;
  readonly statement: string;
}

function readState(sql: Sql): { readonly builtTo: number; readonly goal: number } {
  const row = sql.get('SELECT built_to, goal FROM count_state');
  return { builtTo: Number(row?.['built_to']), goal: Number(row?.['goal']) };
}

/** What the triggers noted: out with what was counted, in with what the row says now. Says which Statements lost a Mention. */
function readChanges(
  sql: Sql,
  { numbers, add, isUnbuilt }: Pick<Tally, 'numbers' | 'add' | 'isUnbuilt'>,
): readonly LeftStatement[] {
  const left: LeftStatement[] = [];
  for (const before of sql.all('SELECT * FROM count_changes')) {
    const key = Number(before['mention']);
    if (isUnbuilt(key)) continue;
    const after = sql.get('SELECT * FROM count_rows WHERE mention = ?', key);
    if (after !== undefined && columns.every((column) => before[column] === after[column])) continue;
    add(toCounted(numbers, before), -1);
    if (after !== undefined) add(toCounted(numbers, after), 1);
    if (before['statement'] !== null && after?.['statement'] !== before['statement'])
      left.push({ dataset: String(before['dataset']), statement: String(before['statement']) });
  }
  sql.run('DELETE FROM count_changes');
  return left;
}

const columns = [
  ...['dataset', 'phase', 'voice', 'author_kind', 'organisation', 'statement', 'posted_at', 'seen_at', 'systems', 'areas'],
];

/** A Statement that nobody says any more leaves nothing behind, its signature included. */
function forgetStatements(sql: Sql, left: readonly LeftStatement[]): void {
  for (const { dataset, statement } of left) {
    sql.run(
      `DELETE FROM count_statements WHERE scope = (SELECT id FROM count_scopes WHERE dataset = ?1 AND undated = 0) AND statement = ?2
         AND NOT EXISTS (SELECT 1 FROM mentions WHERE statement = ?2 AND dataset = ?1)`,
      dataset,
      statement,
    );
  }
}
