import { areas } from '../../analysis/areas.ts';
import { addMs } from '../../src/core/time.ts';
import type { Channel, Instant, Mention, Place, Vocabulary } from '../../src/core/types.ts';
import { phases, services } from '../../src/core/types.ts';
import type { DigestRequest } from '../../src/digest/gather.ts';
import { findLeadTimes } from '../../src/leadtimes.ts';
import type { Store } from '../../src/store/contract.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { makeMention, patient } from '../export/mention.ts';
import { quietRun } from '../store/samples.ts';

export const day = '2024-07-19';
export const midnight: Instant = '2024-07-18T23:00:00.000Z';
export const morningAfter: Instant = '2024-07-20T06:00:00.000Z';
export const live = { id: 'live', title: 'Collected posts', invented: false, createdAt: '2024-07-01T00:00:00.000Z' } as const;

export const vocabulary: Vocabulary = {
  platforms: [{ id: 'feed', title: 'Feeds' }],
  systems: [
    { id: 'emis-web', title: 'EMIS Web' },
    { id: 'proscript-connect', title: 'ProScript Connect' },
    { id: 'systmone', title: 'SystmOne' },
    { id: 'phones', title: 'Telephones' },
    { id: 'docman', title: 'Docman' },
    { id: 'crowdstrike-falcon', title: 'CrowdStrike Falcon' },
    { id: 'eps', title: 'Electronic Prescription Service' },
  ],
  services: services.map((id) => ({ id, title: id })),
  causes: [{ id: 'third-party-update', title: "Another firm's update" }],
  advices: [],
  phases: phases.map((id) => ({ id, title: id })),
  voices: [],
  authorKinds: [
    { id: 'practice', title: 'GP practice' },
    { id: 'pharmacy', title: 'Pharmacy' },
    { id: 'vendor', title: 'Supplier' },
    { id: 'patient', title: 'Patient' },
    { id: 'icb', title: 'Integrated care board' },
  ],
  areas,
};

export const query = { dataset: 'live', phases: ['disrupted', 'recovering', 'restored'] } as const;

/** A real store in memory, with the dataset in it. */
export async function openStore(): Promise<Store> {
  const store = await openSqlite(':memory:', { areas });
  await store.addDataset(live);
  return store;
}

/** The comparison with status pages, as the program wires it. */
export function leadTimesOf(store: Store): DigestRequest['leadTimes'] {
  return (reports, span) => findLeadTimes(store, reports, span);
}

export async function save(store: Store, mentions: readonly Mention[]): Promise<void> {
  await store.saveBatch({ mentions, removed: [], notices: [], channel: null, cursor: null });
}

export function minutesIn(minutes: number): Instant {
  return addMs(midnight, minutes * 60_000);
}

/** ICBs that stood in 2024, in the order in which they fall in `wholeDay`. */
const fallen = ['QOP', 'QYG', 'QE1', 'QWO', 'QHM', 'QKK', 'QMF', 'QF7', 'QT6', 'QOX', 'QNX', 'QVV'];

export function placesOf(icb: string): Place[] {
  const area = areas.find(({ code }) => code === icb)!;
  return [{ text: null, code: icb, name: area.name, kind: 'icb', method: 'organisation', confidence: 0.95 }];
}

/** The shape of the day: 110 practices and 30 pharmacies, rising from 07:10, a peak at nine, restored from the afternoon on. */
export function wholeDay(): Mention[] {
  return [
    ...Array.from({ length: 110 }, (_, index) => practicePost(index)),
    ...Array.from({ length: 30 }, (_, index) => pharmacyPost(index)),
    ...Array.from({ length: 60 }, (_, index) => restoredPost(index)),
    ...Array.from({ length: 9 }, (_, index) => unaffectedPost(index)),
    ...Array.from({ length: 12 }, (_, index) => patientPost(index)),
    supplierPost(),
  ];
}

const copied =
  'We cannot open patient records this morning because of a national fault in EMIS Web. Please only contact us if it is urgent; booked appointments go ahead.';

function practicePost(index: number): Mention {
  const icb = fallen[Math.floor((index / 110) ** 1.6 * fallen.length)]!;
  const at = minutesIn(Math.round(430 + 230 * (index / 110) ** 0.7 + (index % 7) * 9));
  return makeMention({
    post: {
      id: `feed:p${index}/1`,
      channel: `feed:p${index}`,
      text: index % 3 === 0 ? copied : `EMIS is down at Practice ${index}, we cannot see records. Bear with us.`,
      author: { kind: 'practice', name: `Practice ${index}`, handle: null, private: false },
      postedAt: at,
    },
    verdict: { systems: index % 9 === 0 ? ['emis-web', 'docman'] : ['emis-web'], voice: index % 11 === 10 ? 'relayed' : 'own' },
    organisation: `P${index}`,
    organisationName: `Practice ${index}`,
    places: placesOf(icb),
    statement: index % 3 === 0 ? 's-copied' : null,
  });
}

