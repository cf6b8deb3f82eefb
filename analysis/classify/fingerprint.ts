/** FNV-1a in two lanes over bytes or UTF-16 units: 16 hexadecimal digits. */
export function fingerprint(units: Iterable<number>): string {
  let one = 0x811c9dc5;
  let two = 0x9747b28c;
  for (const unit of units) {
    one = Math.imul(one ^ unit, 0x01000193);
    two = Math.imul(two ^ unit, 0x5bd1e995) ^ (two >>> 13);
  }
  return [one, two].map((lane) => (lane >>> 0).toString(16).padStart(8, '0')).join('');
}
