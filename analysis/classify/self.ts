import { familyOfSystem } from './family.ts';
import { wordSet } from './layout.ts';
import type { Reading } from './reading.ts';
import { lexicon } from './reading.ts';
import type { Claim } from './scope.ts';

const others999 = new Set([lexicon.idOf('999'), lexicon.idOf('111')]);

/** "We are not affected", "not affected here", "our systems are unaffected": the author speaks of the whole place. */
export function isSelf(one: Claim, reading: Reading): boolean {
  if (isOfEmergencyLine(one, reading)) return false;
  if (one.systems.length === 0) return one.isFirst || isBare(one, reading);
  const isWhole = one.systems.every(({ system }) => {
    const family = familyOfSystem(system ?? '');
    return (
      family === 'unnamed' ||
      family === 'gp-record' ||
      family === 'pharmacy' ||
      system === 'crowdstrike-falcon' ||
      system === 'microsoft-windows'
    );
  });
  return isWhole || (one.isFirst && isOfUs(one, reading));
}

/** "999 is not affected" says nothing of the author's own systems. */
export function isOfEmergencyLine(one: Claim, reading: Reading): boolean {
  for (let unit = Math.max(0, one.finding.from - 6); unit < one.finding.from; unit += 1)
    if (others999.has(reading.word(unit))) return true;
  return false;
}

/** Nothing stands before that could be somebody else: "not affected here", "the surgery is unaffected". */
function isBare(one: Claim, reading: Reading): boolean {
  let strangers = 0;
  for (let unit = one.finding.from - 1; unit >= 0 && one.finding.from - unit < 7; unit -= 1) {
    if ((reading.pause[unit + 1] ?? 0) === 2) break;
    const word = reading.word(unit);
    if (places.has(word)) return !one.isOthers;
    if (!small.has(word)) strangers += 1;
  }
  for (let unit = one.finding.to; unit < one.finding.to + 4 && unit < reading.length; unit += 1)
    if (us.has(reading.word(unit)) || reading.word(unit) === our) return true;
  return strangers === 0;
}

const our = lexicon.idOf('our');
const places = new Set(
  'practice surgery pharmacy site sites branch branches hospital hospitals trust services centre team clinic everything everyone patients'
    .split(' ')
    .map((word) => lexicon.idOf(word)),
);
const small = new Set(
  'is are the be still all and so still here now this that it was were has have been open'
    .split(' ')
    .map((word) => lexicon.idOf(word)),
);
const us = new Set(['we', 'us', 'i'].map((word) => lexicon.idOf(word)));

function isOfUs(one: Claim, reading: Reading): boolean {
  for (let unit = one.finding.from - 1; unit >= 0 && one.finding.from - unit < 4; unit -= 1)
    if (us.has(reading.word(unit))) return true;
  return false;
}

/** "Off at the library but not here", "not ours": no phrase of a denial, and yet one. */
export function saysNotHere(reading: Reading): boolean {
  for (let unit = 1; unit < reading.length; unit += 1)
    if (ourselves.has(reading.word(unit)) && not.has(reading.word(unit - 1))) return true;
  return false;
}

const ourselves = wordSet('here us ours our');
const not = wordSet('not isnt arent wasnt no');
