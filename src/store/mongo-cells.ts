import { randomUUID } from 'node:crypto';
import { Binary } from 'mongodb';
import type { Bag } from './bags.ts';
import { readBag } from './cell.ts';
import type { FullCell } from './count-cells.ts';
import type { CellTable } from './countable.ts';
import type { MongoParts } from './mongo-db.ts';
import { addNew } from './mongo-once.ts';
import type { CellsDoc, PeriodDoc, PeriodKey } from './mongo-periods.ts';
import { cellsId } from './mongo-periods.ts';

/** What one document may hold. Far below what MongoDB allows, so that one cell more does no harm. */
const partBytes = 4_000_000;
/** 100,000 Organisations are 13 kB a kind of post, so only Statements could make one cell this large: some six million in one. */
const cellBytes = 12_000_000;

/** Cells of one table of one period. */
export interface Written {
  readonly table: CellTable;
  readonly cells: readonly FullCell[];
}

/** True where no cell of them is too large to be kept; a period that has one stays open, and is counted from what is smaller. */
export function fits(tables: readonly Written[]): boolean {
  return tables.every(({ cells }) => cells.every((cell) => bytesOf(cell) <= cellBytes));
}

/**
 * Puts these cells in the place of all that the tables had of a period. Whoever read its Mentions before somebody else did, and writes after
 * them, changes nothing.
 */
export async function writeCells(
  { collection }: Pick<MongoParts, 'collection'>,
  periods: readonly { readonly period: PeriodDoc; readonly tables: readonly Written[] }[],
): Promise<void> {
  const docs = periods.flatMap(({ period, tables }) => tables.flatMap(({ table, cells }) => pack(period, table, cells)));
  if (docs.length === 0) return;
  const stored = collection<CellsDoc>('countCells');
  const known = await addNew(stored, docs);
  if (known.length === 0) return;
  // One that is newer is not found.
  const writes = known.map(({ _id, version, ...rest }) => ({
    updateOne: { filter: { _id, version: { $lte: version } }, update: { $set: { version, ...rest } } },
  }));
  await stored.bulkWrite(writes, { ordered: false });
}

function pack(period: PeriodDoc, table: CellTable, cells: readonly FullCell[]): CellsDoc[] {
  const { dataset, undated, level, start, version } = period;
  const groups: FullCell[][] = [[]];
  let bytes = 0;
  for (const cell of cells) {
    if (bytes > 0 && bytes + bytesOf(cell) > partBytes) {
      groups.push([]);
      bytes = 0;
    }
    bytes += bytesOf(cell);
    groups.at(-1)?.push(cell);
  }
  const token = randomUUID();
  return groups.map((group, part) => ({
    _id: cellsId(period, table, part),
    ...{ dataset, undated, level, start, table, part, parts: groups.length, version, token },
    ...{ tally: packBags(group, 'tally'), said: packBags(group, 'said') },
  }));
}

function bytesOf({ tally, said }: FullCell): number {
  return tally.byteLength + said.byteLength + 24;
}

function packBags(cells: readonly FullCell[], which: 'tally' | 'said'): Binary {
  const words = new Uint32Array(cells.reduce((sum, cell) => sum + 3 + cell[which].length, 0));
  let at = 0;
  for (const { systems, areas, [which]: bag } of cells) {
    words.set([systems, areas, bag.length], at);
    words.set(bag, at + 3);
    at += 3 + bag.length;
  }
  return new Binary(new Uint8Array(words.buffer));
}

type ReadDoc = Omit<CellsDoc, 'said'> & Partial<Pick<CellsDoc, 'said'>>;

const idsAtOnce = 1000;

/**
 * The cells that a table has of these periods, in the order in which they are named; what has none is passed over. null where somebody was
 * writing one of them in several documents.
 */
export async function readCells(
  { collection }: Pick<MongoParts, 'collection'>,
  keys: readonly PeriodKey[],
  table: CellTable,
  said: boolean,
): Promise<FullCell[] | null> {
  const docs = new Map<string, ReadDoc>();
  const read = async (ids: readonly string[]): Promise<void> => {
    for (let from = 0; from < ids.length; from += idsAtOnce) {
      const found = collection<CellsDoc>('countCells').find({ _id: { $in: ids.slice(from, from + idsAtOnce) } });
      const wanted = said ? found : found.project<ReadDoc>({ said: 0 });
      for await (const doc of wanted as AsyncIterable<ReadDoc>) docs.set(doc._id, doc);
    }
  };
  await read(keys.map((key) => cellsId(key, table, 0)));
  const rest = [...docs.values()].flatMap((doc) => otherParts(doc).map((part) => cellsId(doc, table, part)));
  await read(rest);
  const cells: FullCell[] = [];
  for (const key of keys) {
    const first = docs.get(cellsId(key, table, 0));
    if (first === undefined) continue;
    const parts = [first, ...otherParts(first).map((part) => docs.get(cellsId(key, table, part)))];
    for (const part of parts) {
      if (part?.token !== first.token) return null;
      unpack(part, cells);
    }
  }
  return cells;
}

function otherParts({ parts }: Pick<CellsDoc, 'parts'>): readonly number[] {
  return Array.from({ length: parts - 1 }, (_, index) => index + 1);
}

const nothing: Bag = new Uint32Array(0);

function unpack({ start, tally, said }: ReadDoc, into: FullCell[]): void {
  const tallies = readBag(tally.value());
  const saids = said === undefined ? nothing : readBag(said.value());
  for (let [at, other] = [0, 0]; at < tallies.length; ) {
    const [systems = 0, areas = 0, length = 0] = tallies.subarray(at, at + 3);
    const saidLength = saids[other + 2] ?? 0;
    into.push({
      ...{ start, systems, areas, again: null },
      tally: tallies.subarray(at + 3, at + 3 + length),
      said: said === undefined ? nothing : saids.subarray(other + 3, other + 3 + saidLength),
    });
    at += 3 + length;
    other += 3 + saidLength;
  }
}
