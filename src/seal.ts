import { sealPost } from './core/privacy.ts';
import type { Keys } from './keys.ts';
import type { Store } from './store/contract.ts';

/** Together in one transaction, so that a process which is stopped goes on where it was. */
const postsAtOnce = 500;

/** Seals private people's posts that an earlier version stored as they were. The keys are asked for only where there are any. */
export async function sealStored(store: Store, keys: () => Promise<Keys>): Promise<void> {
  for (;;) {
    const mentions = await store.unsealed(postsAtOnce);
    if (mentions.length === 0) return;
    const secrets = await keys();
    await store.saveSealed(
      mentions.map(({ dataset, post }) => ({
        ...{ platform: post.platform, id: post.id, dataset },
        post: sealPost(post, secrets),
      })),
    );
  }
}
