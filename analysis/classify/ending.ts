import { wordSet } from './layout.ts';
import type { Reading } from './reading.ts';

/** A text that ends in "not affected": how it reads up to its first such ending, and without any. */
export interface Ending {
  /** Offset where the first of the closing denials ends; what follows only says it again. */
  readonly end: number;
  /** Offsets before which the text says what it says without them. */
  readonly cuts: readonly number[];
}

const denied = wordSet('affected');
const not = wordSet('not');
const are = wordSet('are');
const we = wordSet('we');

/**
 * Finds the denials that close a text. They may only lower the score: so the score is never above that of the text
 * without them, whatever the words before would have made of what follows.
 */
export function endingOf(reading: Reading): Ending | null {
  let unit = reading.length;
  let end = -1;
  const cuts = new Set<number>();
  let outer: number[] = [];
  while (unit >= 2 && denied.has(reading.word(unit - 1)) && not.has(reading.word(unit - 2))) {
    end = reading.end[unit - 1] ?? 0;
    unit -= 2;
    outer = [reading.start[unit] ?? 0];
    if (cuts.size === 0) cuts.add(reading.start[unit] ?? 0);
    if (unit < 2 || !are.has(reading.word(unit - 1)) || !we.has(reading.word(unit - 2))) continue;
    unit -= 2;
    outer.push(reading.start[unit] ?? 0);
  }
  return end < 0 ? null : { end, cuts: [...cuts, ...outer] };
}
