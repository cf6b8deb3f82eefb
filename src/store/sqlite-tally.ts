import { toMs } from '../core/time.ts';
import type { Mention } from '../core/types.ts';
import type { Again, Bag } from './bags.ts';
import { changeBag, emptyBag } from './bags.ts';
import type { Counted } from './count-cells.ts';
import { hourMs, periodsOf } from './count-cells.ts';
import { kindOf } from './countable.ts';
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

interface Hour {
  readonly scope: number;
  readonly hour: number;
  /** `[kind, organisation, statement, step]` one after the other. */
  readonly totals: number[];
  readonly systems: Map<number, number[]>;
  readonly areas: Map<number, number[]>;
  readonly both: Map<number, number[]>;
}

/** Sets of systems and of areas in one number. */
const bothFactor = 2 ** 26;

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

function writeHour(sql: Sql, { scope, hour, totals, systems, areas, both }: Hour): void {
  writeCell(sql, 'count_totals', 'scope = ? AND level = 0 AND start = ?', [scope, hour], totals);
  for (const [set, list] of systems) writeCell(sql, 'count_systems', `${byHour} AND systems = ?`, [scope, hour, set], list);
  for (const [set, list] of areas) writeCell(sql, 'count_areas', `${byHour} AND areas = ?`, [scope, hour, set], list);
  for (const [pair, list] of both) {
    const key = [scope, hour, Math.floor(pair / bothFactor), pair % bothFactor];
    writeCell(sql, 'count_both', `${byHour} AND systems = ? AND areas = ?`, key, list);
  }
  for (const { level, start, ends } of periodsOf(hour)) {
    sql.run(
      `INSERT INTO count_periods (scope, level, start, ends, sealed) VALUES (?, ?, ?, ?, 0)
       ON CONFLICT DO UPDATE SET sealed = 0 WHERE sealed = 1`,
      ...[scope, level, start, ends],
    );
  }
}

const byHour = 'scope = ? AND level = 0 AND start = ?';

function writeCell(sql: Sql, table: string, which: string, key: readonly number[], list: readonly number[]): void {
  // Most cells of both are new, so there the insert is the look-up.
  if (table === 'count_both' && isGrowth(list) && insertCell(sql, table, key, list)) return;
  const stored = sql.get(`SELECT tally, said, again FROM ${table} WHERE ${which}`, ...key) as StoredCell | undefined;
  if (stored === undefined) {
    insertCell(sql, table, key, list);
    return;
  }
  const { tally, said, again } = changeCell(stored, list);
  if (tally.length === 0) sql.run(`DELETE FROM ${table} WHERE ${which}`, ...key);
  else sql.run(`UPDATE ${table} SET tally = ?, said = ?, again = ? WHERE ${which}`, tally, said, again, ...key);
}

function isGrowth(list: readonly number[]): boolean {
  return list.length === 4 && list[3] === 1;
}

/** False where the cell is there already. */
function insertCell(sql: Sql, table: string, key: readonly number[], list: readonly number[]): boolean {
  const { tally, said, again } = changeCell(undefined, list);
  if (tally.length === 0) return true;
  const [scope = 0, hour = 0, ...sets] = key;
  const insert = `INSERT OR IGNORE INTO ${table} VALUES (?, 0, ?${', ?'.repeat(sets.length)}, ?, ?, ?)`;
  return sql.run(insert, scope, hour, ...sets, tally, said, again).changes > 0;
}

interface StoredCell {
  readonly tally: Uint8Array;
  readonly said: Uint8Array;
  readonly again: Uint8Array | null;
}

/** The cell after `[kind, organisation, statement, step]` one after the other. */
export function changeCell(
  stored: StoredCell | undefined,
  list: readonly number[],
): { readonly tally: Bag; readonly said: Bag; readonly again: Uint32Array | null } {
  const [organisations, statements] = [[] as number[], [] as number[]];
  for (let i = 0; i < list.length; i += 4) {
    const [kind, organisation, statement, step] = [list[i] ?? 0, list[i + 1] ?? 0, list[i + 2] ?? 0, list[i + 3] ?? 0];
    organisations.push(kind, organisation, step);
    statements.push(kind, statement, step);
  }
  const again = readAgain(stored?.again ?? null);
  return {
    tally: changeBag(stored === undefined ? emptyBag : readBag(stored.tally), organisations, again.organisations),
    said: changeBag(stored === undefined ? emptyBag : readBag(stored.said), statements, again.statements),
    again: packAgain(again),
  };
}

/** A blob as the words that it is. */
export function readBag(blob: Uint8Array): Bag {
  return blob.byteOffset % 4 === 0
    ? new Uint32Array(blob.buffer, blob.byteOffset, blob.byteLength / 4)
    : new Uint32Array(blob.slice().buffer);
}

interface BothAgain {
  readonly organisations: Again;
  readonly statements: Again;
}

function readAgain(blob: Uint8Array | null): BothAgain {
  const again: BothAgain = { organisations: new Map(), statements: new Map() };
  if (blob === null) return again;
  const words = readBag(blob);
  const split = words[0] ?? 0;
  for (let i = 0; i * 3 + 1 < words.length; i += 1) {
    const at = i * 3 + 1;
    const map = i < split ? again.organisations : again.statements;
    map.set((words[at] ?? 0) * 4_294_967_296 + (words[at + 1] ?? 0), words[at + 2] ?? 0);
  }
  return again;
}

/** In the order of their keys, so that the same content gives the same bytes. */
function packAgain({ organisations, statements }: BothAgain): Uint32Array | null {
  if (organisations.size + statements.size === 0) return null;
  const words = new Uint32Array(1 + 3 * (organisations.size + statements.size));
  words[0] = organisations.size;
  let at = 1;
  for (const map of [organisations, statements]) {
    for (const [key, more] of [...map].sort(([a], [b]) => a - b)) {
      words[at] = Math.floor(key / 4_294_967_296);
      words[at + 1] = key % 4_294_967_296;
      words[at + 2] = more;
      at += 3;
    }
  }
  return words;
}
