import type { classify } from '../analysis/classify.ts';
import type { traceOf } from '../analysis/cluster.ts';
import type { Locate } from '../analysis/locate.ts';
import { systemsOfNotice } from '../analysis/notice.ts';
import type { Batch } from '../scrapers/collector.ts';
import { isPassing } from './core/errors.ts';
import type { PrivacyKeys } from './core/privacy.ts';
import { hashPost, sealPost } from './core/privacy.ts';
import type { Channel, DirectoryIndex, Instant, Json, Mention, Post } from './core/types.ts';
import { remember } from './recent.ts';
import type { Kept, Spool } from './spool.ts';
import { createStatements } from './statements.ts';
import type { RunResult, Saved, Store, StoreBatch } from './store/contract.ts';

/** Where a post comes in from: what is known of it besides its words. */
export interface Origin {
  /** ODS code of the Organisation that posted; null when nobody knows. */
  readonly organisation: string | null;
  readonly dataset: string;
  readonly invented: boolean;
  /** Private people's posts come through it: what says nothing of a disruption is not stored, and nobody is taken for an organisation. */
  readonly people?: boolean;
}

export interface Stages {
  readonly classify: typeof classify;
  readonly locate: Locate;
  readonly traceOf: typeof traceOf;
  readonly directory: DirectoryIndex;
  readonly store: Store;
  /** Made once for each data folder: under them private people are stored. */
  readonly keys: PrivacyKeys;
  readonly now: () => Instant;
  /** Where what is collected waits while the store cannot be written; without it a batch that cannot be saved is an error. */
  readonly spool?: Spool;
}

/** Post in, Mention out, saved: the one way in for collected, replayed and invented posts alike. */
export interface Pipeline {
  /** Judges a Post: what it says, where, and in whose words. Pure. */
  readonly judge: (post: Post, origin: Origin) => Mention;
  /** Judges and saves a collector's Batch, its removals and its cursor, in one transaction, then groups its Statements. */
  readonly save: (
    batch: Pick<Batch, 'posts' | 'removed' | 'notices' | 'address'>,
    channel: SavedFor,
    origin: Origin,
  ) => Promise<Kept>;
  /** Closes a Run, after the batches of it that wait on disk. */
  readonly finishRun: (result: RunResult) => Promise<void>;
  /** Brings what waits on disk into the store, where that is possible by now. */
  readonly catchUp: () => Promise<void>;
  /** Saves Mentions that come from no Channel's cursor: a replay, the demonstration. */
  readonly keep: (mentions: readonly Mention[]) => Promise<Saved>;
  /** Saves stored Mentions that were judged anew; one that was edited or removed meanwhile stays as it is. */
  readonly renew: (mentions: readonly Mention[]) => Promise<Saved>;
}

/** The Channel whose cursor moves with the Batch. */
export interface SavedFor extends Pick<Channel, 'id' | 'platform' | 'title' | 'address'> {
  readonly cursor: Json;
  /** Under which it is collected. */
  readonly claim?: string;
  /** The Run that it belongs to. */
  readonly run?: string;
}

export function createPipeline({ classify, locate, directory, store, keys, now, spool, ...stages }: Stages): Pipeline {
  const traceOf = remember(stages.traceOf);
  const judge: Pipeline['judge'] = (post, origin) => ({
    post,
    verdict: classify({ ...post, authorKind: post.author.kind }),
    places: locate(post, origin.organisation),
    organisation: origin.organisation,
    organisationName: origin.organisation === null ? null : (directory.byCode(origin.organisation)?.name ?? null),
    statement: traceOf(post.text)?.signature ?? null,
    dataset: origin.dataset,
    invented: origin.invented,
  });
  const group = createStatements(store, classify, traceOf);
  const seal = (batch: StoreBatch): StoreBatch => ({
    ...batch,
    mentions: batch.mentions.map((mention) => ({ ...mention, post: sealPost(mention.post, keys) })),
  });
  const save = async (batch: StoreBatch): Promise<Saved> => {
    const saved = await store.saveBatch(seal(batch));
    if (saved.added + saved.changed + saved.removed > 0) await group();
    return saved;
  };
  const collected = async (batch: StoreBatch, run: string | null): Promise<Kept> => {
    if (spool === undefined) return { ...(await save(batch)), kept: 0, drained: false };
    const saved = await spool.save(seal(batch), run);
    if (saved.drained || saved.added + saved.changed + saved.removed > 0) await groupIfPossible();
    return saved;
  };
  // What is not grouped now waits in the store for the next time.
  const groupIfPossible = (): Promise<void> =>
    group().catch((error: unknown) => {
      if (!isPassing(error)) throw error;
    });
  return {
    judge,
    save: (batch, channel, origin) => {
      const posts = origin.people === true ? batch.posts.map((post) => asPerson(post, origin)) : batch.posts;
      const judged = posts.map((post) => judge(post, origin));
      const [kept, left] = origin.people === true ? sift(judged) : [judged, []];
      const gone = [...batch.removed, ...left];
      return collected(
        {
          mentions: kept,
          removed: gone.flatMap((id) => bothIds(channel.platform, id, keys).map((one) => ({ ...one, at: now() }))),
          notices: batch.notices.map((notice) => ({ ...notice, systems: systemsOfNotice(notice, channel) })),
          channel: channel.id,
          cursor: channel.cursor,
          ...(channel.claim === undefined ? {} : { claim: channel.claim }),
          ...(batch.address === undefined ? {} : { address: batch.address }),
          twins: twinsOf(kept, keys),
        },
        channel.run ?? null,
      );
    },
    finishRun: (result) => (spool ?? store).finishRun(result),
    catchUp: async () => {
      if (spool !== undefined && (await spool.drain()) > 0) await groupIfPossible();
    },
    keep: (mentions) => save({ mentions, removed: [], notices: [], channel: null, cursor: null }),
    renew: (mentions) => save({ mentions, removed: [], notices: [], channel: null, cursor: null, onlyStored: true }),
  };
}

/** Through a hashtag or a search anybody may come: unless the Channel is known to be an organisation's, its author is somebody private. */
function asPerson(post: Post, { organisation }: Origin): Post {
  return organisation === null ? { ...post, author: { ...post.author, private: true } } : post;
}

/** What is worth keeping of private people's posts, and the ids of the rest, which may have been worth it before an edit. */
function sift(mentions: readonly Mention[]): readonly [kept: readonly Mention[], left: readonly string[]] {
  const isKept = ({ verdict, post }: Mention): boolean => !post.author.private || verdict.phase !== 'none';
  return [mentions.filter(isKept), mentions.filter((mention) => !isKept(mention)).map(({ post }) => post.id)];
}

/** A platform names a post by its own id; a private person's is stored under a hash of it. */
function bothIds(platform: string, id: string, keys: PrivacyKeys): readonly { readonly platform: string; readonly id: string }[] {
  return [id, hashPost(platform, id, keys)].map((one) => ({ platform, id: one }));
}

/** For each Mention, by platform and id as stored, the id it has where it came in as the other kind of author. */
function twinsOf(mentions: readonly Mention[], keys: PrivacyKeys): ReadonlyMap<string, string> {
  return new Map(
    mentions.map(({ post: { platform, id, author } }) => {
      const hash = hashPost(platform, id, keys);
      return author.private ? [`${platform} ${hash}`, id] : [`${platform} ${id}`, hash];
    }),
  );
}
