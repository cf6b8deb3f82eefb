import type { Place, Verdict } from '../../src/core/types.ts';
import type { Answer } from './label.ts';
import { noSets } from './label.ts';

/** A Place below this is one of several that it could be, and not an answer. */
const leastConfidence = 0.5;

/** Our own Verdict and Places as an Answer. */
export function answerOf(verdict: Verdict, places: readonly Place[]): Answer {
  const { systems, systemsUnaffected, systemsCause, systemsPlanned, systemsSwitchedOff, services, causesDenied, advice } =
    verdict;
  const told = places.filter(({ text }) => text !== null);
  const sure = places.filter(({ kind, confidence }) => kind !== 'organisation' && confidence >= leastConfidence);
  return {
    outage: verdict.outage,
    score: verdict.score,
    phase: verdict.phase,
    voice: verdict.voice,
    sets: {
      systems,
      systemsUnaffected,
      systemsCause,
      systemsPlanned,
      systemsSwitchedOff,
      services,
      cause: verdict.cause === null ? [] : [verdict.cause],
      causesDenied,
      advice,
      places: [...new Set(told.map(({ text }) => text ?? ''))],
      areas: [...new Set(sure.map(({ code }) => code))],
    },
    reasons: verdict.reasons,
  };
}

/** An Answer that says outage or not, perhaps the phase, and nothing more. */
export function bareAnswer(outage: boolean, score: number | null = null, phase: Answer['phase'] = null): Answer {
  return { outage, score, phase, sets: noSets, reasons: [] };
}
