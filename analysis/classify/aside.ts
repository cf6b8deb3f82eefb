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
  let rest = '';
  let from = 0;
  for (let unit = 0; unit < reading.length; unit += 1) {
    const sentence = layout.sentence[unit] ?? 0;
    if (!asides.has(sentence) || (unit > 0 && layout.sentence[unit - 1] === sentence)) continue;
    rest += text.slice(from, reading.start[unit]);
    let next = unit;
    while (next < reading.length && layout.sentence[next] === sentence) next += 1;
    from = next < reading.length ? (reading.start[next] ?? text.length) : text.length;
  }
  return asides.size === 0 || (rest + text.slice(from)).trim() === '' ? null : rest + text.slice(from);
}
