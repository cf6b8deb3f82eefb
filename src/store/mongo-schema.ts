import type { MentionDoc } from './mongo-docs.ts';

type Kind = 'number' | 'string' | 'bool' | 'date' | 'array' | 'null';

/** The BSON types of each field of a Mention, by the names that `$jsonSchema` has for them; `left` may be absent. */
export const mentionKinds: Readonly<Record<keyof Omit<MentionDoc, 'left'>, readonly Kind[]>> = {
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

/** https://www.mongodb.com/docs/manual/reference/operator/query/jsonSchema/ */
export const mentionSchema = {
  bsonType: 'object',
  required: Object.keys(mentionKinds),
  properties: Object.fromEntries(Object.entries(mentionKinds).map(([name, kinds]) => [name, { bsonType: kinds }])),
};
