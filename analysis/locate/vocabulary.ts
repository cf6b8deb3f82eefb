/** The words that names and guards are made of, numbered from 1; 0 is any other word. */
export interface Vocabulary {
  /** The number of a word, which it takes if it is new. */
  readonly add: (word: string) => number;
  /** The number of a word that stands as its key; 0 for an unknown one. */
  readonly idOf: (word: string) => number;
  /** The number of the word written at `[start, end)` in UTF-16 codes, small letters or capitals, whose `hash` is known; apostrophes are skipped. */
  find(hash: number, codes: Uint16Array, start: number, end: number): number;
  readonly size: number;
}

/** Start and step of the hash (FNV-1a over 16-bit units): `Math.imul(hash ^ code, hashStep)` for each character of the key. */
export const hashStart = 0x811c9dc5 | 0;
export const hashStep = 0x01000193;

/** An open-addressing table of hashes with the letters beside it, so that reading a text makes no strings; a hit is compared letter by letter. */
export function createVocabulary(): Vocabulary {
  let slots = new Int32Array(2 ** 12);
  let mask = slots.length / 2 - 1;
  let letters = new Uint16Array(2 ** 14);
  let starts = new Int32Array(2 ** 11);
  let scratch = new Uint16Array(64);
  let size = 0;

  // The number at the slot where the search ended; minus the slot less one where the word is not known.
  function seek(hash: number, codes: Uint16Array, start: number, end: number): number {
    for (let slot = mix(hash) & mask; ; slot = (slot + 1) & mask) {
      const id = slots[2 * slot + 1] ?? 0;
      if (id === 0) return -slot - 1;
      if (slots[2 * slot] === hash && isSame(letters, starts[id] ?? 0, starts[id + 1] ?? 0, codes, start, end)) return id;
    }
  }

  function add(word: string): number {
    const hash = hashOf(word);
    const known = seek(hash, write(word), 0, word.length);
    if (known > 0) return known;
    size += 1;
    const from = starts[size] ?? 0;
    if (size + 2 > starts.length) starts = grow(starts, Int32Array);
    while (from + word.length > letters.length) letters = grow(letters, Uint16Array);
    letters.set(scratch.subarray(0, word.length), from);
    starts[size + 1] = from + word.length;
    slots.set([hash, size], 2 * (-known - 1));
    if (size * 3 > mask) spread();
    return size;
  }

  // At most a third full, so that an unknown word is mostly known to be one at the first look.
  function spread(): void {
    const old = slots;
    slots = new Int32Array(old.length * 2);
    mask = slots.length / 2 - 1;
    for (let at = 0; at < old.length; at += 2) {
      if (old[at + 1] === 0) continue;
      let slot = mix(old[at] ?? 0) & mask;
      while (slots[2 * slot + 1] !== 0) slot = (slot + 1) & mask;
      slots[2 * slot] = old[at] ?? 0;
      slots[2 * slot + 1] = old[at + 1] ?? 0;
    }
  }

  function find(hash: number, codes: Uint16Array, start: number, end: number): number {
    const found = seek(hash, codes, start, end);
    return found > 0 ? found : 0;
  }

  function write(word: string): Uint16Array {
    while (scratch.length < word.length) scratch = grow(scratch, Uint16Array);
    for (let at = 0; at < word.length; at += 1) scratch[at] = word.charCodeAt(at);
    return scratch;
  }

  return {
    add,
    find,
    idOf: (word) => find(hashOf(word), write(word), 0, word.length),
    get size() {
      return size;
    },
  };
}

function hashOf(key: string): number {
  let hash = hashStart;
  for (let at = 0; at < key.length; at += 1) hash = Math.imul(hash ^ key.charCodeAt(at), hashStep);
  return hash;
}

function mix(hash: number): number {
  return hash ^ (hash >>> 15);
}

function isSame(letters: Uint16Array, from: number, to: number, codes: Uint16Array, start: number, end: number): boolean {
  let at = from;
  for (let index = start; index < end; index += 1) {
    const code = codes[index] ?? 0;
    if (code === apostrophe || code === curlyApostrophe) continue;
    if (at === to || letters[at] !== (code >= 0x41 && code <= 0x5a ? code | 0x20 : code)) return false;
    at += 1;
  }
  return at === to;
}

const apostrophe = 0x27;
const curlyApostrophe = 0x2019;

function grow<List extends Int32Array | Uint16Array>(list: List, kind: new (length: number) => List): List {
  const longer = new kind(list.length * 2);
  longer.set(list);
  return longer;
}
