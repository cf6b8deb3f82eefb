import { wordSet } from './layout.ts';
import type { Reading } from './reading.ts';

const denied = wordSet('affected impacted disrupted involved hit');
const spared = wordSet('unaffected unimpacted');
const not = wordSet('not');
/** Words of the denial itself and of whom it is said: each may be where the closing words begin. */
const opening = wordSet(
  'we are is have has been our the practice surgery pharmacy i and us here was were they all sites systems',
);
const closing = wordSet('here by this it at all today us either');
/** Furthest that a closing denial reaches back, and how much may stand behind it, in words. */
const most = { before: 6, behind: 3 };

/**
 * Offsets at which a closing "we are not affected" may begin; empty where the text does not end so. Such words may only lower the score: it
 * is never above that of the text without them, whatever the words before would have made of what follows.
 */
export function endingOf(reading: Reading): readonly number[] {
  let last = reading.length - 1;
  while (last > 0 && reading.length - 1 - last < most.behind && closing.has(reading.word(last))) last -= 1;
  const isSpared = spared.has(reading.word(last));
  if (!isSpared && !(denied.has(reading.word(last)) && hasNot(reading, last))) return [];
  const cuts: number[] = [];
  for (let unit = last; unit >= 0 && last - unit <= most.before; unit -= 1) {
    const word = reading.word(unit);
    const isPart = unit === last || not.has(word) || opening.has(word) || reading.entityAt[unit] !== undefined;
    if (!isPart) break;
    if (unit < last || isSpared) cuts.push(reading.start[unit] ?? 0);
  }
  return cuts;
}

function hasNot(reading: Reading, last: number): boolean {
  return not.has(reading.word(last - 1)) || not.has(reading.word(last - 2));
}
