const astral = /[\ud800-\udfff]/;

/** Text in the order of databases: by the bytes of UTF-8, which is by code point. JavaScript's own differs beyond the first 65,536. */
export function byCodePoint(one: string, other: string): number {
  if (one === other) return 0;
  if (astral.test(one) || astral.test(other)) return Buffer.compare(Buffer.from(one), Buffer.from(other));
  return one < other ? -1 : 1;
}
