import type { Again, Bag } from './bags.ts';
import { changeBag, emptyBag } from './bags.ts';

/** The blobs of a cell, as they lie in the database. */
export interface StoredCell {
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
    : // A Buffer's own slice would be no copy.
      new Uint32Array(new Uint8Array(blob).buffer);
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
