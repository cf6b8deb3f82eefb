import type { Bag } from './bags.ts';
import { mergeBags } from './bags.ts';
import { changeCell } from './cell.ts';
import type { Cell, Counted, FullCell } from './count-cells.ts';
import { cellKeys } from './count-cells.ts';
import type { CellTable } from './countable.ts';

/** `times` like Mentions in one; one where it does not say. */
export type CountedRow = Omit<Counted, 'scope'> & { readonly times?: number };

/** The cells of a table as these Mentions make them, in the order of time. */
export function makeCells(table: CellTable, rows: Iterable<CountedRow>): readonly FullCell[] {
  const keys = cellKeys(table);
  const lists = new Map<string, Key & { readonly list: number[] }>();
  for (const { hour, kind, organisation, statement, times = 1, ...row } of rows) {
    const [systems, areas] = [keys.systems ? row.systems : 0, keys.areas ? row.areas : 0];
    const name = `${hour} ${systems} ${areas}`;
    const cell = lists.get(name) ?? { start: hour, systems, areas, list: [] };
    lists.set(name, cell);
    cell.list.push(kind, organisation, statement, times);
  }
  return [...lists.values()].sort(byKey).map(({ list, ...cell }) => ({ ...cell, ...changeCell(undefined, list) }));
}

/** The cells of a day or month that begins at `start`, as the smaller ones make them. */
export function mergeCells(start: number, cells: Iterable<Cell>): readonly FullCell[] {
  const found = new Map<string, Key & { readonly tallies: Bag[]; readonly saids: Bag[] }>();
  for (const { systems, areas, tally, said } of cells) {
    const name = `${systems} ${areas}`;
    let cell = found.get(name);
    if (cell === undefined) found.set(name, (cell = { start, systems, areas, tallies: [], saids: [] }));
    cell.tallies.push(tally);
    if (said.length > 0) cell.saids.push(said);
  }
  return [...found.values()].sort(byKey).map(({ tallies, saids, ...cell }) => ({
    ...{ ...cell, again: null },
    ...{ tally: mergeBags(tallies), said: mergeBags(saids) },
  }));
}

type Key = Pick<Cell, 'start' | 'systems' | 'areas'>;

function byKey(a: Key, b: Key): number {
  return a.start - b.start || a.systems - b.systems || a.areas - b.areas;
}
