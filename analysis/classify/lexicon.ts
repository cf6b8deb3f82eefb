/** Every word that some rule knows, numbered from 1; 0 is any other word. */
export interface Lexicon {
  readonly size: number;
  /** Number of the word whose folded characters stand in `key[0, length)`; 0 where no rule knows it. */
  find(key: Uint16Array, length: number): number;
  idOf(word: string): number;
  wordOf(id: number): string;
  /** Hash of a known word, and of its first letters where it is long enough to have endings. */
  hashOf(id: number): WordHash;
}

/** What the model knows a word by, whether or not a rule knows it. */
export interface WordHash {
  readonly word: number;
  /** Hash of the first letters; 0 for short words. */
  readonly stem: number;
}

/** Letters that a word of at least one more shares with its inflections. */
const stemLength = 5;

export function hashWord(key: Uint16Array, length: number): WordHash {
  return { word: hashOf(key, length), stem: length > stemLength ? ~hashOf(key, stemLength) : 0 };
}

/** An open-addressing table over the folded characters, so that reading a post makes no strings. */
export function createLexicon(words: Iterable<string>): Lexicon {
  const list = ['', ...new Set(words)];
  const mask = 2 ** Math.ceil(Math.log2(list.length * 4)) - 1;
  const slots = new Uint16Array(mask + 1);
  const scratch = new Uint16Array(64);
  for (let id = 1; id < list.length; id += 1) {
    const word = list[id] ?? '';
    let slot = hashOf(scratch, write(scratch, word)) & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    slots[slot] = id;
  }

  function find(key: Uint16Array, length: number): number {
    if (length > longestWord) return 0;
    let slot = hashOf(key, length) & mask;
    for (;;) {
      const id = slots[slot] ?? 0;
      if (id === 0 || equals(list[id] ?? '', key, length)) return id;
      slot = (slot + 1) & mask;
    }
  }

  const hashes = list.map((word) => hashWord(scratch, write(scratch, word)));

  return {
    size: list.length,
    find,
    hashOf: (id) => hashes[id] as WordHash,
    idOf: (word) => find(scratch, write(scratch, word)),
    wordOf: (id) => list[id] ?? '',
  };
}

/** Longer runs of letters are no word of ours. */
export const longestWord = 40;

function write(key: Uint16Array, word: string): number {
  if (word.length > longestWord) throw new RangeError(`a rule's word is too long: ${word}`);
  for (let index = 0; index < word.length; index += 1) key[index] = word.charCodeAt(index);
  return word.length;
}

/** FNV-1a over 16-bit units. */
function hashOf(key: Uint16Array, length: number): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < length; index += 1) hash = Math.imul(hash ^ (key[index] ?? 0), 0x01000193);
  return hash ^ (hash >>> 15);
}

function equals(word: string, key: Uint16Array, length: number): boolean {
  if (word.length !== length) return false;
  for (let index = 0; index < length; index += 1) if (word.charCodeAt(index) !== key[index]) return false;
  return true;
}
