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
/** Furthest that a closing denial reaches back, how much may stand behind it, in words, and how many are heard one before another. */
const most = { before: 6, behind: 3, denials: 3 };

/**
 * Offsets at which closing words such as "we are not affected" may begin; empty where the text does not end so. They may only lower the
 * score: it is never above that of the text without them, whatever the words before would have made of what follows.
 */
export function endingOf(reading: Reading): readonly number[] {
  const cuts: number[] = [];
  let end = reading.length;
  for (let count = 0; count < most.denials; count += 1) {
    const units = denialBefore(reading, end);
    if (units.length === 0) break;
    for (const unit of units) cuts.push(reading.start[unit] ?? 0);
    end = units.at(-1) ?? 0;
  }
  return cuts;
}

/** Units at which the denial that ends before `end` may begin, the last first. */
function denialBefore(reading: Reading, end: number): readonly number[] {
  let last = end - 1;
  while (last > 0 && end - 1 - last < most.behind && closing.has(reading.word(last))) last -= 1;
  if (last < 0) return [];
  const isSpared = spared.has(reading.word(last));
  if (!isSpared && !(denied.has(reading.word(last)) && hasNot(reading, last))) return [];
  const units = isSpared ? [last] : [];
  for (let unit = last - 1; unit >= 0 && last - unit <= most.before; unit -= 1) {
    const word = reading.word(unit);
    if (!not.has(word) && !opening.has(word) && reading.entityAt[unit] === undefined) break;
    units.push(unit);
  }
  return units;
}

function hasNot(reading: Reading, last: number): boolean {
  return not.has(reading.word(last - 1)) || not.has(reading.word(last - 2));
}
