import type { FullCell, Period } from './count-cells.ts';
import { levels } from './count-cells.ts';
import { mergeCells } from './count-make.ts';
import type { CellTable } from './countable.ts';
import { cellTables } from './countable.ts';
import { putCell, readCells } from './sqlite-cells.ts';
import type { Sql } from './sqlite-sql.ts';
import { tallyOf, toCounted } from './sqlite-tally.ts';
import type { UntidyCounts } from './upkeep.ts';

/** What is still to be done before the count tables are at their quickest. */
export function untidy(sql: Sql): UntidyCounts {
  const state = sql.get('SELECT max(0, goal - built_to) AS uncounted FROM count_state');
  return { uncounted: Number(state?.['uncounted']), open: Number(sql.get(`SELECT count(*) AS open ${openPeriods}`)?.['open']) };
}

/** One short step: counts at most `mentions` of those that are left, or makes the cells of one day or month. False when nothing is left. */
export function tidySome(sql: Sql, mentions: number): boolean {
  return sql.transaction(() => buildSome(sql, mentions) || sealOne(sql));
}

/** By key, so that a newcomer is never among them. */
function buildSome(sql: Sql, limit: number): boolean {
  const state = sql.get('SELECT built_to, goal FROM count_state WHERE built_to < goal');
  if (state === undefined) return false;
  const [after, goal] = [Number(state['built_to']), Number(state['goal'])];
  const last = sql.get(
    'SELECT key FROM mentions WHERE key > ? AND key <= ? ORDER BY key LIMIT 1 OFFSET ?',
    after,
    goal,
    limit - 1,
  );
  const to = Number(last?.['key'] ?? goal);
  const tally = tallyOf(sql);
  for (const row of sql.each('SELECT * FROM count_rows WHERE mention > ? AND mention <= ?', after, to)) {
    tally.add(toCounted(tally.numbers, row), 1);
  }
  sql.run('UPDATE count_state SET built_to = ?', to);
  return true;
}

/** Those that are over, as far as the Mentions themselves say: today's would be made again at every post. */
const openPeriods = `FROM count_periods p WHERE p.sealed = 0
  AND p.ends <= (SELECT max(t.start) FROM count_totals t WHERE t.scope = p.scope AND t.level = ${levels.hour})`;

function sealOne(sql: Sql): boolean {
  const row = sql.get(`SELECT p.scope, p.level, p.start, p.ends ${openPeriods} ORDER BY p.level, p.scope, p.start LIMIT 1`);
  if (row === undefined) return false;
  const period = { level: Number(row['level']), start: Number(row['start']), ends: Number(row['ends']) };
  const scope = Number(row['scope']);
  for (const table of cellTables) sealTable(sql, table, scope, period);
  sql.run('UPDATE count_periods SET sealed = 1 WHERE scope = ? AND level = ? AND start = ?', scope, period.level, period.start);
  return true;
}

function sealTable(sql: Sql, table: CellTable, scope: number, { level, start, ends }: Period): void {
  const key = [scope, level, start] as const;
  sql.run(`DELETE FROM count_${table} WHERE scope = ? AND level = ? AND start = ?`, ...key);
  for (const cell of gather(sql, table, scope, { level, start, ends })) putCell(sql, { table, scope }, level, cell);
}

/** The cells of a day or month, as the smaller ones make them. */
export function gather(sql: Sql, table: CellTable, scope: number, { level, start, ends }: Period): readonly FullCell[] {
  const query = { table, scope, systems: null, areas: null, said: true };
  return mergeCells(start, readCells(sql, query, { from: start, to: ends }, level - 1));
}
