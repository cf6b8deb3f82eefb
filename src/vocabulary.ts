import { areas } from '../analysis/areas.ts';
import { systems } from '../analysis/systems.ts';
import { collectors, unbuilt } from '../scrapers/index.ts';
import type { Advice, AuthorKind, Cause, Phase, Service, Term, Vocabulary, Voice } from './core/types.ts';
import { advices, authorKinds, causes, phases, services, voices } from './core/types.ts';

const phaseTitles: Readonly<Record<Phase, string>> = {
  disrupted: 'Disrupted',
  recovering: 'Recovering',
  restored: 'Restored',
  unaffected: 'Says it is not affected',
  planned: 'Planned work',
  none: 'About something else',
};

const voiceTitles: Readonly<Record<Voice, string>> = { own: 'Own report', relayed: 'Passed on' };

const authorTitles: Readonly<Record<AuthorKind, string>> = {
  practice: 'GP practice',
  pharmacy: 'Pharmacy',
  trust: 'NHS trust',
  icb: 'Integrated care board',
  'it-provider': 'GP IT provider',
  vendor: 'Supplier',
  representative: 'Representative body',
  national: 'National body',
  patient: 'Patient',
  media: 'News media',
  other: 'Somebody else',
};

const serviceTitles: Readonly<Record<Service, string>> = {
  appointments: 'Appointments',
  records: 'Patient records',
  prescriptions: 'Prescriptions',
  phones: 'Telephones',
  'online-requests': 'Online requests',
  'test-results': 'Test results',
  referrals: 'Referrals',
  messaging: 'Messages to patients',
  dispensing: 'Dispensing',
  payments: 'Payments',
  'check-in': 'Check-in',
};

const causeTitles: Readonly<Record<Cause, string>> = {
  'third-party-update': "Another firm's update",
  supplier: "The supplier's fault",
  network: 'Network or line',
  cyber: 'Cyber attack',
  power: 'Power cut',
  hardware: 'Hardware',
  'planned-work': 'Planned work that overran',
};

const adviceTitles: Readonly<Record<Advice, string>> = {
  'attend-as-normal': 'Come to your appointment as normal',
  'urgent-only': 'Urgent matters only',
  'use-111': 'Use NHS 111',
  'phone-us': 'Phone us',
  'come-in': 'Come in person',
  'paper-prescriptions': 'Paper prescriptions',
  'bring-details': 'Bring your details',
  'try-later': 'Try again later',
};

/** Everything that may stand in a filter, assembled from the lists that own it. */
export const vocabulary: Vocabulary = {
  platforms: [...collectors, ...unbuilt]
    .map(({ platform, title }) => ({ id: platform, title }))
    .concat({ id: 'file', title: 'Imported files' }, { id: 'hand', title: 'Logged by hand' }),
  systems: systems.map(({ id, title }) => ({ id, title })),
  services: terms(services, serviceTitles),
  causes: terms(causes, causeTitles),
  advices: terms(advices, adviceTitles),
  phases: terms(phases, phaseTitles),
  voices: terms(voices, voiceTitles),
  authorKinds: terms(authorKinds, authorTitles),
  areas,
};

function terms<Id extends string>(ids: readonly Id[], titles: Readonly<Record<Id, string>>): Term[] {
  return ids.map((id) => ({ id, title: titles[id] }));
}
