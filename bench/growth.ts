import { join } from 'node:path';
import { openAsked, questions } from './asked.ts';
import { loadStore } from './load.ts';
import { makeMentions } from './mentions.ts';
import { median, short, wall } from './timing.ts';

const turns = 41;

/**
 * The overview's questions asked of a smaller and of a larger store by turns: how the time of an answer grows for each count cell that it reads,
 * and for each byte of these cells, since a cell of a larger store holds more Organisations and Statements.
 */
export async function benchGrowth(small: string | null, large: string | null, folder: string): Promise<object> {
  const [few, many] = [small ?? join(folder, 'few.db'), large ?? join(folder, 'many.db')];
  if (small === null) await loadStore(few, makeMentions(20_000));
  if (large === null) await loadStore(many, makeMentions(200_000));
  const stores = [openAsked(few), openAsked(many)] as const;
  const asked = stores.map((store) => Object.entries(questions(store.busiest)));
  const report: Record<string, object> = {};
  const growth = { perCell: [] as number[], perByte: [] as number[] };
  for (const [index, [name]] of (asked[0] ?? []).entries()) {
    const runs = stores.map((store, which) => {
      const question = asked[which]?.[index]?.[1];
      if (question === undefined) throw new Error(`the larger store is not asked ${name}`);
      const rows = store.read(question).flatMap(([text, values]) => store.sql.lists(text, ...values));
      const bytes = rows.flat().reduce<number>((sum, value) => sum + bytesOf(value), 0);
      return { ask: () => store.ask(question), cells: rows.length, bytes, times: [] as number[] };
    });
    for (let round = 0; round < 100; round += 1) for (const { ask } of runs) ask();
    for (let turn = 0; turn < turns; turn += 1) for (const { ask, times } of runs) times.push(wall(ask));
    const [less, more] = runs.map(({ cells, bytes, times }) => ({ cells, bytes, ms: short(median(times)) }));
    if (less === undefined || more === undefined) continue;
    const perCell = more.ms / more.cells / (less.ms / less.cells);
    const perByte = more.ms / more.bytes / (less.ms / less.bytes);
    growth.perCell.push(perCell);
    growth.perByte.push(perByte);
    report[name] = { less, more, perCell: short(perCell), perByte: short(perByte) };
  }
  for (const { db } of stores) db.close();
  return { medianPerCell: short(median(growth.perCell)), medianPerByte: short(median(growth.perByte)), questions: report };
}

function bytesOf(value: unknown): number {
  return value instanceof Uint8Array ? value.length : 0;
}
