/** Every word that some rule knows, numbered from 1; 0 is any other word. */
export interface Lexicon {
  readonly size: number;
  /** Number of the word whose folded characters stand in `key[0, length)`; 0 where no rule knows it. */
  find(key: Uint16Array, length: number): number;
  /** The same where the word's hash is known. */
  findHashed(hash: number, key: Uint16Array, length: number): number;
  idOf(word: string): number;
  wordOf(id: number): string;
  /** By number, the hash of a known word, and of its first letters where it is long enough to have endings. */
  readonly hashes: Int32Array;
  readonly stems: Int32Array;
}

/** Letters that a word of at least one more shares with its inflections. */
export const stemLength = 5;
/** Longer runs of letters are no word of ours. */
export const longestWord = 40;

/** What the model knows a word by, whether or not a rule knows it. */
export function hashWord(key: Uint16Array, length: number): number {
  let hash = hashStart;
  for (let index = 0; index < length; index += 1) hash = hashStep(hash, key[index] ?? 0);
  return hashEnd(hash);
}

/** What the model knows the first letters of a word by; 0 for short words. */
export function hashStem(key: Uint16Array, length: number): number {
  return length > stemLength ? ~hashWord(key, stemLength) : 0;
}

/** FNV-1a over 16-bit units, step by step: what reads letters hashes them as it goes. */
export const hashStart = 0x811c9dc5 | 0;

export function hashStep(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193);
}

export function hashEnd(hash: number): number {
  return hash ^ (hash >>> 15);
}

/** An open-addressing table over the folded characters, so that reading a post makes no strings; letters are compared only where the hash agrees. */
export function createLexicon(words: Iterable<string>): Lexicon {
  const list = ['', ...new Set(words)];
  const mask = 2 ** Math.ceil(Math.log2(list.length * 4)) - 1;
  const slots = new Uint16Array(mask + 1);
  const scratch = new Uint16Array(64);
  const hashes = new Int32Array(list.length);
  const stems = new Int32Array(list.length);
  const starts = new Uint32Array(list.length + 1);
  const letters = new Uint16Array(list.reduce((sum, { length }) => sum + length, 0));
  list.forEach((word, id) => {
    const length = write(scratch, word);
    const from = starts[id] ?? 0;
    letters.set(scratch.subarray(0, length), from);
    starts[id + 1] = from + length;
    hashes[id] = hashWord(scratch, length);
    stems[id] = hashStem(scratch, length);
    if (id === 0) return;
    let slot = (hashes[id] ?? 0) & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    slots[slot] = id;
  });

  function findHashed(hash: number, key: Uint16Array, length: number): number {
    if (length > longestWord) return 0;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const id = slots[slot] ?? 0;
      if (id === 0 || (hashes[id] === hash && equals(id, key, length))) return id;
    }
  }

  function equals(id: number, key: Uint16Array, length: number): boolean {
    const from = starts[id] ?? 0;
    if ((starts[id + 1] ?? 0) - from !== length) return false;
    for (let index = 0; index < length; index += 1) if (letters[from + index] !== key[index]) return false;
    return true;
  }

  function find(key: Uint16Array, length: number): number {
    return length > longestWord ? 0 : findHashed(hashWord(key, length), key, length);
  }

  return {
    size: list.length,
    find,
    findHashed,
    hashes,
    stems,
    idOf: (word) => find(scratch, write(scratch, word)),
    wordOf: (id) => list[id] ?? '',
  };
}

function write(key: Uint16Array, word: string): number {
  if (word.length > longestWord) throw new RangeError(`a rule's word is too long: ${word}`);
  for (let index = 0; index < word.length; index += 1) key[index] = word.charCodeAt(index);
  return word.length;
}
