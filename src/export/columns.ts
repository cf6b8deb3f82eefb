import { londonTime } from '../core/time.ts';
import type { Area, Mention, Place, PlaceKind } from '../core/types.ts';
import { placeMethods } from '../core/types.ts';

export type Cell = string | number | boolean | null;

interface Column {
  readonly name: string;
  readonly type: 'text' | 'instant' | 'london time' | 'number' | 'true/false' | 'list' | 'word';
  /** One sentence for the data dictionary. */
  readonly says: string;
  /** The cell; null is written as nothing. `areas` by code. */
  readonly read: (mention: Mention, areas: ReadonlyMap<string, Area>) => Cell;
}

/** The columns of every tabular export, in order: names and order are a promise to everybody's spreadsheets. */
export const columns: readonly Column[] = [
  {
    name: 'id',
    type: 'text',
    says: 'Identifies the post within its platform; a private person’s post has a made-up one, the same in every export.',
    read: ({ post }) => post.id,
  },
  { name: 'platform', type: 'word', says: 'Where the post was published.', read: ({ post }) => post.platform },
  {
    name: 'url',
    type: 'text',
    says: 'Address of the post for a person to open; empty where the platform gave none and for private people.',
    read: ({ post }) => post.url,
  },
  {
    name: 'posted_at',
    type: 'instant',
    says: 'When it was posted, in UTC; empty where the platform gave no date, which is never guessed.',
    read: ({ post }) => post.postedAt,
  },
  {
    name: 'posted_at_london',
    type: 'london time',
    says: 'The same moment on a clock in London, with GMT or BST.',
    read: ({ post }) => (post.postedAt === null ? null : londonTime(post.postedAt)),
  },
  { name: 'seen_at', type: 'instant', says: 'When Ripplewatch first saw it, in UTC.', read: ({ post }) => post.seenAt },
  {
    name: 'organisation',
    type: 'text',
    says: 'Name of the organisation that posted, on the day it was stored; empty where it is not known.',
    read: (mention) => mention.organisationName,
  },
  {
    name: 'ods_code',
    type: 'text',
    says: 'ODS code of the organisation that posted; empty where it is not known.',
    read: (mention) => mention.organisation,
  },
  { name: 'author_kind', type: 'word', says: 'What kind of author posted it.', read: ({ post }) => post.author.kind },
  {
    name: 'outage',
    type: 'true/false',
    says: 'Whether the post speaks of a disruption: true for the phases disrupted, recovering and restored.',
    read: ({ verdict }) => verdict.outage,
  },
  {
    name: 'current',
    type: 'true/false',
    says: 'Whether the disruption was going on when it was posted: true for disrupted and recovering.',
    read: ({ verdict }) => verdict.current,
  },
  {
    name: 'phase',
    type: 'word',
    says: 'One of disrupted, recovering, restored, unaffected, planned and none.',
    read: ({ verdict }) => verdict.phase,
  },
  {
    name: 'voice',
    type: 'word',
    says: 'own for an author’s own report, relayed for passing on somebody else’s; empty where outage is false.',
    read: ({ verdict }) => verdict.voice,
  },
  {
    name: 'systems',
    type: 'list',
    says: 'Systems the post reports as disrupted.',
    read: ({ verdict }) => list(verdict.systems),
  },
  {
    name: 'systems_unaffected',
    type: 'list',
    says: 'Systems the post says are working.',
    read: ({ verdict }) => list(verdict.systemsUnaffected),
  },
  {
    name: 'systems_cause',
    type: 'list',
    says: 'Systems the post names as the cause of the disruption.',
    read: ({ verdict }) => list(verdict.systemsCause),
  },
  {
    name: 'systems_planned',
    type: 'list',
    says: 'Systems the post says will be down by intent.',
    read: ({ verdict }) => list(verdict.systemsPlanned),
  },
  {
    name: 'services',
    type: 'list',
    says: 'Services to patients that the post says are disturbed.',
    read: ({ verdict }) => list(verdict.services),
  },
  {
    name: 'cause',
    type: 'word',
    says: 'Kind of cause the post names; empty where it names none.',
    read: ({ verdict }) => verdict.cause,
  },
  {
    name: 'advice',
    type: 'list',
    says: 'What the post asks patients to do.',
    read: ({ verdict }) => list(verdict.advice),
  },
  {
    name: 'area_code',
    type: 'text',
    says: 'Code of the most trusted ICB, health board, region or country; the smaller one where two are trusted alike.',
    read: ({ places }) => mainPlace(places)?.code ?? null,
  },
  {
    name: 'area_name',
    type: 'text',
    says: 'Name of that area.',
    read: ({ places }, areas) => {
      const place = mainPlace(places);
      return place === null ? null : (areas.get(place.code)?.name ?? place.name);
    },
  },
  {
    name: 'place_method',
    type: 'word',
    says: 'How the area was found: by review (a person said so), channel, organisation, postcode, area (its name) or gazetteer (a place name).',
    read: ({ places }) => mainPlace(places)?.method ?? null,
  },
  {
    name: 'place_confidence',
    type: 'number',
    says: 'How sure the area is, from 0 to 1.',
    read: ({ places }) => mainPlace(places)?.confidence ?? null,
  },
  {
    name: 'score',
    type: 'number',
    says: 'Probability that the post speaks of a disruption, from 0 to 1.',
    read: ({ verdict }) => verdict.score,
  },
  {
    name: 'reasons',
    type: 'list',
    says: 'Rules behind the verdict, each as rule@start-end: UTF-16 offsets into the post’s text, end exclusive.',
    read: ({ verdict }) => list(verdict.reasons.map(({ rule, start, end }) => `${rule}@${start}-${end}`)),
  },
  {
    name: 'version',
    type: 'text',
    says: 'Version of the analysis that gave the verdict.',
    read: ({ verdict }) => verdict.version,
  },
  {
    name: 'statement',
    type: 'text',
    says: 'Signature that posts of near-identical words share; empty for texts too short to compare.',
    read: (mention) => mention.statement,
  },
  {
    name: 'reviewed',
    type: 'true/false',
    says: 'Whether a person has checked the verdict: what they corrected stands in this row, and NDJSON has the machine’s own words beside it.',
    read: ({ review }) => review !== undefined,
  },
  {
    name: 'invented',
    type: 'true/false',
    says: 'true for the demonstration: nobody posted this.',
    read: (mention) => mention.invented,
  },
  {
    name: 'text',
    type: 'text',
    says: 'The post’s words as posted, line breaks included; one that would start a formula has an apostrophe before it.',
    read: ({ post }) => post.text,
  },
  {
    name: 'removed',
    type: 'word',
    says: 'Why the post has no words, address and author any more: deleted (by its platform), retention or request; empty where it has them.',
    read: ({ removed }) => removed?.why ?? null,
  },
  {
    name: 'removed_at',
    type: 'instant',
    says: 'When they were removed, in UTC.',
    read: ({ removed }) => removed?.at ?? null,
  },
];

const narrowest: readonly PlaceKind[] = ['icb', 'board', 'region', 'country'];

function mainPlace(places: readonly Place[]): Place | null {
  const areas = places.filter((place) => place.kind !== 'organisation');
  const [first = null] = areas.toSorted(
    (a, b) =>
      b.confidence - a.confidence ||
      placeMethods.indexOf(a.method) - placeMethods.indexOf(b.method) ||
      narrowest.indexOf(a.kind) - narrowest.indexOf(b.kind),
  );
  return first;
}

/** Ids and rule names hold no semicolon by themselves; a name from outside (`other:…`) might. */
function list(values: readonly string[]): string {
  return values.map((value) => value.replaceAll(';', ',')).join(';');
}
