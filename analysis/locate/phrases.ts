import type { Vocabulary } from './vocabulary.ts';
import type { Words } from './words.ts';

/** Many names as a tree of whole words, so that "Ash" is never found in "Ashford". Words are the numbers of a Vocabulary. */
export interface Phrases<Entry> {
  /** The node after `node` by `word`, 0 where no name goes on so; a name begins at `root`. */
  follow(node: number, word: number): number;
  /** The entry of the name that ends at a node. */
  entryAt(node: number): Entry | undefined;
  /** Node by the first word of a name: most words of a text begin none, and this tells without a search. */
  first(word: number): number;
}

/** Builds the tree from names whose words are separated by single spaces, as `nameKey` writes them. A later name replaces an earlier one. */
export function createPhrases<Entry>(vocabulary: Vocabulary, names: Iterable<readonly [string, Entry]>): Phrases<Entry> {
  const steps = createSteps();
  const entries: (Entry | undefined)[] = [undefined, undefined];
  let firsts = new Int32Array(vocabulary.size + 2 ** 12);
  for (const [name, entry] of names) {
    let node = root;
    for (let start = 0; start <= name.length; ) {
      const space = name.indexOf(' ', start);
      const end = space === -1 ? name.length : space;
      const word = vocabulary.add(name.slice(start, end));
      let next = steps.get(node, word);
      if (next === 0) {
        next = entries.push(undefined) - 1;
        steps.set(node, word, next);
      }
      if (node === root) {
        if (word >= firsts.length) firsts = lengthen(firsts, word);
        firsts[word] = next;
      }
      node = next;
      start = end + 1;
    }
    entries[node] = entry;
  }
  return { follow: steps.get, entryAt: (node) => entries[node], first: (word) => firsts[word] ?? 0 };
}

/** The longest name that starts at word `from`, as entry and number of words; null where none does. Its last word may be a possessive. */
export function findLongest<Entry>(
  phrases: Phrases<Entry>,
  { ids, stems, count }: Words,
  from: number,
): { readonly entry: Entry; readonly words: number } | null {
  let node = phrases.first(ids[from] ?? 0);
  let found = phrases.entryAt(node) ?? phrases.entryAt(phrases.first(stems[from] ?? 0));
  let words = 1;
  for (let at = from + 1; node !== 0 && at < count; at += 1) {
    const stem = stems[at] ?? 0;
    const owned = stem === 0 ? 0 : phrases.follow(node, stem);
    node = phrases.follow(node, ids[at] ?? 0);
    const entry = phrases.entryAt(node) ?? phrases.entryAt(owned);
    if (entry === undefined) continue;
    found = entry;
    words = at - from + 1;
  }
  return found === undefined ? null : { entry: found, words };
}

const root = 1;

interface Steps {
  readonly get: (node: number, word: number) => number;
  readonly set: (node: number, word: number, next: number) => void;
}

// Node, word and next node in three places of one open-addressing table; node 0 marks an empty one.
function createSteps(): Steps {
  let slots = new Int32Array(4 * 2 ** 12);
  let mask = slots.length / 4 - 1;
  let size = 0;

  function slotOf(node: number, word: number): number {
    let slot = hash(node, word) & mask;
    for (;;) {
      const at = 4 * slot;
      if (slots[at] === 0 || (slots[at] === node && slots[at + 1] === word)) return at;
      slot = (slot + 1) & mask;
    }
  }

  function set(node: number, word: number, next: number): void {
    const at = slotOf(node, word);
    slots[at] = node;
    slots[at + 1] = word;
    slots[at + 2] = next;
    size += 1;
    if (size * 2 > mask) spread();
  }

  function spread(): void {
    const old = slots;
    slots = new Int32Array(old.length * 2);
    mask = slots.length / 4 - 1;
    for (let at = 0; at < old.length; at += 4) {
      const node = old[at] ?? 0;
      if (node !== 0) slots.set(old.subarray(at, at + 3), slotOf(node, old[at + 1] ?? 0));
    }
  }

  return { get: (node, word) => slots[slotOf(node, word) + 2] ?? 0, set };
}

function hash(node: number, word: number): number {
  const mixed = Math.imul(node, 0x9e3779b1) ^ Math.imul(word, 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
}

function lengthen(list: Int32Array<ArrayBuffer>, word: number): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(2 * word);
  longer.set(list);
  return longer;
}
