import type { AuthorKind, Phase, Voice } from '../core/types.ts';
import { authorKinds, phases, voices } from '../core/types.ts';
import type { CountBy } from './mentions.ts';
import type { MentionQuery } from './query.ts';

const voiceCount = voices.length + 1;

/** Phase, voice and author kind as one number below 256: what the cells of the count tables tell apart. -1 where one of them is unknown to us. */
export function kindOf(phase: unknown, voice: unknown, authorKind: unknown): number {
  const [p, a] = [phases.indexOf(phase as Phase), authorKinds.indexOf(authorKind as AuthorKind)];
  const v = voice === null ? voices.length : voices.indexOf(voice as Voice);
  return p < 0 || v < 0 || a < 0 ? -1 : (p * voiceCount + v) * authorKinds.length + a;
}

/** The phase, voice and author kind of each number. */
export const kinds: readonly { readonly phase: Phase; readonly voice: Voice | null; readonly authorKind: AuthorKind }[] =
  phases.flatMap((phase) =>
    [...voices, null].flatMap((voice) => authorKinds.map((authorKind) => ({ phase, voice, authorKind }))),
  );

/** 1 for each kind that the query asks for. */
export function askedKinds({ phases: asked, voice, authorKinds: authors = authorKinds }: MentionQuery): Uint8Array {
  const found = new Uint8Array(kinds.length);
  for (const phase of asked) {
    for (const said of voice === undefined ? [...voices, null] : [voice]) {
      for (const author of authors) {
        const kind = kindOf(phase, said, author);
        if (kind >= 0) found[kind] = 1;
      }
    }
  }
  return found;
}

/** The four tables: all of an hour, and by what its Mentions name. */
export const cellTables = ['totals', 'systems', 'areas', 'both'] as const;
export type CellTable = (typeof cellTables)[number];

/**
 * The table that answers the question; null where the tables cannot and the Mentions themselves are counted. Dataset, span, phases, voice,
 * author kinds, affected systems and areas are in them; everything else, like another role, is not.
 */
export function tableFor(query: MentionQuery, key: CountBy['key']): CellTable | null {
  const { services, causes, platforms, channels, organisations, statement, reviewed, text, role = 'affected' } = query;
  const others = [services, causes, platforms, channels, organisations, statement, reviewed, text];
  if (others.some((filter) => filter !== undefined)) return null;
  if (key !== null && !coveredKeys.includes(key)) return null;
  const systems = query.systems !== undefined || key === 'system';
  const areas = query.areas !== undefined || key === 'area';
  if (systems && role !== 'affected') return null;
  return systems ? (areas ? 'both' : 'systems') : areas ? 'areas' : 'totals';
}

const coveredKeys: readonly CountBy['key'][] = ['system', 'area', 'phase', 'authorKind', 'voice'];
