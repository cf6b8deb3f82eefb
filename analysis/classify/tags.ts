import type { Advice, Cause, Phase, Service, Voice } from '../../src/core/types.ts';
import { advices, causes, services } from '../../src/core/types.ts';
import type { Features } from './features.ts';
import { put } from './features.ts';
import { hash, mix } from './mix.ts';
import type { Net } from './net.ts';

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

interface Group<Id extends string> {
  readonly ids: readonly Id[];
  /** Class of the first of them. */
  readonly first: number;
}

const groups = {
  service: { ids: services, first: tags.indexOf(`service ${services[0]}`) },
  cause: { ids: causes, first: tags.indexOf(`cause ${causes[0]}`) },
  denied: { ids: causes, first: tags.indexOf(`denied ${causes[0]}`) },
  advice: { ids: advices, first: tags.indexOf(`advice ${advices[0]}`) },
  implied: { ids: impliedSystems, first: tags.indexOf(`implied ${impliedSystems[0]}`) },
} as const;

export interface Tagged {
  readonly voice: Voice;
  readonly services: readonly Service[];
  readonly cause: Cause | null;
  readonly causesDenied: readonly Cause[];
  readonly advice: readonly Advice[];
  readonly implied: readonly string[];
  /** The one system that is meant if any is, likely enough or not. */
  readonly likeliest: string;
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

/** Log-odds from which a tag is answered. What few texts say is shrunk towards "no", so less than even odds are enough; what nobody names needs more. */
const least = { told: -1.8, implied: -0.4, relayed: 0.3, meant: -2.5 };

/**
 * Answers the tags that are likely enough, and what the rules have read where they are the surer reader: services, denied causes, and a
 * cause where none is likely. Of several causes the likeliest; `said` are the rules' opinions, as `addOpinions` had them.
 */
export function tagsOf(features: Features, net: Net, said: readonly string[]): Tagged {
  const scores = net.score(features);
  const chosen = <Id extends string>({ ids, first }: Group<Id>, enough = least.told): readonly Id[] =>
    ids.filter((_, at) => (scores[first + at] ?? 0) > enough);
  const either = <Id extends string>(group: Group<Id>, name: string): readonly Id[] =>
    group.ids.filter((id, at) => (scores[group.first + at] ?? 0) > least.told || said.includes(`${name} ${id}`));
  const likely = chosen(groups.cause);
  const causing = likely.length > 0 ? likely : causes.filter((id) => said.includes(`cause ${id}`));
  const byScore = <Id extends string>({ ids, first }: Group<Id>, some: readonly Id[]): readonly Id[] =>
    some.toSorted((a, b) => (scores[first + ids.indexOf(b)] ?? 0) - (scores[first + ids.indexOf(a)] ?? 0));
  const [cause = null] = byScore(groups.cause, causing);
  return {
    voice: (scores[0] ?? 0) > least.relayed ? 'relayed' : 'own',
    services: either(groups.service, 'service'),
    cause,
    causesDenied: either(groups.denied, 'denied'),
    advice: chosen(groups.advice),
    implied: chosen(groups.implied, least.implied),
    likeliest: likeliestOf(groups.implied, scores),
  };
}

/** What is meant where nothing is named: "our IT", unless something else is likelier and likely at all. */
function likeliestOf({ ids, first }: Group<(typeof impliedSystems)[number]>, scores: Float64Array): string {
  let best = 0;
  for (let at = 1; at < ids.length; at += 1) if ((scores[first + at] ?? 0) > (scores[first + best] ?? 0)) best = at;
  return (scores[first + best] ?? 0) < least.meant ? 'it-systems' : (ids[best] ?? 'it-systems');
}
