import type { MentionDoc } from './mongo-docs.ts';
import type { CellsDoc, PeriodDoc } from './mongo-periods.ts';

type Kind = 'number' | 'string' | 'bool' | 'date' | 'array' | 'binData' | 'null';
type Kinds<Doc> = Readonly<Record<keyof Doc, readonly Kind[]>>;

/** The BSON types of each field of a Mention, by the names that `$jsonSchema` has for them; `left` may be absent. */
export const mentionKinds: Kinds<Omit<MentionDoc, 'left'>> = {
  _id: ['number'],
  rev: ['number'],
  dataset: ['string'],
  platform: ['string'],
  id: ['string'],
  channel: ['string'],
  organisation: ['string', 'null'],
  authorKind: ['string'],
  phase: ['string'],
  outage: ['bool'],
  voice: ['string', 'null'],
  cause: ['string', 'null'],
  systems: ['array'],
  systemsUnaffected: ['array'],
  systemsCause: ['array'],
  systemsPlanned: ['array'],
  systemsSwitchedOff: ['array'],
  services: ['array'],
  areas: ['array'],
  postedAt: ['date', 'null'],
  hour: ['date', 'null'],
  day: ['date', 'null'],
  seenAt: ['date'],
  hash: ['string'],
  reviewed: ['bool'],
  private: ['bool'],
  sealed: ['bool'],
  removedAt: ['date', 'null'],
  removedWhy: ['string', 'null'],
  words: ['array'],
  said: ['string'],
  handle: ['string', 'null'],
  wording: ['string', 'null'],
  statement: ['string', 'null'],
  statementRole: ['string', 'null'],
  form: ['number', 'null'],
  relayed: ['bool'],
  grouped: ['number'],
  voiceReviewed: ['bool'],
  body: ['string'],
  raw: ['string'],
  review: ['string', 'null'],
  versions: ['array'],
};

const periodKeys = { _id: ['string'], dataset: ['string'], undated: ['bool'], level: ['number'], start: ['number'] } as const;

export const periodKinds: Kinds<PeriodDoc> = {
  ...periodKeys,
  ends: ['number'],
  version: ['number'],
  open: ['bool'],
  settleAfter: ['date'],
};

export const cellsKinds: Kinds<CellsDoc> = {
  ...periodKeys,
  table: ['string'],
  part: ['number'],
  parts: ['number'],
  version: ['number'],
  token: ['string'],
  tally: ['binData'],
  said: ['binData'],
};

/** The schema of each collection that has one. https://www.mongodb.com/docs/manual/reference/operator/query/jsonSchema/ */
export const schemas = {
  mentions: schemaOf(mentionKinds),
  countPeriods: schemaOf(periodKinds),
  countCells: schemaOf(cellsKinds),
};

function schemaOf(kinds: Readonly<Record<string, readonly Kind[]>>) {
  return {
    bsonType: 'object',
    required: Object.keys(kinds),
    properties: Object.fromEntries(Object.entries(kinds).map(([name, allowed]) => [name, { bsonType: allowed }])),
  };
}
