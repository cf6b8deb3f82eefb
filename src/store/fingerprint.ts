import { hash } from 'node:crypto';
import { withoutSeal } from '../core/privacy.ts';
import type { Json, Mention } from '../core/types.ts';

/**
 * Short digest of what a Mention says, the same whatever the order of its keys. Left out: when we saw it, through which Channel, the
 * platform's original, which often carries counters that move at every visit, and the seal, which is another one each time; none of them
 * makes a post another one.
 */
export function fingerprint(mention: Mention): string {
  const post = { ...withoutSeal(mention.post), raw: null, seenAt: null, postedAt: null, channel: null };
  return hash('sha256', JSON.stringify(ordered({ ...mention, post } as unknown as Json)), 'base64url').slice(0, 22);
}

/** The same whatever the order of its keys. */
export function ordered(value: Json): Json {
  if (Array.isArray(value)) return value.map(ordered);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, ordered(inner)]),
  );
}
