import { fromMs } from '../../src/core/time.ts';
import type { Area, Channel, Instant, Json, Mention, Organisation, Phase, Place, Post, Verdict } from '../../src/core/types.ts';
import { phases } from '../../src/core/types.ts';
import type { RunResult } from '../../src/store/contract.ts';

/** Differences from a plain outage post by a practice, part by part. */
interface MentionParts {
  readonly post?: Partial<Post>;
  readonly verdict?: Partial<Verdict>;
  readonly places?: readonly Place[];
  readonly organisation?: string | null;
  readonly statement?: string | null;
  readonly dataset?: string;
}

/** A Run that went well and brought nothing. */
export const quietRun = {
  outcome: 'ok',
  failure: null,
  message: null,
  postsSeen: 0,
  postsNew: 0,
  postsChanged: 0,
  postsRemoved: 0,
  mentionsNew: 0,
  noticesNew: 0,
  bytes: 0,
  status: null,
  notes: [],
  nextAt: null,
  state: 'active',
} as const satisfies Partial<RunResult>;

/** One Mention whose every field is filled, so that what a store loses shows. */
export function makeMention(id: string, parts: MentionParts = {}): Mention {
  const phase: Phase = parts.verdict?.phase ?? 'disrupted';
  const outage = phase === 'disrupted' || phase === 'recovering' || phase === 'restored';
  const organisation = parts.organisation === undefined ? 'Z00001' : parts.organisation;
  return {
    post: {
      platform: 'feed',
      id,
      channel: 'feed:one',
      url: `https://practice.example/${id}`,
      text: 'EMIS is down this morning, please bear with us.',
      author: { kind: 'practice', name: 'Invented Surgery', handle: null, private: false },
      postedAt: '2024-07-19T07:12:00.000Z',
      editedAt: null,
      seenAt: '2024-07-19T07:15:00.000Z',
      raw: { guid: id, nested: [1, null, true, 'é'] },
      ...parts.post,
    },
    verdict: {
      outage,
      current: phase === 'disrupted' || phase === 'recovering',
      score: 0.97,
      phase,
      voice: outage ? 'own' : null,
      systems: ['emis-web'],
      systemsUnaffected: [],
      systemsCause: [],
      systemsPlanned: [],
      systemsSwitchedOff: [],
      services: ['appointments'],
      cause: null,
      causesDenied: [],
      advice: ['urgent-only'],
      reasons: [{ rule: 'outage.down', start: 0, end: 12 }],
      version: 'test-1',
      ...parts.verdict,
    },
    places: parts.places ?? [placeIn('QYG', 'icb')],
    organisation,
    organisationName: organisation === null ? null : 'Invented Surgery',
    statement: parts.statement === undefined ? null : parts.statement,
    dataset: parts.dataset ?? 'live',
    invented: false,
  };
}

export function placeIn(code: string, kind: Place['kind']): Place {
  return { text: null, code, name: code, kind, method: 'channel', confidence: 1 };
}

export function makeChannel(id: string, parts: Partial<Channel> = {}): Channel {
  return {
    id,
    platform: 'feed',
    address: `https://practice.example/${id}.xml`,
    title: id,
    organisation: null,
    authorKind: 'practice',
    selector: null,
    everyMinutes: 15,
    dataset: 'live',
    addedAt: '2024-07-19T06:00:00.000Z',
    ...parts,
  };
}

export function makeOrganisation(code: string): Organisation {
  return {
    code,
    name: `Organisation ${code}`,
    kind: 'practice',
    town: 'LEEDS',
    postcode: 'LS1 1AA',
    area: 'QWO',
    status: 'active',
    openedOn: '1990-01-01',
    closedOn: null,
    system: null,
    systemAsOf: null,
    patients: null,
    patientsAsOf: null,
    source: 'test',
  };
}

const systemIds = ['emis-web', 'systmone', 'eps', 'phones', 'accurx', 'nhs-app', 'proscript-connect', 'pharmoutcomes'];

/** The `index`th of many: two days of posts by 6,000 organisations in 42 areas, uneven as real ones are. Deterministic. */
export function manyMention(index: number): Mention {
  const spin = (index * 2_654_435_761) % 4_294_967_296;
  const postedAt: Instant = fromMs(Date.UTC(2024, 6, 18, 6) + (spin % (48 * 3600)) * 1000);
  const raw: Json = { guid: `post-${index}`, title: 'Notice', likes: spin % 17 };
  return makeMention(`post-${index}`, {
    post: {
      text: `Notice ${index}: our clinical system is not working and we cannot see records or print prescriptions. Please ring back after ${spin % 12} if it can wait. Thank you for your patience with the team at desk ${spin % 977}.`,
      channel: `feed:${spin % 500}`,
      postedAt,
      seenAt: postedAt,
      raw,
    },
    verdict: {
      phase: phases[spin % 10 < 6 ? 0 : spin % 6] ?? 'none',
      systems: spin % 5 === 0 ? ['emis-web', 'eps'] : [systemIds[(spin >>> 4) % systemIds.length] ?? 'eps'],
      services: spin % 2 === 0 ? ['appointments', 'prescriptions'] : [],
    },
    places: [placeIn(`Q${(spin >>> 7) % 42}`, 'icb'), placeIn(`Z${spin % 6000}`, 'organisation')],
    organisation: spin % 4 === 0 ? null : `Z${spin % 6000}`,
    statement: spin % 3 === 0 ? `s${spin % 400}` : null,
  });
}

/** A region with today's ICB, one merged into it, and a country of boards. */
export const sampleAreas: readonly Area[] = [
  makeArea('ENG', 'country', null, []),
  makeArea('Y62', 'region', 'ENG', []),
  makeArea('Y63', 'region', 'ENG', []),
  makeArea('QYG', 'icb', 'Y62', []),
  makeArea('QNEW', 'icb', 'Y62', []),
  makeArea('QOLD', 'icb', 'Y62', ['QNEW', 'QYG']),
  makeArea('QOLDER', 'icb', 'Y62', ['QOLD']),
  makeArea('QWO', 'icb', 'Y63', []),
  makeArea('WAL', 'country', null, []),
  makeArea('7A1', 'board', 'WAL', []),
];

function makeArea(code: string, kind: Area['kind'], parent: string | null, successors: readonly string[]): Area {
  return {
    code,
    name: code === 'Y62' ? 'North West' : `Area ${code}`,
    shortName: code,
    kind,
    parent,
    validFrom: null,
    validTo: successors.length > 0 ? '2026-03-31' : null,
    successors: successors.map((to, index) => ({ code: to, share: index === 0 ? 0.8 : 0.2 })),
    practices: null,
    practicesBySystem: null,
    tile: null,
  };
}
