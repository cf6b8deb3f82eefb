import { isOfEmergencyLine } from './self.ts';
import type { Survey } from './survey.ts';

const spared = new Set(['unaffected', 'fine']);
const plain = new Set(['plain', 'negation', 'current', 'elsewhere', 'hypothetical']);

/**
 * The text without sentences that say no more than that 999 or 111 works: every practice whose phones are down adds one, and none speaks of the
 * practice. Null where there is none, or nothing else.
 */
export function withoutAsides(text: string, { reading, layout, claims }: Survey): string | null {
  const asides = new Set<number>();
  for (const one of claims) if (spared.has(one.kind) && isOfEmergencyLine(one, reading)) asides.add(one.sentence);
  if (asides.size === 0) return null;
  for (const one of claims) if (!spared.has(one.kind) && !plain.has(one.kind)) asides.delete(one.sentence);
  if (asides.size === 0) return null;
  let rest = '';
  for (let unit = 0; unit < reading.length; unit += 1) {
    if (asides.has(layout.sentence[unit] ?? 0)) continue;
    // What stands between two units goes with the first.
    const end = unit + 1 < reading.length ? reading.start[unit + 1] : text.length;
    rest += text.slice(reading.start[unit], end);
  }
  return rest.trim() === '' ? null : rest;
}
