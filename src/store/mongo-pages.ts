import type { Filter } from 'mongodb';
import type { Mention } from '../core/types.ts';
import type { MentionQuery } from './filters.ts';
import type { MentionPage, MentionStore } from './mentions.ts';
import type { MongoParts } from './mongo-db.ts';
import type { MentionDoc } from './mongo-docs.ts';
import { mentionProjection, readMention } from './mongo-mention.ts';
import type { MentionFilter } from './mongo-where.ts';
import { also, mongoWhere } from './mongo-where.ts';
import type { Position } from './position.ts';
import { readPosition, writePosition } from './position.ts';

type PageStore = Pick<MentionStore, 'mentions' | 'stream'>;

const chunkRows = 500;
/** Characters after which a chunk ends early: posts with a huge original must not fill the memory. */
const chunkLength = 4_000_000;

export function mongoPages(parts: MongoParts): PageStore {
  return {
    mentions: async (query, options) => {
      const where = mongoWhere(query, parts.areas);
      const after = options.after === null ? null : readPosition(options.after);
      const listed = options.deleted === true ? where : also(where, { removedWhy: { $ne: 'deleted' } });
      const [page, all, deleted] = await Promise.all([
        readPage(parts, listed, { limit: options.limit, after, newest: true }),
        countPosts(parts, where),
        countPosts(parts, also(where, { removedWhy: 'deleted' })),
      ]);
      const total = options.deleted === true ? all : all - deleted;
      return {
        items: page.items,
        next: page.next === null ? null : writePosition(page.next),
        total,
        deleted,
      } satisfies MentionPage;
    },
    stream: (query) => streamMentions(parts, query),
  };
}

function countPosts({ collection }: MongoParts, filter: MentionFilter): Promise<number> {
  return collection<MentionDoc>('mentions').countDocuments(filter);
}

/** Only what is there when it begins, so that it ends however fast others write; a chunk is asked for when the one before has been taken. */
async function* streamMentions(parts: MongoParts, query: MentionQuery): AsyncGenerator<readonly Mention[]> {
  const newest = { sort: { _id: -1 }, projection: { _id: 1 } } as const;
  const last = await parts.collection<MentionDoc>('mentions').findOne({}, newest);
  const where = also(mongoWhere(query, parts.areas), { _id: { $lte: last?._id ?? 0 } });
  let after: Position | null = null;
  do {
    const page: Page = await readPage(parts, where, { limit: chunkRows, after, newest: false });
    if (page.items.length > 0) yield page.items;
    after = page.next;
  } while (after !== null);
}

interface PageOptions {
  readonly limit: number;
  readonly after: Position | null;
  readonly newest: boolean;
}

interface Page {
  readonly items: readonly Mention[];
  readonly next: Position | null;
}

/** Dated and undated are two walks along the index. One row more than asked is looked at, to know whether the page is the last. */
async function readPage({ collection, areas }: MongoParts, where: MentionFilter, options: PageOptions): Promise<Page> {
  const { limit, after, newest } = options;
  const items: Mention[] = [];
  let length = 0;
  let last: Position | null = null;
  for (const walk of [dated, undated]) {
    if (walk === dated && after?.postedAt === null) continue;
    const order = newest ? -1 : 1;
    const rows = collection<MentionDoc>('mentions')
      .find(also(where, walk(after, newest)), { projection: mentionProjection })
      .sort(walk === dated ? { postedAt: order, _id: order } : { _id: order })
      .limit(limit + 1 - items.length);
    for await (const doc of rows) {
      if (items.length === limit || (length > chunkLength && items.length > 0)) return { items, next: last };
      items.push(readMention(doc, areas));
      length += doc.versions.reduce((sum, version) => sum + version.length, doc.body.length + doc.raw.length);
      last = { postedAt: doc.postedAt?.getTime() ?? null, key: doc._id };
    }
  }
  return { items, next: null };
}

/** No Instant lies before it: what is dated, in a form that an index can walk. */
export const earliest = new Date('0000-01-01T00:00:00.000Z');

/** Ties of one moment are told apart by the key; the plain bound beside lets one walk along the index do. */
function dated(after: Position | null, newest: boolean): Filter<MentionDoc> {
  if (after?.postedAt == null) return { postedAt: { $gte: earliest } };
  const at = new Date(after.postedAt);
  return newest
    ? { postedAt: { $gte: earliest, $lte: at }, $or: [{ postedAt: { $lt: at } }, { _id: { $lt: after.key } }] }
    : { postedAt: { $gte: at }, $or: [{ postedAt: { $gt: at } }, { _id: { $gt: after.key } }] };
}

function undated(after: Position | null, newest: boolean): Filter<MentionDoc> {
  const begun = after?.postedAt === null;
  return { postedAt: null, ...(begun ? { _id: newest ? { $lt: after.key } : { $gt: after.key } } : {}) };
}
