import type { Store } from './contract.ts';
import type { MongoParts } from './mongo-db.ts';
import { addOnce } from './mongo-once.ts';
import type { Revision } from './revisions.ts';

interface RevisionDoc extends Revision {
  readonly _id: string;
}

type Kind = keyof Revision;
/** There is one such document. */
const _id = 'store';

/** Says that something has changed, once it has. */
export type Move = (kinds: readonly Kind[]) => Promise<void>;

export function revisionMover({ collection }: Pick<MongoParts, 'collection'>): Move {
  const revisions = collection<RevisionDoc>('revisions');
  const move: Move = async (kinds) => {
    const steps: Partial<Record<Kind, number>> = Object.fromEntries(kinds.map((kind) => [kind, 1]));
    const { matchedCount } = await revisions.updateOne({ _id }, { $inc: steps });
    if (matchedCount === 0 && !(await addOnce(revisions, { _id, mentions: 1, channels: 1 }))) await move(kinds);
  };
  return move;
}

/**
 * The store with calls that announce what they changed. The number moves after the change, in a step of its own: before it, a reader would take
 * the old state for the new one.
 */
export function announced(
  { collection, able }: Pick<MongoParts, 'collection' | 'able'>,
  move: Move,
  store: Omit<Store, 'revision' | 'watchRevision'>,
): Store {
  const revisions = collection<RevisionDoc>('revisions');
  const after =
    <Args extends unknown[], Result>(
      kinds: readonly Kind[],
      call: (...args: Args) => Promise<Result>,
      moves: (result: Result, ...args: Args) => boolean = () => true,
    ) =>
    async (...args: Args): Promise<Result> => {
      const result = await call(...args);
      if (moves(result, ...args)) await move(kinds);
      return result;
    };
  const mentions = ['mentions'] as const;
  const channels = ['channels'] as const;
  return {
    ...store,
    revision: async () => {
      const doc = await revisions.findOne({ _id });
      return { mentions: doc?.mentions ?? 0, channels: doc?.channels ?? 0 };
    },
    // A stream that breaks for good is not missed for long: whoever watches asks now and then all the same.
    watchRevision: (onMove) => {
      if (!able.tells) return Promise.resolve(null);
      const stream = revisions.watch();
      stream.on('change', onMove);
      stream.on('error', () => undefined);
      return Promise.resolve(() => stream.close());
    },
    saveBatch: after(
      mentions,
      store.saveBatch,
      (saved, batch) => saved.added + saved.changed + saved.removed + batch.notices.length > 0,
    ),
    takeBack: after(mentions, store.takeBack, (taken) => taken),
    saveReviews: after(mentions, store.saveReviews, ({ saved }) => saved > 0),
    groupPosts: after(mentions, store.groupPosts),
    saveRelays: after(mentions, store.saveRelays, (_, copies) => copies.length > 0),
    retain: after(['mentions', 'channels'], store.retain),
    forget: after(mentions, store.forget),
    saveSealed: after(mentions, store.saveSealed, (_, posts) => posts.length > 0),
    recordGovernance: after(channels, store.recordGovernance),
    addDataset: after(mentions, store.addDataset),
    removeDataset: after(['mentions', 'channels'], store.removeDataset),
    saveOrganisations: after(mentions, store.saveOrganisations),
    saveChannel: after(channels, store.saveChannel, (outcome) => outcome !== 'unchanged'),
    removeChannel: after(channels, store.removeChannel, (removed) => removed),
    startRun: after(channels, store.startRun),
    finishRun: after(channels, store.finishRun),
    reviewWarnings: after(channels, store.reviewWarnings, ({ raised, cleared }) => raised.length + cleared.length > 0),
    addSites: after(channels, store.addSites),
    finishSite: after(channels, store.finishSite),
    decideProposals: after(channels, store.decideProposals),
  };
}
