import { systems } from '../systems.ts';
import type { Reading } from './reading.ts';
import { lexicon } from './reading.ts';
import type { Claim } from './scope.ts';
import { faultKinds } from './scope.ts';

/** The claims of a post, sorted by what they do to the Verdict. */
export interface Evidence {
  /** Says that something does not work, now. */
  readonly faults: readonly Claim[];
  /** Speaks of a fault without saying that something of the author's does not work. */
  readonly topics: readonly Claim[];
  readonly restored: readonly Claim[];
  readonly recovering: readonly Claim[];
  /** Expressly not affected. */
  readonly unaffected: readonly Claim[];
  readonly fine: readonly Claim[];
  readonly planned: readonly Claim[];
  readonly off: readonly Claim[];
  /** Faults that belong to planned work. */
  readonly announced: readonly Claim[];
  readonly support: readonly Claim[];
  readonly lookalikes: readonly Claim[];
  readonly past: readonly Claim[];
}

const familyOf = new Map(systems.map((row) => [row.id, row.family]));
const others999 = new Set([lexicon.idOf('999'), lexicon.idOf('111')]);

export function gather(reading: Reading, claims: readonly Claim[]): Evidence {
  const of = (...kinds: readonly Claim['kind'][]): readonly Claim[] =>
    claims.filter((one) => kinds.includes(one.kind) && !one.isHypothetical);
  const planned = claims.filter((one) => one.kind === 'planned' && !one.isHypothetical && isPlannedOfSystem(one, reading));
  const overran = claims.some((one) => one.finding.row.id === 'cause.planned-work');
  const bad = of('down', 'slow', 'topic', 'strong');
  const announced = planned.length === 0 || overran ? [] : bad.filter((one) => isAnnounced(one, planned, claims));
  const real = bad.filter((one) => !announced.includes(one));
  return {
    faults: real.filter((one) => isFault(one)),
    topics: real.filter((one) => !isFault(one)),
    restored: of('restored').filter((one) => !isFutureWork(one)),
    recovering: of('recovering'),
    unaffected: of('unaffected'),
    fine: of('fine').filter((one) => !one.isFuture),
    planned: overran ? [] : planned,
    off: of('off'),
    announced,
    support: of('support', 'awaiting'),
    lookalikes: of('lookalike'),
    past: of('past'),
  };
}

/** A predicate that has found what it speaks of; power by itself is no IT. */
export function isFault(one: Claim): boolean {
  const { id, kind } = one.finding.row;
  if (kind === 'topic' || kind === 'strong') return false;
  if (id === 'fault.cannot-do') return false;
  if (id === 'fault.cannot-access' || id === 'fault.no-access')
    return hasIt(one) || one.services.some(({ service }) => service === 'records' || service === 'test-results');
  return (
    hasIt(one) ||
    (one.services.length > 0 && (kind === 'slow' || one.finding.row.toward === 'before' || id === 'fault.system-down'))
  );
}

/** At least one linked system that is not just electricity. */
export function hasIt(one: Claim): boolean {
  return one.systems.some(({ system }) => system !== 'power');
}

export function familyOfSystem(id: string): string | null {
  return familyOf.get(id) ?? null;
}

/** "We are not affected", "not affected here", "our systems are unaffected": the author speaks of the whole place. */
export function isSelf(one: Claim, reading: Reading): boolean {
  for (let unit = Math.max(0, one.finding.from - 6); unit < one.finding.from; unit += 1)
    if (others999.has(reading.word(unit))) return false;
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

function isPlannedOfSystem(one: Claim, reading: Reading): boolean {
  if (one.finding.row.id === 'planned.will-be') return hasIt(one) || one.services.length > 0;
  return (
    hasIt(one) ||
    reading.entities.some(({ system }) => system !== null && system !== 'power') ||
    one.finding.row.id === 'planned.work'
  );
}

/** The fault stands in the sentence of the announcement, or in the future, and nothing says that it is so now. */
function isAnnounced(one: Claim, planned: readonly Claim[], claims: readonly Claim[]): boolean {
  if (one.isFuture) return true;
  if (planned.some((plan) => plan.sentence === one.sentence)) return !isNow(one, claims);
  return one.finding.row.kind === 'topic' || !isNow(one, claims);
}

function isNow(one: Claim, claims: readonly Claim[]): boolean {
  return (
    claims.some((other) => other.kind === 'current' && other.clause === one.clause) &&
    faultKinds.has(one.kind) &&
    one.finding.row.kind !== 'topic'
  );
}

function isFutureWork(one: Claim): boolean {
  return one.isFuture;
}
