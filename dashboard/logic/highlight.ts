import type { Reason } from '../types.ts';

/** A stretch of a post; `rules` names what it was tagged for, empty for plain text. */
export interface Segment {
  readonly text: string;
  readonly rules: readonly string[];
}

/** Cuts `text` where reasons begin and end (UTF-16 offsets, end exclusive); what lies outside the text is ignored. */
export function splitHighlights(text: string, reasons: readonly Reason[]): readonly Segment[] {
  const kept = reasons.filter((reason) => reason.start < reason.end && reason.start >= 0 && reason.start < text.length);
  const cuts = new Set([0, text.length]);
  for (const reason of kept) cuts.add(reason.start).add(Math.min(reason.end, text.length));
  const edges = [...cuts].sort((a, b) => a - b);
  return edges.slice(0, -1).map((start, index) => {
    const end = edges[index + 1] ?? text.length;
    const rules = kept.filter((reason) => reason.start <= start && reason.end >= end).map((reason) => reason.rule);
    return { text: text.slice(start, end), rules: [...new Set(rules)] };
  });
}
