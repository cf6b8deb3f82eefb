import type { Mention, NewReview, Phase, Vocabulary } from '../types.ts';
import { nameTerm } from './filters.ts';

/** The roles a system may have in a post, by the list that holds it. */
export const roles = [
  { id: 'systems', title: 'disrupted' },
  { id: 'systemsUnaffected', title: 'said to be fine' },
  { id: 'systemsCause', title: 'named as the cause' },
  { id: 'systemsPlanned', title: 'down by plan' },
  { id: 'systemsSwitchedOff', title: 'switched off to cope' },
] as const;
export type RoleList = (typeof roles)[number]['id'];

/** One line of the form: a system and its role. */
export interface NamedSystem {
  readonly id: string;
  readonly role: RoleList;
}

/** What the form holds; it begins as the post reads now. */
export interface Draft {
  readonly phase: Phase;
  readonly voice: 'own' | 'relayed' | null;
  readonly systems: readonly NamedSystem[];
  readonly services: readonly string[];
  readonly cause: string;
  /** Code of the one area the person chose; empty where the machine's places stay. */
  readonly place: string;
  readonly note: string;
}

export const outagePhases: readonly Phase[] = ['disrupted', 'recovering', 'restored'];

/** The form for a post as it reads now. */
export function startDraft({ verdict, review }: Mention): Draft {
  return {
    phase: verdict.phase,
    voice: verdict.voice,
    systems: roles.flatMap(({ id: role }) => verdict[role].map((id) => ({ id, role }))),
    services: verdict.services,
    cause: verdict.cause ?? '',
    place: review?.correction.places?.[0] ?? '',
    note: review?.correction.note ?? '',
  };
}

/**
 * What is sent: everything the person saw and let stand, but of the folded-away part only what they touched, now or in the review that this one
 * takes the place of.
 */
export function toReview(draft: Draft, mention: Mention, reviewer: string): NewReview {
  const start = startDraft(mention);
  const earlier = mention.review?.correction ?? {};
  const outage = outagePhases.includes(draft.phase);
  const systems = fitSystems(draft);
  const list = (role: RoleList): string[] => systems.filter((one) => one.role === role).map(({ id }) => id);
  const hasServices = outage && (!isSame(draft.services, start.services) || earlier.services !== undefined);
  const hasCause = outage && (draft.cause !== start.cause || earlier.cause !== undefined);
  const places = draft.place === start.place ? earlier.places : draft.place === '' ? undefined : [draft.place];
  return {
    phase: draft.phase,
    ...(outage && draft.voice !== null ? { voice: draft.voice } : {}),
    systems: list('systems'),
    systemsUnaffected: list('systemsUnaffected'),
    systemsCause: list('systemsCause'),
    systemsPlanned: list('systemsPlanned'),
    systemsSwitchedOff: list('systemsSwitchedOff'),
    ...(hasServices ? { services: [...draft.services] } : {}),
    ...(hasCause ? { cause: draft.cause === '' ? null : draft.cause } : {}),
    ...(places === undefined ? {} : { places: [...places] }),
    ...(draft.note.trim() === '' ? {} : { note: draft.note }),
    ...(reviewer.trim() === '' ? {} : { reviewer }),
  };
}

/**
 * The systems as the chosen phase has them: where nothing is disrupted, those named so are fine, planned or not meant. What was chosen stays
 * in the draft, since arrow keys pass through the phases between.
 */
export function fitSystems({ phase, systems }: Draft): readonly NamedSystem[] {
  if (outagePhases.includes(phase)) return systems;
  if (phase === 'none') return systems.filter(({ role }) => role !== 'systems');
  return systems.map((one) => (one.role === 'systems' ? { ...one, role: usualRole(phase) } : one));
}

/** The role a system gets when it is added: the one that goes with the phase. */
export function usualRole(phase: Phase): RoleList {
  if (phase === 'planned') return 'systemsPlanned';
  return phase === 'unaffected' || phase === 'none' ? 'systemsUnaffected' : 'systems';
}

/** The id behind what was typed: a title, an id, or `other:` and a name for a product outside the list. Null where it is none of these. */
export function findSystem(typed: string, vocabulary: Pick<Vocabulary, 'systems'>): string | null {
  const text = typed.trim().toLowerCase();
  const term = vocabulary.systems.find(({ id, title }) => id === text || title.toLowerCase() === text);
  if (term !== undefined) return term.id;
  return /^other:\s*\S/.test(text) ? `other:${typed.trim().slice('other:'.length).trim()}` : null;
}

/** What the machine had said, where a person says otherwise: "Disrupted; disrupted EMIS Web". Null where they agree. */
export function sayMachine({ verdict, places, review }: Mention, vocabulary: Vocabulary): string | null {
  if (review === undefined) return null;
  const { machine } = review;
  const names = (ids: readonly string[]): string => ids.map((id) => nameTerm(vocabulary.systems, id)).join(', ');
  const differing = [
    verdict.phase === machine.verdict.phase ? null : `“${nameTerm(vocabulary.phases, machine.verdict.phase)}”`,
    verdict.voice === machine.verdict.voice || machine.verdict.voice === null
      ? null
      : nameTerm(vocabulary.voices, machine.verdict.voice).toLowerCase(),
    ...roles.map(({ id, title }) =>
      isSame(verdict[id], machine.verdict[id])
        ? null
        : machine.verdict[id].length === 0
          ? `no system ${title}`
          : `${names(machine.verdict[id])} ${title}`,
    ),
    isSame(verdict.services, machine.verdict.services) ? null : `${plainList(vocabulary.services, machine.verdict.services)} hit`,
    verdict.cause === machine.verdict.cause
      ? null
      : machine.verdict.cause === null
        ? 'no cause'
        : `cause: ${nameTerm(vocabulary.causes, machine.verdict.cause)}`,
    isSame(codes(places), codes(machine.places)) ? null : machine.places.map(({ name }) => name).join(', ') || 'no place',
  ].filter((part) => part !== null);
  return differing.length === 0 ? null : differing.join('; ');
}

function plainList(terms: Vocabulary['services'], ids: readonly string[]): string {
  return ids.length === 0 ? 'no service' : ids.map((id) => nameTerm(terms, id).toLowerCase()).join(', ');
}

function codes(places: Mention['places']): string[] {
  return places.map(({ code }) => code);
}

/** Order says nothing. */
function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((id) => other.includes(id));
}
