/** Two numbers as one that looks random: what a feature is made of. */
export function mix(one: number, two: number): number {
  let value = Math.imul(one ^ Math.imul(two, 0x9e3779b1), 0x85ebca6b);
  value ^= value >>> 13;
  value = Math.imul(value, 0xc2b2ae35);
  return value ^ (value >>> 16);
}

export function mix3(one: number, two: number, three: number): number {
  return mix(mix(one, two), three);
}

const hashes = new Map<string, number>();

/** FNV-1a of a word that rules know, remembered. */
export function hash(word: string): number {
  const known = hashes.get(word);
  if (known !== undefined) return known;
  let value = 0x811c9dc5;
  for (let index = 0; index < word.length; index += 1) value = Math.imul(value ^ word.charCodeAt(index), 0x01000193);
  value ^= value >>> 15;
  // Products outside the list are named by people: the table must not grow with them.
  if (hashes.size < 5_000) hashes.set(word, value);
  return value;
}
