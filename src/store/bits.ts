/** Sets of small numbers, as the words of a bitmap: number `n` is bit `n % 32` of word `n >> 5`. */
export type Bits = Uint32Array;

const wordBits = 32;

export function wordsFor(size: number): number {
  return Math.ceil(size / wordBits);
}

/** A bitmap as it stands, or the numbers themselves where those take less room; a bitmap of `words` words is never that short. */
export function packBits(numbers: readonly number[], words: number): Uint8Array {
  if (numbers.length * 2 < words * 4) return new Uint8Array(Uint16Array.from(numbers).buffer);
  const bits = new Uint32Array(words);
  for (const number of numbers) bits[number >> 5] = (bits[number >> 5] ?? 0) | (1 << (number & 31));
  return new Uint8Array(bits.buffer);
}

/** Adds what `packBits` made to the words of `into` from `offset` on. */
export function addPacked(packed: Uint8Array, into: Bits, offset: number, words: number): void {
  // What SQLite hands out need not lie on a boundary of words.
  const bytes = packed.byteOffset % 4 === 0 ? packed : packed.slice();
  if (packed.byteLength === words * 4) {
    const bits = new Uint32Array(bytes.buffer, bytes.byteOffset, words);
    for (let word = 0; word < words; word += 1) into[offset + word] = (into[offset + word] ?? 0) | (bits[word] ?? 0);
    return;
  }
  const numbers = new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 2);
  for (const number of numbers) into[offset + (number >> 5)] = (into[offset + (number >> 5)] ?? 0) | (1 << (number & 31));
}

/** Keeps of `bits` what is in `other` as well, or, `without`, what is not. */
export function keepBits(bits: Bits, other: Bits, without = false): void {
  for (let word = 0; word < bits.length; word += 1)
    bits[word] = (bits[word] ?? 0) & (without ? ~(other[word] ?? 0) : (other[word] ?? 0));
}

export function countBits(bits: Bits): number {
  let count = 0;
  for (let word = 0; word < bits.length; word += 1) {
    let rest = bits[word] ?? 0;
    if (rest === 0) continue;
    rest -= (rest >>> 1) & 0x55555555;
    rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333);
    count += Math.imul((rest + (rest >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return count;
}

export function hasBit(bits: Bits, number: number): boolean {
  return ((bits[number >> 5] ?? 0) & (1 << (number & 31))) !== 0;
}

export function dropBit(bits: Bits, number: number): void {
  bits[number >> 5] = (bits[number >> 5] ?? 0) & ~(1 << (number & 31));
}

/** Empties everything from `from` up to but not including `to`. */
export function dropRange(bits: Bits, from: number, to: number): void {
  for (let number = from; number < to; ) {
    if ((number & 31) === 0 && number + wordBits <= to) {
      bits[number >> 5] = 0;
      number += wordBits;
    } else {
      dropBit(bits, number);
      number += 1;
    }
  }
}

/** The highest number below `below`, down to `least`; -1 where there is none. */
export function highestBit(bits: Bits, below: number, least: number): number {
  for (let word = (below - 1) >> 5; word >= 0 && word << 5 >= least - 31; word -= 1) {
    const rest =
      word === (below - 1) >> 5 && (below & 31) !== 0 ? (bits[word] ?? 0) & (2 ** (below & 31) - 1) : (bits[word] ?? 0);
    if (rest === 0) continue;
    const number = (word << 5) + 31 - Math.clz32(rest);
    return number >= least ? number : -1;
  }
  return -1;
}
