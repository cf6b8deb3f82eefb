import type { Service } from '../../src/core/types.ts';
import { cannotDo, cannotReach } from './link.ts';
import type { Reading } from './reading.ts';
import type { Claim } from './scope.ts';
import { faultKinds } from './scope.ts';
import { isOfEmergencyLine } from './self.ts';

/** The claims of a post, sorted by what they do to the Verdict. */
export interface Evidence {
  /** Says that something does not work, now. */
  readonly faults: readonly Claim[];
  /** Speaks of a fault without saying that something of the author's does not work. */
  readonly topics: readonly Claim[];
  readonly restored: readonly Claim[];
  readonly recovering: readonly Claim[];
  /** Only some of it is back. */
  readonly partly: readonly Claim[];
  /** Somebody else's fault is spoken of. */
  readonly elsewhere: readonly Claim[];
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

export function gather(reading: Reading, claims: readonly Claim[]): Evidence {
  const byKind = new Map<Claim['kind'], Claim[]>();
  for (const one of claims) {
    if (one.isHypothetical) continue;
    const list = byKind.get(one.kind);
    if (list === undefined) byKind.set(one.kind, [one]);
    else list.push(one);
  }
  const of = (kind: Claim['kind']): readonly Claim[] => byKind.get(kind) ?? [];
  const planned = claims.filter((one) => one.kind === 'planned' && !one.isHypothetical && isPlannedOfSystem(one, reading));
  const overran = claims.some((one) => one.finding.row.id === 'cause.planned-work');
  const bad = [...of('down'), ...of('slow'), ...of('topic'), ...of('strong')].sort((a, b) => a.finding.from - b.finding.from);
  const announced = planned.length === 0 || overran ? [] : bad.filter((one) => isAnnounced(one, planned, claims));
  const theirs = bad.filter((one) => one.finding.row.kind === 'topic' && isObjectOf(one, of('unaffected'), reading));
  const real = bad.filter((one) => !announced.includes(one) && !theirs.includes(one));
  const isOthersFault = of('topic').length + of('elsewhere').length + of('unaffected').length > 0;
  return {
    faults: real.filter((one) => isFault(one)),
    topics: real.filter((one) => !isFault(one)),
    restored: of('restored').filter((one) => !one.isFuture && !(isUp(one) && isOthersFault)),
    recovering: of('recovering'),
    partly: of('partly'),
    elsewhere: [...of('elsewhere'), ...theirs],
    unaffected: of('unaffected'),
    fine: [...of('fine'), ...of('restored').filter((one) => isUp(one) && isOthersFault)].filter((one) => !one.isFuture),
    planned: overran ? [] : planned,
    off: of('off'),
    announced,
    support: [...of('support'), ...of('awaiting')],
    lookalikes: of('lookalike'),
    past: of('past'),
  };
}

/** A predicate that has found what it speaks of; power by itself is no IT. */
export function isFault(one: Claim): boolean {
  const { id, kind } = one.finding.row;
  if (kind === 'topic' || kind === 'strong') return false;
  if (cannotDo.has(id)) return id === 'trouble.cannot-operate' && one.services.some(({ service }) => isRead(service));
  if (cannotReach.has(id)) return hasIt(one) || one.services.some(({ service }) => isRead(service));
  return (
    hasIt(one) ||
    (one.services.length > 0 && (kind === 'slow' || one.finding.row.toward === 'before' || id === 'fault.system-down'))
  );
}

/** "Not affected by the outage": what stands after the denial is what the author is spared. */
function isObjectOf(one: Claim, denials: readonly Claim[], reading: Reading): boolean {
  return denials.some((denial) => {
    const distance = one.finding.from - denial.finding.to;
    const isNear = denial.sentence === one.sentence && denial.clause === one.clause && distance >= 0 && distance <= 6;
    return isNear && !isOfEmergencyLine(denial, reading);
  });
}

/** What is only ever read on a screen: who cannot see it has a fault, not a policy. */
function isRead(service: Service | null): boolean {
  return service === 'records' || service === 'test-results';
}

/** At least one linked system that is not just electricity. */
export function hasIt(one: Claim): boolean {
  return one.systems.some(({ system }) => system !== 'power');
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

/** "EMIS is up and running": was down, unless somebody else's fault is spoken of. */
function isUp(one: Claim): boolean {
  return one.finding.row.id === 'mending.up';
}
