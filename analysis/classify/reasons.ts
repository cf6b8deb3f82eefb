import type { Reason } from '../../src/core/types.ts';
import type { Finding, Reading } from './reading.ts';
import type { Survey } from './survey.ts';

/** Most reasons kept: a long page would otherwise list hundreds. */
const mostReasons = 40;

/** The words of a Survey that tell, in their order: phrases, systems, and what the model weighed where no phrase covers it. */
export function reasonsOf({ reading, evidence, claims }: Survey, isQuiet: boolean, told: readonly Reason[]): readonly Reason[] {
  const telling = [
    evidence.faults,
    evidence.topics,
    evidence.restored,
    evidence.recovering,
    evidence.unaffected,
    evidence.planned,
    evidence.off,
    evidence.lookalikes,
    evidence.past,
  ];
  const chosen = new Set<Finding>(telling.flat().map((one) => one.finding));
  if (!isQuiet)
    for (const one of claims) if (['cause', 'denied', 'relay', 'awaiting'].includes(one.kind)) chosen.add(one.finding);
  const found = [...chosen].map((finding) => toReason(reading, finding));
  const named = isQuiet
    ? []
    : reading.entities.filter(({ system }) => system !== null).map(({ rule, start, end }) => ({ rule, start, end }));
  const more = told.filter((one) => !found.some(({ start, end }) => start <= one.start && end >= one.end));
  return [...found, ...named, ...more].sort((a, b) => a.start - b.start || a.end - b.end).slice(0, mostReasons);
}

export function toReason(reading: Reading, { row, from, to }: Finding): Reason {
  return { rule: row.id, start: reading.start[from] ?? 0, end: reading.end[to - 1] ?? 0 };
}

/** Reasons in the content warning have no place in the text: what is left of an outage then points at the whole text. */
export function inside(reasons: readonly Reason[], length: number, isOutage: boolean): readonly Reason[] {
  const kept = reasons.filter(({ end }) => end <= length);
  return kept.length > 0 || !isOutage ? kept : [{ rule: reasons[0]?.rule ?? 'spoiler', start: 0, end: length }];
}
