import type { Evidence } from './evidence.ts';
import { hasIt, isSelf } from './evidence.ts';
import type { Reading } from './reading.ts';
import type { Claim } from './scope.ts';

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
      context || hasIt(one) || one.finding.row.id === 'restored.online'
        ? (one.finding.row.weight ?? 0) * (hasIt(one) ? 1 : 0.8)
        : 0,
    ),
    ...evidence.recovering.map((one) => (context || hasIt(one) ? (one.finding.row.weight ?? 0) * (hasIt(one) ? 1 : 0.8) : 0)),
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

/** Somebody speaks of a fault, so "not affected" and "back" mean what we think. */
export function hasContext(evidence: Evidence, reading: Reading): boolean {
  return (
    evidence.topics.length > 0 ||
    evidence.faults.length > 0 ||
    evidence.restored.some(hasIt) ||
    evidence.unaffected.some((one) => one.finding.row.kind !== 'unaffected') ||
    reading.findings.some(({ row }) => row.kind === 'cause' && row.cause !== 'power') ||
    reading.entities.some(({ system }) => system === 'crowdstrike-falcon')
  );
}

/** The author's own place is said to be spared, and nothing that it says of itself speaks against it. */
export function sparesSelf(evidence: Evidence, reading: Reading): boolean {
  const isSpared =
    evidence.unaffected.some((one) => isSelf(one, reading)) ||
    (evidence.topics.length > 0 &&
      evidence.support.every((one) => one.kind !== 'awaiting') &&
      evidence.fine.some((one) => isSelf(one, reading)));
  if (!isSpared) return false;
  return !evidence.faults.some((one) => isOwnFault(one, evidence));
}

function isOwnFault(one: Claim, evidence: Evidence): boolean {
  const covered = evidence.unaffected.some((spared) => spared.clause === one.clause && spared.finding.from < one.finding.from);
  if (covered) return false;
  if (one.finding.row.id.startsWith('fault.cannot') || one.finding.row.id === 'fault.no-access')
    return !one.isOthers || one.isFirst;
  return one.isFirst;
}

function faultWeight(one: Claim): number {
  const weight = one.kind === 'down' && one.finding.row.kind !== 'down' ? 3 : (one.finding.row.weight ?? 0);
  return hasIt(one) ? weight : weight * 0.75;
}

function topicWeight(one: Claim): number {
  const { id, weight = 0, kind } = one.finding.row;
  if (kind === 'down' || kind === 'slow') {
    if (id === 'fault.cannot-do') return hasIt(one) ? 3 : one.services.length > 0 ? 1.4 : 0.3;
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
