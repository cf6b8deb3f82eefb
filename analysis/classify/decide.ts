import type { Phase } from '../../src/core/types.ts';
import { phases } from '../../src/core/types.ts';
import { toChances } from './chances.ts';
import type { Features } from './features.ts';
import type { Net } from './net.ts';

/** Makes the model's odds into a probability: fitted on answers of models that had not seen the text. */
export interface Calibration {
  readonly slope: number;
  readonly offset: number;
}

export interface Decision {
  readonly phase: Phase;
  /** Calibrated probability of an outage. */
  readonly score: number;
  /** Log-odds of an outage as the model has them, before calibration. */
  readonly odds: number;
}

/** Phases that are an outage stand first among the model's classes. */
export const classes: readonly Phase[] = ['disrupted', 'recovering', 'restored', 'unaffected', 'planned', 'none'];
/** How many of them. */
export const outages = 3;
if (classes.length !== phases.length) throw new Error('the model and the vocabulary differ in phases');

/** Whether a post of this phase reports a disruption, past or present. */
export function isOutage(phase: Phase): boolean {
  return classes.indexOf(phase) < outages;
}

/** Limits that the text itself sets: the score is at most `most`, and an outage from `least` on. */
export interface Limits {
  readonly most: number;
  readonly least: number;
}

/** The likeliest phase on the side of the limit where the score stands. */
export function decide(features: Features, net: Net, { slope, offset }: Calibration, { most, least }: Limits = even): Decision {
  const scores = net.score(features);
  toChances(scores);
  let chance = 0;
  for (let one = 0; one < outages; one += 1) chance += scores[one] ?? 0;
  const odds = Math.log((chance + tiny) / (1 - chance + tiny));
  const score = Math.min(most, 1 / (1 + Math.exp(-(slope * odds + offset))));
  const [from, to] = score > least ? [0, outages] : [outages, classes.length];
  let best = from;
  for (let one = from; one < to; one += 1) if ((scores[one] ?? 0) > (scores[best] ?? 0)) best = one;
  // What is not sure enough for the text's own limit is not put above even odds either.
  return { phase: classes[best] as Phase, score: score > least ? score : Math.min(score, even.least), odds };
}

const even: Limits = { most: 1, least: 0.5 };
const tiny = 1e-9;
