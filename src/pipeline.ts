import type { classify } from '../analysis/classify.ts';
import type { statementOf } from '../analysis/cluster.ts';
import type { Locate } from '../analysis/locate.ts';
import { systemsOfNotice } from '../analysis/notice.ts';
import type { Batch } from '../scrapers/collector.ts';
import type { Channel, DirectoryIndex, Json, Mention, Post } from './core/types.ts';
import { createStatements } from './statements.ts';
import type { Saved, Store, StoreBatch } from './store/contract.ts';

/** Where a post comes in from: what is known of it besides its words. */
export interface Origin {
  /** ODS code of the Organisation that posted; null when nobody knows. */
  readonly organisation: string | null;
  readonly dataset: string;
  readonly invented: boolean;
}

export interface Stages {
  readonly classify: typeof classify;
  readonly locate: Locate;
  readonly statementOf: typeof statementOf;
  readonly directory: DirectoryIndex;
  readonly store: Store;
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
  ) => Promise<Saved>;
  /** Saves Mentions that come from no Channel's cursor: a replay, the demonstration. */
  readonly keep: (mentions: readonly Mention[]) => Promise<Saved>;
  /** Saves stored Mentions that were judged anew; one that was edited or removed meanwhile stays as it is. */
  readonly renew: (mentions: readonly Mention[]) => Promise<Saved>;
}

/** The Channel whose cursor moves with the Batch. */
export interface SavedFor extends Pick<Channel, 'id' | 'platform' | 'title' | 'address'> {
  readonly cursor: Json;
}

export function createPipeline({ classify, locate, statementOf, directory, store }: Stages): Pipeline {
  const judge: Pipeline['judge'] = (post, origin) => ({
    post,
    verdict: classify({ ...post, authorKind: post.author.kind }),
    places: locate(post, origin.organisation),
    organisation: origin.organisation,
    organisationName: origin.organisation === null ? null : (directory.byCode(origin.organisation)?.name ?? null),
    statement: statementOf(post.text),
    dataset: origin.dataset,
    invented: origin.invented,
  });
  const group = createStatements(store, classify);
  const saveAndGroup = async (batch: StoreBatch): Promise<Saved> => {
    const saved = await store.saveBatch(batch);
    if (saved.added + saved.changed + saved.removed > 0) await group();
    return saved;
  };
  return {
    judge,
    save: (batch, channel, origin) =>
      saveAndGroup({
        mentions: batch.posts.map((post) => judge(post, origin)),
        removed: batch.removed.map((id) => ({ platform: channel.platform, id })),
        notices: batch.notices.map((notice) => ({ ...notice, systems: systemsOfNotice(notice, channel) })),
        channel: channel.id,
        cursor: channel.cursor,
        ...(batch.address === undefined ? {} : { address: batch.address }),
      }),
    keep: (mentions) => saveAndGroup({ mentions, removed: [], notices: [], channel: null, cursor: null }),
    renew: (mentions) => saveAndGroup({ mentions, removed: [], notices: [], channel: null, cursor: null, onlyStored: true }),
  };
}
