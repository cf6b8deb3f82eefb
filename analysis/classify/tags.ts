import type { Advice, Cause, Phase, Service, Voice } from '../../src/core/types.ts';
import { advices, causes, services } from '../../src/core/types.ts';
import { weigh } from './decide.ts';
import type { Features } from './features.ts';
import { hash, mix, put } from './features.ts';
import type { Weights } from './weights.ts';

/** Systems that people mean without naming them: "you cannot ring us", "nothing loads". */
export const impliedSystems = [
  'clinical-system',
  'it-systems',
  'phones',
  'pathology',
  'broadband',
  'gp-network',
  'microsoft-windows',
  'website',
  'payments',
  'sms',
  'email',
  'eps',
  'nhs-spine',
  'nhs-app',
  'cis2',
  'wifi',
] as const;

/** What the whole text says besides its phase, one class of the model each. */
export const tags: readonly string[] = [
  'relayed',
  ...services.map((id) => `service ${id}`),
  ...causes.map((id) => `cause ${id}`),
  ...causes.map((id) => `denied ${id}`),
  ...advices.map((id) => `advice ${id}`),
  ...impliedSystems.map((id) => `implied ${id}`),
];

export interface Tagged {
  readonly voice: Voice;
  readonly services: readonly Service[];
  readonly cause: Cause | null;
  readonly causesDenied: readonly Cause[];
  readonly advice: readonly Advice[];
  readonly implied: readonly string[];
}

/** What the rules alone say, as features for the model: "service records", "voice relayed". */
export function addOpinions(phase: Phase, said: readonly string[], out: Features): void {
  const phaseCode = hash(phase);
  put(out, mix(201, phaseCode), -1, -1);
  for (const one of said) {
    put(out, mix(203, hash(one)), -1, -1);
    put(out, mix(mix(207, hash(one)), phaseCode), -1, -1);
  }
}

const scores = new Float64Array(tags.length);

/** Log-odds from which a tag is answered. What few texts say is shrunk towards "no", so less than even odds are enough; what nobody names needs more. */
const least = { told: -0.8, implied: -0.4, relayed: 0 };

/** Answers the tags that are likely enough; of several causes the likeliest. */
export function tagsOf(features: Features, weights: Weights): Tagged {
  scores.fill(0);
  weigh(features, weights, scores);
  const scoreOf = (tag: string): number => scores[tags.indexOf(tag)] ?? Number.NEGATIVE_INFINITY;
  const chosen = <Id extends string>(group: string, ids: readonly Id[]): readonly Id[] =>
    ids.filter((id) => scoreOf(`${group} ${id}`) > (group === 'implied' ? least.implied : least.told));
  const [cause = null] = [...chosen('cause', causes)].sort((a, b) => scoreOf(`cause ${b}`) - scoreOf(`cause ${a}`));
  return {
    voice: scoreOf('relayed') > least.relayed ? 'relayed' : 'own',
    services: chosen('service', services),
    cause,
    causesDenied: chosen('denied', causes),
    advice: chosen('advice', advices),
    implied: chosen('implied', impliedSystems),
  };
}
