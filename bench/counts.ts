import { join } from 'node:path';
import { areas } from '../analysis/areas.ts';
import { openSqlite } from '../src/store/sqlite.ts';
import { chunkOptions } from '../src/store/sqlite-chunks.ts';
import { countRows, totalRows } from '../src/store/sqlite-counts.ts';
import { bindCalls } from '../src/store/sqlite-engine.ts';
import { openDatabase } from '../src/store/sqlite-open.ts';
import { createSql } from '../src/store/sqlite-sql.ts';
import { openAsked, questions } from './asked.ts';
import { loadStore } from './load.ts';
import { makeMentions } from './mentions.ts';
import { median, ratio, short, wall } from './timing.ts';

const busy = 500_000;
const batches = 20;

/**
 * What counts cost: to keep up while Mentions come in, in processor time, which other programs on the machine disturb least; and to read, beside reading
 * the same rows of the count tables and doing nothing with them, and beside asking the indexed Mentions: by the clock, the median of turns, since a single
 * answer is shorter than the steps in which processor time is counted.
 */
export async function benchCounts(file: string | null, folder: string): Promise<object> {
  const upkeep = await benchUpkeep(folder);
  const made = join(folder, 'counts.db');
  if (file === null) await loadStore(made, makeMentions(100_000));
  return { upkeep, ...benchQuestions(file ?? made) };
}

/** The same batches with and without counting, by turns. */
async function benchUpkeep(folder: string): Promise<object> {
  const loads = makeMentions(20 * busy)
    .take(batches)
    .toArray();
  const times: Record<'with' | 'without', number[]> = { with: [], without: [] };
  let number = 0;
  for (let round = 0; round < 4; round += 1) {
    for (const how of ['with', 'without'] as const) {
      const file = join(folder, `upkeep-${(number += 1)}.db`);
      await (await openSqlite(file, { areas })).close();
      const db = openDatabase(file);
      const calls = bindCalls(createSql(db), chunkOptions(areas));
      // Mentions up to the goal wait to be counted later, and these all wait.
      if (how === 'without') db.exec('UPDATE count_state SET goal = 9007199254740991');
      const spent = spend(() => {
        for (const { mentions } of loads) calls.saveBatch({ mentions, removed: [], notices: [], channel: null, cursor: null });
      });
      // The first round warms up.
      if (round > 0) times[how].push(spent);
      db.close();
    }
  }
  const [counted, bare] = [median(times.with), median(times.without)];
  const each = (ms: number): number => Number(((ms * 1000) / loads.flatMap(({ mentions }) => mentions).length).toPrecision(3));
  return { withMicroseconds: each(counted), withoutMicroseconds: each(bare), shareOfIngest: ratio(counted - bare, counted) };
}

function benchQuestions(file: string): object {
  const { db, sql, ask, read, busiest } = openAsked(file);
  const report: Record<string, object> = {};
  const ratios = { toRows: [] as number[], toIndexed: [] as number[] };
  for (const [name, question] of Object.entries(questions(busiest))) {
    const answer = JSON.stringify(ask(question));
    const rows = read(question);
    const indexed = (): unknown =>
      question[1] === null ? totalRows(sql, areas, question[0]) : countRows(sql, areas, question[0], question[1]);
    const equal = JSON.stringify(indexed()) === answer;
    const readOnly = (): unknown => rows.map(([text, values]) => sql.lists(text, ...values));
    for (let round = 0; round < 100; round += 1) ask(question);
    for (let round = 0; round < 100; round += 1) readOnly();
    const times = Array.from({ length: 40 }, () => wall(() => ask(question)));
    // By turns, so that a slow moment, and what is collected or compiled meanwhile, meets both.
    const turns = Array.from({ length: 41 }, () => [wall(() => ask(question)), wall(readOnly)] as const);
    const answerMs = median(turns.map(([answered]) => answered));
    const rowsMs = median(turns.map(([, bare]) => bare));
    const indexedMs = wall(indexed);
    ratios.toRows.push(answerMs / rowsMs);
    ratios.toIndexed.push(answerMs / indexedMs);
    report[name] = {
      ...{ answerMs: short(answerMs), p95Ms: short(times.toSorted((a, b) => a - b)[37] ?? Number.NaN), rowsMs: short(rowsMs) },
      ...{ indexedMs: short(indexedMs), toRows: ratio(answerMs, rowsMs), toIndexed: ratio(answerMs, indexedMs), equal },
    };
  }
  const mentions = Number(sql.get('SELECT count(*) AS mentions FROM mentions')?.['mentions']);
  db.close();
  return {
    mentions,
    medianToRows: short(median(ratios.toRows)),
    worstToIndexed: short(Math.max(...ratios.toIndexed)),
    questions: report,
  };
}

/** Milliseconds of processor time. */
function spend(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
