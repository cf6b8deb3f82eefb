import type { Version } from '../core/types.ts';
import type { MentionStore } from './mentions.ts';
import { forget, retain } from './mongo-bare.ts';
import { mongoCounts } from './mongo-counts.ts';
import type { MongoParts } from './mongo-db.ts';
import type { MentionDoc } from './mongo-docs.ts';
import type { IndexPlan } from './mongo-indexes.ts';
import { mentionProjection, readMention } from './mongo-mention.ts';
import { mongoPages } from './mongo-pages.ts';
import { removeMention } from './mongo-remove.ts';
import { saveBatch } from './mongo-save.ts';
import { saveSealed, unsealed } from './mongo-seal.ts';
import type { PrivacyStore } from './privacy.ts';

/** Each ends with date and key, in the order of the pages, so that a page is one walk along it. */
export const mentionIndexes: readonly IndexPlan[] = [
  { collection: 'mentions', key: { platform: 1, id: 1, dataset: 1 }, unique: true },
  { collection: 'mentions', key: { dataset: 1, outage: 1, postedAt: 1, _id: 1 } },
  { collection: 'mentions', key: { dataset: 1, postedAt: 1, _id: 1 } },
  ...(['channel', 'organisation', 'statement', 'systems', 'areas', 'words'] as const).map((field) => ({
    collection: 'mentions',
    key: { [field]: 1, dataset: 1, outage: 1, postedAt: 1, _id: 1 } as const,
  })),
  { collection: 'mentions', key: { reviewed: 1, dataset: 1, postedAt: 1, _id: 1 } },
  { collection: 'mentions', key: { removedWhy: 1, dataset: 1, postedAt: 1 } },
  { collection: 'mentions', key: { private: 1, removedAt: 1, seenAt: 1 } },
  { collection: 'mentions', key: { handle: 1 } },
  { collection: 'mentions', key: { form: 1 } },
  { collection: 'mentions', key: { grouped: 1, _id: 1 } },
  { collection: 'mentions', key: { sealed: 1, _id: 1 } },
  { collection: 'reviews', key: { mention: 1, reviewedAt: 1, _id: 1 } },
  { collection: 'reviews', key: { dataset: 1, reviewedAt: 1, _id: 1 } },
];

type MentionPart = MentionStore & Pick<PrivacyStore, 'retain' | 'forget' | 'unsealed' | 'saveSealed'>;

export function mongoMentions(parts: MongoParts): MentionPart {
  const mentions = parts.collection<MentionDoc>('mentions');
  return {
    ...mongoPages(parts),
    ...mongoCounts(parts),
    saveBatch: (batch) => saveBatch(parts, batch),
    versions: async ({ platform, id, dataset }) => {
      const doc = await mentions.findOne({ platform, id, dataset }, { projection: { versions: 1 } });
      return (doc?.versions ?? []).map((version) => JSON.parse(version) as Version);
    },
    mention: async ({ platform, id, dataset }) => {
      const doc = await mentions.findOne({ platform, id, dataset }, { projection: mentionProjection });
      return doc === null ? null : readMention(doc, parts.areas);
    },
    takeBack: async ({ platform, id, dataset }) => {
      const doc = await mentions.findOne({ platform, id, dataset }, { projection: { _id: 1 } });
      return doc !== null && removeMention(parts, doc._id);
    },
    retain: (limits) => retain(parts, limits),
    forget: (request) => forget(parts, request),
    unsealed: (limit) => unsealed(parts, limit),
    saveSealed: (posts) => saveSealed(parts, posts),
  };
}
