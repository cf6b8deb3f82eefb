import type { Service } from '../../src/core/types.ts';
import type { Evidence } from './evidence.ts';
import { hasIt } from './evidence.ts';
import { cannotDo, cannotReach } from './link.ts';
import type { Reading } from './reading.ts';
import type { Claim } from './scope.ts';
import { isSelf } from './self.ts';

/** The log-odds of a post about which we know nothing. */
const bias = -2.4;
/** Where the phrase did not find the system it speaks of. */
const unlinked = 0.35;

/**
 * Log-odds that the post reports a disruption: the strongest claim counts whole, the second half, the third a quarter;
 * what goes with disruptions adds a little, what contradicts them takes away. The weights are judged, not fitted:
 * each stands in its row, and the table of sentences in the tests holds them to account.
 */
export function weigh(evidence: Evidence, reading: Reading, isUnaffected: boolean): number {
  const context = hasContext(evidence, reading);
  const weights = [
    ...evidence.faults.map((one) => faultWeight(one)),
    ...evidence.topics.map((one) => topicWeight(one)),
    ...evidence.restored.map((one) =>
      context || hasIt(one) || isPlain(one) ? (one.finding.row.weight ?? 0) * (hasIt(one) ? 1 : 0.8) : 0,
    ),
    ...evidence.recovering.map((one) =>
      context || hasIt(one) || isPlain(one) ? (one.finding.row.weight ?? 0) * (hasIt(one) ? 1 : 0.8) : 0,
    ),
  ].sort((a, b) => b - a);
  const [one = 0, two = 0, three = 0] = weights;
  const support = Math.min(1.6, sum(evidence.support));
  let z = bias + one + two / 2 + three / 4 + (one > 0.5 ? support : support / 4);
  if (evidence.faults.length === 0 && evidence.planned.length > 0) z -= 5;
  if (isUnaffected) z -= 6;
  const strongest = evidence.faults.some((fault) => fault.isFirst && hasIt(fault)) ? 0.35 : 1;
  z -= strongest * Math.min(6, sum(evidence.past) + sum(evidence.lookalikes));
  return z - Math.min(1, evidence.unaffected.length * 0.15);
}

/** Says by itself that something was down: "we are back online", "the incident is closed", "online ordering works again". */
export function isPlain(one: Claim): boolean {
  const { id } = one.finding.row;
  if (id === 'mending.again') return one.services.some(({ service }) => service !== null && throughScreens.has(service));
  return id === 'restored.online' || id === 'mending.online' || id === 'mending.closed';
}

const throughScreens: ReadonlySet<Service> = new Set([
  'online-requests',
  'check-in',
  'test-results',
  'records',
  'messaging',
  'phones',
]);

/** Somebody speaks of a fault, so "not affected" and "back" mean what we think. */
export function hasContext(evidence: Evidence, reading: Reading): boolean {
  return (
    evidence.topics.length > 0 ||
    evidence.faults.length > 0 ||
    evidence.elsewhere.length > 0 ||
    evidence.restored.some(hasIt) ||
    evidence.unaffected.some((one) => one.finding.row.kind !== 'unaffected') ||
    reading.findings.some(({ row }) => row.kind === 'cause' && row.cause !== 'power') ||
    (evidence.lookalikes.length === 0 &&
      evidence.recovering.length > 0 &&
      reading.entities.some(({ system }) => system !== 'power')) ||
    reading.entities.some(({ system }) => system === 'crowdstrike-falcon')
  );
}

/** The author's own place is said to be spared, and nothing that it says of itself speaks against it. */
export function sparesSelf(evidence: Evidence, reading: Reading): boolean {
  const isSpared =
    evidence.unaffected.some((one) => isSelf(one, reading)) ||
    (speaksOfOthers(evidence) && isCalm(evidence) && evidence.fine.some((one) => isSelf(one, reading)));
  if (!isSpared) return false;
  return !evidence.faults.some((one) => isOwnFault(one, evidence));
}

function speaksOfOthers(evidence: Evidence): boolean {
  return evidence.topics.length > 0 || evidence.elsewhere.length > 0;
}

/** Nothing is said to be broken, back or waited for: "fine" then means that nothing ever was. */
function isCalm(evidence: Evidence): boolean {
  return (
    evidence.support.every((one) => one.kind !== 'awaiting') &&
    evidence.restored.every((one) => !hasIt(one)) &&
    evidence.recovering.every((one) => !hasIt(one)) &&
    evidence.faults.every((one) => one.isOthers && !one.isFirst) &&
    evidence.topics.every(({ finding: { row } }) => row.kind === 'topic' && row.id !== 'fault.service-fault')
  );
}

function isOwnFault(one: Claim, evidence: Evidence): boolean {
  const covered = evidence.unaffected.some((spared) => spared.clause === one.clause && spared.finding.from < one.finding.from);
  if (covered) return false;
  if (cannotDo.has(one.finding.row.id) || cannotReach.has(one.finding.row.id)) return !one.isOthers || one.isFirst;
  return one.isFirst;
}

function faultWeight(one: Claim): number {
  const isTurned = one.kind === 'down' && one.finding.row.kind !== 'down';
  const weight = cannotDo.has(one.finding.row.id) ? 4 : isTurned ? 3 : (one.finding.row.weight ?? 0);
  return hasIt(one) ? weight : weight * 0.75;
}

function topicWeight(one: Claim): number {
  const { id, weight = 0, kind } = one.finding.row;
  if (kind === 'down' || kind === 'slow') {
    if (cannotDo.has(id))
      return hasIt(one)
        ? 3.2
        : (one.services.length > 0 ? 1.4 : 0.3) + (one.isNow ? 0.4 : 0) + (id === 'fault.cannot-do' ? 0 : 0.8);
    return one.services.length > 0 ? weight * 0.5 : weight * unlinked * 0.4;
  }
  if (one.systems.length > 0 && !hasIt(one)) return 0;
  if (id === 'fault.something') return hasIt(one) ? 2.8 : weight;
  if (id === 'fault.affected') return hasIt(one) ? 2.6 : weight * 0.5;
  return weight;
}

function sum(claims: readonly Claim[]): number {
  return claims.reduce((total, one) => total + (one.finding.row.weight ?? 0), 0);
}
