import type { Area, Correction, Json, Mention, Place, Reason, Review, Standing, Verdict } from '../core/types.ts';
import { outagePhases } from './query.ts';

/** What a person said of a Mention, as it is kept: the machine's own words stand elsewhere. */
export type Said = Omit<Standing, 'machine'>;

/** The Mention as people see it: the correction over the machine's Verdict, which stays readable in `review.machine`. */
export function applyReview(mention: Mention, said: Said, areas: readonly Area[]): Mention {
  const { correction, reviewer, reviewedAt } = said;
  const machine = withoutReview(mention);
  return {
    ...machine,
    verdict: correctVerdict(machine.verdict, correction, machine),
    places: correctPlaces(machine.places, correction, areas),
    review: { correction, reviewer, reviewedAt, machine: { verdict: machine.verdict, places: machine.places } },
  };
}

/** The Mention as the machine judged it. */
export function withoutReview(mention: Mention): Mention {
  const { review, ...machine } = mention;
  return review === undefined ? mention : { ...machine, ...review.machine };
}

/** False when the same is said already, by the same person, by what stands now: then nothing is to be kept. */
export function saysNew(standing: Said | null, { correction, reviewer }: Pick<Review, 'correction' | 'reviewer'>): boolean {
  if (standing === null) return correction !== null;
  return standing.reviewer !== reviewer || writeCorrection(standing.correction) !== writeCorrection(correction);
}

/** A correction as text, the same whatever the order of its keys. */
export function writeCorrection(correction: Correction | null): string {
  const entries = Object.entries(correction ?? {}) as [string, Json][];
  return JSON.stringify(correction === null ? null : Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1))));
}

/** Score, version and advice stay the machine's: no person gave them. */
function correctVerdict(machine: Verdict, correction: Correction, { post, removed }: Mention): Verdict {
  const phase = correction.phase ?? machine.phase;
  const outage = outagePhases.includes(phase);
  const { voice, systems, systemsUnaffected, systemsCause, systemsPlanned, systemsSwitchedOff, services, cause } = {
    ...fitPhase(machine, outage, phase === 'unaffected', phase === 'planned'),
    ...correction,
  };
  return {
    ...machine,
    outage,
    current: phase === 'disrupted' || phase === 'recovering',
    phase,
    voice: outage ? voice : null,
    ...{ systems, systemsUnaffected, systemsCause, systemsPlanned, systemsSwitchedOff, services },
    cause: outage ? cause : null,
    advice: outage ? machine.advice : [],
    reasons: removed === undefined ? reasonsFor(machine, phase, outage, post.text) : [],
  };
}

/** What the machine read from a fault goes when a person says that there is none, as the machine itself would leave it out. */
function fitPhase(machine: Verdict, outage: boolean, isUnaffected: boolean, isPlanned: boolean): Verdict {
  return {
    ...machine,
    systems: outage ? machine.systems : [],
    systemsUnaffected: outage || isUnaffected ? machine.systemsUnaffected : [],
    systemsCause: outage || isUnaffected ? machine.systemsCause : [],
    systemsPlanned: outage || isPlanned ? machine.systemsPlanned : [],
    services: outage ? machine.services : [],
  };
}

/** An outage is never without a reason; where a person alone says so, the whole text is what they read. */
function reasonsFor(machine: Verdict, phase: Verdict['phase'], outage: boolean, text: string): readonly Reason[] {
  if (phase === machine.phase || !outage) return machine.reasons;
  return [{ rule: 'review.phase', start: 0, end: text.length }, ...machine.reasons];
}

/** The organisation stays where it is; areas are the person's. A code that no list knows any more is its own name. */
function correctPlaces(machine: readonly Place[], { places: codes }: Correction, areas: readonly Area[]): readonly Place[] {
  if (codes === undefined) return machine;
  const chosen = codes.map((code): Place => {
    const area = areas.find((one) => one.code === code);
    return { text: null, code, name: area?.name ?? code, kind: area?.kind ?? 'icb', method: 'review', confidence: 1 };
  });
  return [...machine.filter(({ kind }) => kind === 'organisation'), ...chosen];
}
