import type { AuthorKind, Voice } from '../../src/core/types.ts';
import type { Evidence } from './evidence.ts';
import { familyOfSystem } from './family.ts';
import type { Reading } from './reading.ts';
import type { Claim } from './scope.ts';

/** Bodies whose posts about practices pass on what happens to others. */
const aboutOthers: ReadonlySet<AuthorKind> = new Set(['icb', 'national', 'representative', 'media']);
/** Bodies that speak of themselves unless they say otherwise. */
const aboutSelf: ReadonlySet<AuthorKind> = new Set(['practice', 'pharmacy', 'trust', 'vendor']);

/** Whether the author's own place or experience is meant, or somebody else's is passed on. */
export function hearVoice(reading: Reading, evidence: Evidence, claims: readonly Claim[], authorKind: AuthorKind | null): Voice {
  const kinds = new Set(claims.map((one) => one.kind));
  const reports = [...evidence.faults, ...evidence.restored, ...evidence.recovering, ...evidence.topics];
  const isOwnWords = reports.some((one) => one.isFirst && !(one.isOthers && !kinds.has('inclusive')));
  if (kinds.has('inclusive')) return 'own';
  if (authorKind !== null && aboutOthers.has(authorKind)) {
    if (authorKind === 'media') return isOwnWords && !kinds.has('others') && !kinds.has('relay') ? 'own' : 'relayed';
    if (kinds.has('others')) return isOwnWords && isCorporate(reading, evidence) && !kinds.has('relay') ? 'own' : 'relayed';
    return isOwnWords || runsIt(evidence, authorKind) ? 'own' : 'relayed';
  }
  if (isOwnWords) return 'own';
  if (kinds.has('relay')) return 'relayed';
  const speaksForItself = authorKind !== null && aboutSelf.has(authorKind) && authorKind !== 'trust';
  return kinds.has('others') && !speaksForItself ? 'relayed' : 'own';
}

/** An ICB's or national body's own phones, email or website. */
function isCorporate(reading: Reading, evidence: Evidence): boolean {
  const affected = [...evidence.faults, ...evidence.topics].flatMap((one) => one.systems);
  return (
    affected.length > 0 &&
    affected.every(({ system }) => ['phones', 'infrastructure'].includes(familyOfSystem(system ?? '') ?? '')) &&
    reading.length > 0
  );
}

/** A national body on a national service speaks of its own. */
function runsIt(evidence: Evidence, authorKind: AuthorKind): boolean {
  const affected = [...evidence.faults, ...evidence.topics, ...evidence.recovering, ...evidence.restored].flatMap(
    (one) => one.systems,
  );
  return (
    authorKind === 'national' &&
    affected.length > 0 &&
    affected.every(({ system }) => familyOfSystem(system ?? '') === 'national')
  );
}
