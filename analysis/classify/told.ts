import type { Phase, Reason } from '../../src/core/types.ts';
import { classes } from './decide.ts';
import type { Features } from './features.ts';
import type { Net } from './net.ts';
import type { Reading } from './reading.ts';
import { mostTokens } from './tokens.ts';

/** Most words that are shown for one post, and the least they have to weigh. */
const mostTold = 3;
const leastWeight = 0.5;

/** The words that weighed most for the phase, against nothing being the matter: what a person is shown beside the rules. */
export function wordsThatTold(features: Features, net: Net, phase: Phase, reading: Reading): readonly Reason[] {
  const mine = classes.indexOf(phase);
  const none = classes.indexOf('none');
  const spans: Span[] = [];
  for (let at = 0; at < features.length; at += 1) {
    const [from, to] = [features.from[at] ?? -1, features.to[at] ?? -1];
    if (from < 0 || to > reading.length) continue;
    const weight = net.lead(features.code[at] ?? 0, mine, none);
    if (weight === 0) continue;
    const key = keyOf(from, to);
    const known = spanOf[key];
    if (known === undefined) {
      const span = { from, to, weight };
      spanOf[key] = span;
      spans.push(span);
    } else known.weight += weight;
  }
  for (const { from, to } of spans) spanOf[keyOf(from, to)] = undefined;
  const ranked = spans.filter(({ weight }) => weight >= leastWeight).sort((a, b) => b.weight - a.weight || a.from - b.from);
  const chosen: Span[] = [];
  for (const span of ranked) {
    if (chosen.length === mostTold) break;
    if (chosen.every((other) => span.to <= other.from || span.from >= other.to)) chosen.push(span);
  }
  return chosen.map(({ from, to }) => ({
    rule: `words.${phase}`,
    start: reading.start[from] ?? 0,
    end: reading.end[to - 1] ?? 0,
  }));
}

/** The spans of the post in hand by their key; empty between two posts. */
const spanOf = new Array<Span | undefined>(mostTokens * 8).fill(undefined);

function keyOf(from: number, to: number): number {
  return from * 8 + (to - from);
}

interface Span {
  readonly from: number;
  readonly to: number;
  weight: number;
}
