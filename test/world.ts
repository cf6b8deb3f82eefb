import { areas } from '../analysis/areas.ts';
import { classify } from '../analysis/classify.ts';
import { traceOf } from '../analysis/cluster.ts';
import { createLocator } from '../analysis/locate.ts';
import { clock } from '../src/core/time.ts';
import type { AuthorKind, DirectoryIndex, Instant, Mention, Post } from '../src/core/types.ts';
import { phases } from '../src/core/types.ts';
import { createDirectory } from '../src/directory/directory.ts';
import type { Pipeline } from '../src/pipeline.ts';
import { createPipeline } from '../src/pipeline.ts';
import type { Store } from '../src/store/contract.ts';
import { openSqlite } from '../src/store/sqlite.ts';
import { keys } from './keys.ts';

export interface World {
  readonly store: Store;
  readonly pipeline: Pipeline;
  readonly directory: DirectoryIndex;
  /** Judges and saves posts as one batch. */
  readonly save: (posts: readonly Said[]) => Promise<void>;
  /** Every Mention by the id of its post. */
  readonly all: () => Promise<ReadonlyMap<string, Mention>>;
}

/** A post in short. */
export interface Said {
  readonly id: string;
  readonly text: string;
  readonly by?: AuthorKind;
  /** ODS code. */
  readonly organisation?: string | null;
  readonly at?: Instant | null;
}

/** The real pipeline over a store in memory, with an empty directory; whoever opens it closes the store. */
export async function openWorld(): Promise<World> {
  const directory = await createDirectory([]);
  const store = await openSqlite(':memory:', { areas });
  const pipeline = createPipeline({
    classify,
    locate: createLocator({ directory }),
    traceOf,
    directory,
    store,
    keys,
    now: clock,
  });
  return {
    store,
    pipeline,
    directory,
    save: async (posts) => {
      await pipeline.keep(
        posts.map((said) =>
          pipeline.judge(toPost(said), { organisation: said.organisation ?? null, dataset: 'live', invented: true }),
        ),
      );
    },
    all: async () => {
      const found = (await Array.fromAsync(store.stream({ dataset: 'live', phases }))).flat();
      return new Map(found.map((mention) => [mention.post.id, mention]));
    },
  };
}

/** The post in full. */
export function toPost({ id, text, by = 'practice', organisation = null, at = '2024-07-19T08:00:00.000Z' }: Said): Post {
  return {
    platform: 'file',
    id,
    channel: 'file:one',
    url: null,
    text,
    author: { kind: by, name: organisation ?? id, handle: null, private: false },
    postedAt: at,
    editedAt: null,
    seenAt: '2024-07-20T00:00:00.000Z',
    raw: null,
  };
}
