import type { Phase, Voice } from '../../src/core/types.ts';
import type { Answer, Label } from './label.ts';

export interface Mistake {
  readonly line: number;
  readonly id: string | null;
  readonly text: string;
  readonly labelled: Said;
  readonly answered: Said & { readonly score: number | null };
  /** How sure the answer was: the distance of its score from the truth. */
  readonly confidence: number;
  /** The rule and the words it points at. */
  readonly reasons: readonly { readonly rule: string; readonly words: string }[];
}

interface Said {
  readonly outage: boolean;
  readonly phase: Phase | null;
  readonly voice: Voice | null;
  readonly systems: readonly string[] | null;
}

/** The rows most confidently wrong: first those wrong about an outage, then those wrong about the phase alone. */
export function worst(labels: readonly Label[], answers: readonly Answer[], most: number): readonly Mistake[] {
  return labels
    .flatMap((label, at) => {
      const answer = answers[at];
      if (answer === undefined) return [];
      const isWrong = answer.outage !== label.outage;
      const isOfPhase = label.phase !== null && answer.phase !== null && label.phase !== answer.phase;
      return isWrong || isOfPhase ? [{ label, answer, isWrong, confidence: confidenceOf(label, answer, isWrong) }] : [];
    })
    .sort((a, b) => Number(b.isWrong) - Number(a.isWrong) || b.confidence - a.confidence || a.label.line - b.label.line)
    .slice(0, most)
    .map(({ label, answer, confidence }) => ({
      line: label.line,
      id: label.id,
      text: label.text,
      labelled: { outage: label.outage, phase: label.phase, voice: label.voice, systems: label.sets.systems },
      answered: {
        outage: answer.outage,
        phase: answer.phase,
        voice: answer.voice ?? null,
        systems: answer.sets.systems,
        score: answer.score,
      },
      confidence,
      reasons: answer.reasons.map(({ rule, start, end }) => ({ rule, words: label.text.slice(start, end) })),
    }));
}

/** A score near the truth of a row whose phase alone is wrong makes it the worse: the answer was sure of itself. */
function confidenceOf(label: Label, answer: Answer, isWrong: boolean): number {
  const distance = Math.abs((answer.score ?? 0.5) - (label.outage ? 1 : 0));
  return isWrong ? distance : 1 - distance;
}
