import { fromMs } from '../core/time.ts';
import type { Bag } from './bags.ts';
import { entryEnd } from './bags.ts';
import type { Cell, FullCell } from './count-cells.ts';
import { cellKeys, hourMs } from './count-cells.ts';
import type { CellTable } from './countable.ts';
import { createUnion } from './union.ts';
import type { CellSums, CheckedCounts, CountDifference } from './upkeep.ts';

export type Compared = Pick<CheckedCounts, 'cells' | 'differences'>;

interface Where {
  readonly dataset: string;
  readonly table: CellTable;
  readonly undated: boolean;
}

/** Cell by cell: what is stored beside what was counted. */
export function compareCells(
  members: (set: number) => readonly string[],
  { dataset, table, undated }: Where,
  level: number,
  stored: readonly FullCell[],
  counted: readonly FullCell[],
): Compared {
  const name = ({ start, systems, areas }: Cell): string => `${start} ${systems} ${areas}`;
  const expected = new Map(counted.map((cell) => [name(cell), cell]));
  const found = new Map(stored.map((cell) => [name(cell), cell]));
  const names = new Set([...expected.keys(), ...found.keys()]);
  const keys = cellKeys(table);
  const differences: CountDifference[] = [];
  for (const one of names) {
    const [is, should] = [found.get(one), expected.get(one)];
    const cell = should ?? is;
    if (cell === undefined || (is !== undefined && should !== undefined && isSame(is, should))) continue;
    differences.push({
      dataset,
      span: spans[level] ?? 'hour',
      from: fromMs(cell.start * hourMs),
      undated,
      systems: keys.systems ? members(cell.systems) : null,
      areas: keys.areas ? members(cell.areas) : null,
      stored: is === undefined ? null : sumsOf(is),
      counted: should === undefined ? null : sumsOf(should),
    });
  }
  return { cells: names.size, differences };
}

const spans = ['hour', 'day', 'month'] as const;

function isSame(one: FullCell, other: FullCell): boolean {
  return (
    isEqual(one.tally, other.tally) &&
    isEqual(one.said, other.said) &&
    (one.again === null || other.again === null ? one.again === other.again : isEqual(one.again, other.again))
  );
}

function isEqual(one: Uint32Array, other: Uint32Array): boolean {
  return one.length === other.length && one.every((word, index) => word === other[index]);
}

function sumsOf({ tally, said }: FullCell): CellSums {
  const read = (bag: Bag): { readonly mentions: number; readonly distinct: number } => {
    const union = createUnion();
    let mentions = 0;
    for (let at = 0; at < bag.length; at = entryEnd(bag, at)) {
      mentions += bag[at + 1] as number;
      union.add(bag, at);
    }
    return { mentions, distinct: union.size() };
  };
  const [organisations, statements] = [read(tally), read(said)];
  return { mentions: organisations.mentions, organisations: organisations.distinct, statements: statements.distinct };
}
