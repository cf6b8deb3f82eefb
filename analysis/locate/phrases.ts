import type { Word } from './words.ts';

/** Finds, at one pass over the words of a text, which of many names start where: a tree of whole words, so that "Ash" is never found in "Ashford". */
export interface Phrases<Entry> {
  /** The longest name that starts at word `from`, as entry and number of words; null where none does. */
  longest(words: readonly Word[], from: number): { readonly entry: Entry; readonly words: number } | null;
}

/** Builds the tree from names whose words are separated by single spaces, as `nameKey` writes them. A later name replaces an earlier one. */
export function createPhrases<Entry>(names: Iterable<readonly [string, Entry]>): Phrases<Entry> {
  const ids = new Map<string, number>();
  const steps = new Map<number, number>();
  const entries: (Entry | undefined)[] = [undefined];
  for (const [name, entry] of names) {
    let node = 0;
    for (const key of name.split(' ')) {
      const step = node * idsAtMost + intern(ids, key);
      let next = steps.get(step);
      if (next === undefined) {
        next = entries.push(undefined) - 1;
        steps.set(step, next);
      }
      node = next;
    }
    entries[node] = entry;
  }
  return { longest: (words, from) => findLongest({ ids, steps, entries }, words, from) };
}

interface Tree<Entry> {
  readonly ids: ReadonlyMap<string, number>;
  readonly steps: ReadonlyMap<number, number>;
  readonly entries: readonly (Entry | undefined)[];
}

// Node and word share one number as the key of a step; 2^22 different words leave 2^31 nodes below the largest safe integer.
const idsAtMost = 2 ** 22;

function intern(ids: Map<string, number>, key: string): number {
  const known = ids.get(key);
  if (known !== undefined) return known;
  ids.set(key, ids.size);
  return ids.size - 1;
}

function findLongest<Entry>(tree: Tree<Entry>, words: readonly Word[], from: number): { entry: Entry; words: number } | null {
  let best: { entry: Entry; words: number } | null = null;
  let node: number | undefined = 0;
  for (let at = from; at < words.length; at += 1) {
    const word = words[at];
    if (word === undefined) break;
    const stemmed = word.stem === word.key ? undefined : entryAt(tree, follow(tree, node, word.stem));
    node = follow(tree, node, word.key);
    const entry = entryAt(tree, node) ?? stemmed;
    if (entry !== undefined) best = { entry, words: at - from + 1 };
    if (node === undefined) break;
  }
  return best;
}

function follow<Entry>(tree: Tree<Entry>, node: number, key: string): number | undefined {
  const id = tree.ids.get(key);
  return id === undefined ? undefined : tree.steps.get(node * idsAtMost + id);
}

function entryAt<Entry>(tree: Tree<Entry>, node: number | undefined): Entry | undefined {
  return node === undefined ? undefined : tree.entries[node];
}
