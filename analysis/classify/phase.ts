import type { Phase } from '../../src/core/types.ts';
import type { Evidence } from './evidence.ts';
import { hasIt } from './evidence.ts';
import type { Reading } from './reading.ts';
import type { Claim } from './scope.ts';
import { isOfEmergencyLine } from './self.ts';
import { hasContext, isPlain } from './weigh.ts';

/** Phase of a post that reports a disruption. */
export function outagePhase(evidence: Evidence, reading: Reading): Phase {
  const context = hasContext(evidence, reading);
  const back = evidence.restored.filter((one) => hasIt(one) || context || isPlain(one));
  const coming = evidence.recovering.filter((one) => hasIt(one) || context || isPlain(one));
  const lastBack = last(back);
  const relapse = evidence.faults.find((one) => one.finding.row.id === 'relapse.again');
  if (relapse !== undefined && relapse.finding.to > Math.max(lastBack, last(coming))) return 'disrupted';
  if (coming.some((one) => !isBacklog(one))) return 'recovering';
  if (back.length === 0) return coming.length > 0 && isOver(evidence) ? 'recovering' : 'disrupted';
  if (coming.length > 0 || evidence.faults.some((one) => one.kind === 'slow')) return 'recovering';
  if (evidence.partly.some((one) => back.some((other) => isBeside(one, other)))) return 'recovering';
  const after = [...evidence.faults, ...evidence.topics.filter((one) => one.kind === 'down')].filter(
    (one) => one.finding.from >= lastBack,
  );
  if (after.length > 0) return after.some((one) => isOfOther(one, back)) || !isAgain(after) ? 'recovering' : 'disrupted';
  return 'restored';
}

/** Phase of a post that does not. */
export function quietPhase(evidence: Evidence, reading: Reading, isSpared: boolean): Phase {
  if (
    evidence.planned.length > 0 &&
    evidence.past.length === 0 &&
    !evidence.lookalikes.some((one) => (one.finding.row.weight ?? 0) >= 3)
  )
    return 'planned';
  const hasOther = evidence.lookalikes.length > 0;
  const speaksOfFault = evidence.topics.length > 0 || evidence.faults.length > 0 || hasContext(evidence, reading);
  if (isSpared && (speaksOfFault || (!hasOther && reading.length <= 14) || evidence.unaffected.some(hasIt))) return 'unaffected';
  if (evidence.unaffected.some((one) => hasIt(one)) && evidence.past.length === 0) return 'unaffected';
  if (hasOther || evidence.elsewhere.length === 0 || evidence.faults.length > 0) return 'none';
  const spared = evidence.unaffected.filter((one) => !isOfEmergencyLine(one, reading));
  if (evidence.fine.some(hasIt) || (spared.length > 0 && evidence.past.length === 0)) return 'unaffected';
  return 'none';
}

function isBacklog(one: Claim): boolean {
  return one.finding.row.id.endsWith('.backlog');
}

/** "Most sites are back", "it is back. The rest need a visit": in the same sentence or the next. */
function isBeside(partly: Claim, back: Claim): boolean {
  return partly.sentence === back.sentence || partly.sentence === back.sentence + 1;
}

function last(claims: readonly Claim[]): number {
  return claims.reduce((most, one) => Math.max(most, one.finding.to), 0);
}

/** A backlog alone is recovery only where nothing is said to be down now. */
function isOver(evidence: Evidence): boolean {
  return evidence.faults.length === 0;
}

function isOfOther(one: Claim, back: readonly Claim[]): boolean {
  const returned = new Set(back.flatMap((claim) => claim.systems.map(({ system }) => system)));
  return one.systems.some(({ system }) => !returned.has(system));
}

function isAgain(claims: readonly Claim[]): boolean {
  return claims.every((one) => one.kind === 'down' && one.systems.length > 0);
}