function pharmacyPost(index: number): Mention {
  return makeMention({
    post: {
      id: `feed:c${index}/1`,
      channel: `feed:c${index}`,
      text: 'ProScript is not loading. We can only dispense what is bagged.',
      author: { kind: 'pharmacy', name: `Pharmacy ${index}`, handle: null, private: false },
      postedAt: minutesIn(500 + index * 11),
    },
    verdict: { systems: ['proscript-connect'], systemsCause: index % 2 === 0 ? ['crowdstrike-falcon'] : [] },
    organisation: `C${index}`,
    organisationName: `Pharmacy ${index}`,
    places: placesOf(fallen[index % 6]!),
    statement: null,
  });
}

function restoredPost(index: number): Mention {
  return makeMention({
    post: {
      id: `feed:p${index}/2`,
      channel: `feed:p${index}`,
      text: 'EMIS is back. Thank you for your patience.',
      author: { kind: 'practice', name: `Practice ${index}`, handle: null, private: false },
      postedAt: minutesIn(820 + index * 6),
    },
    verdict: {
      phase: index % 4 === 0 ? 'recovering' : 'restored',
      current: index % 4 === 0,
      systems: ['emis-web'],
      systemsCause: [],
      cause: null,
    },
    organisation: `P${index}`,
    organisationName: `Practice ${index}`,
    places: placesOf(fallen[Math.floor((index / 110) ** 1.6 * fallen.length)]!),
    statement: null,
  });
}

function unaffectedPost(index: number): Mention {
  return makeMention({
    post: {
      id: `feed:u${index}/1`,
      text: 'We run SystmOne and are working as usual.',
      postedAt: minutesIn(600 + index),
      author: { kind: 'practice', name: `Other ${index}`, handle: null, private: false },
    },
    verdict: {
      outage: false,
      current: false,
      phase: 'unaffected',
      voice: null,
      systems: [],
      systemsUnaffected: ['systmone'],
      systemsCause: [],
      cause: null,
      reasons: [],
    },
    organisation: `U${index}`,
    organisationName: `Other ${index}`,
    places: placesOf('QJG'),
    statement: null,
  });
}

function patientPost(index: number): Mention {
  return makeMention({
    post: {
      id: `at://did:plc:jo/${index}`,
      platform: 'bluesky',
      channel: 'bluesky:search',
      text: `@surgery your screens are dead, says jo.bloggs ${index}`,
      author: patient,
      postedAt: minutesIn(420 + index * 20),
    },
    organisation: null,
    organisationName: null,
    places: [],
    statement: 's-patient',
  });
}

function supplierPost(): Mention {
  return makeMention({
    post: {
      id: 'feed:emis/1',
      text: 'We are aware of a disruption caused by a third-party update and are working with our partners to resolve it.',
      author: { kind: 'vendor', name: 'EMIS', handle: null, private: false },
      postedAt: minutesIn(565),
      url: 'https://emis.example/status/1',
    },
    verdict: { systems: ['emis-web'] },
    organisation: null,
    organisationName: null,
    places: [],
    statement: null,
  });
}

export function channelOf(id: string, title: string, addedAt: Instant = '2024-07-01T00:00:00.000Z'): Channel {
  return {
    id,
    platform: 'feed',
    address: `https://${id.replace('feed:', '')}.example/feed`,
    title,
    organisation: null,
    authorKind: 'practice',
    selector: null,
    everyMinutes: 60,
    dataset: 'live',
    addedAt,
  };
}

/** Collects the Channel every hour of the day, failing within the given hours. */
export async function runHourly(store: Store, channel: Channel, failing: readonly number[] = [], until = 24): Promise<void> {
  await store.saveChannel(channel);
  for (let hour = -3; hour < until; hour += 1) {
    const startedAt = minutesIn(hour * 60 + 5);
    const id = `${channel.id}@${startedAt}`;
    const failed = failing.includes(hour);
    await store.startRun({ id, channel: channel.id, startedAt });
    await store.finishRun({
      ...quietRun,
      id,
      channel: channel.id,
      finishedAt: addMs(startedAt, 2000),
      outcome: failed ? 'failed' : 'ok',
      failure: failed ? 'unreachable' : null,
      message: failed ? 'the server did not answer' : null,
      postsSeen: 3,
      nextAt: addMs(startedAt, 3_600_000),
    });
  }
}
