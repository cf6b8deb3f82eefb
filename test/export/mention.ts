import type { Author, Mention, Post, Verdict } from '../../src/core/types.ts';

export const practice: Author = { kind: 'practice', name: 'Alder Lane Surgery', handle: 'alderlane', private: false };
export const patient: Author = { kind: 'patient', name: 'Jo Bloggs', handle: 'jo.bloggs', private: true };

/** A complete Mention of 19 July 2024; each part can be overridden. */
export function makeMention(
  parts: { post?: Partial<Post>; verdict?: Partial<Verdict> } & Partial<Omit<Mention, 'post' | 'verdict'>> = {},
): Mention {
  const { post, verdict, ...rest } = parts;
  return {
    post: {
      platform: 'feed',
      id: 'feed:alder/1',
      channel: 'feed:alder',
      url: 'https://alder.example/news/1',
      text: 'EMIS is down. Urgent only please.',
      author: practice,
      postedAt: '2024-07-19T07:12:00.000Z',
      editedAt: null,
      seenAt: '2024-07-19T07:20:00.000Z',
      raw: { title: 'EMIS is down' },
      ...post,
    },
    verdict: {
      outage: true,
      current: true,
      score: 0.97,
      phase: 'disrupted',
      voice: 'own',
      systems: ['emis-web', 'docman'],
      systemsUnaffected: ['phones'],
      systemsCause: ['crowdstrike-falcon'],
      systemsPlanned: [],
      systemsSwitchedOff: [],
      services: ['appointments', 'prescriptions'],
      cause: 'third-party-update',
      causesDenied: ['cyber'],
      advice: ['urgent-only'],
      reasons: [{ rule: 'outage.down', start: 0, end: 12 }],
      version: 'test-1',
      ...verdict,
    },
    places: [
      { text: null, code: 'N81000', name: 'Alder Lane Surgery', kind: 'organisation', method: 'channel', confidence: 1 },
      { text: null, code: 'QYG', name: 'NHS Cheshire and Merseyside', kind: 'icb', method: 'organisation', confidence: 0.95 },
      { text: null, code: 'Y62', name: 'North West', kind: 'region', method: 'organisation', confidence: 0.95 },
    ],
    organisation: 'N81000',
    organisationName: 'Alder Lane Surgery',
    statement: 'a1b2',
    dataset: 'live',
    invented: false,
    ...rest,
  };
}

/** A store's stream: one chunk for each argument. */
export async function* stream(...chunks: (readonly Mention[])[]): AsyncIterable<readonly Mention[]> {
  for (const chunk of chunks) yield await Promise.resolve(chunk);
}

export async function join(pieces: AsyncIterable<string>): Promise<string> {
  let whole = '';
  for await (const piece of pieces) whole += piece;
  return whole;
}
