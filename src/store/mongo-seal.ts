import type { Mention, Post } from '../core/types.ts';
import { fingerprint } from './fingerprint.ts';
import type { MentionKey } from './mentions.ts';
import { changeMention, rewrite } from './mongo-change.ts';
import type { MongoParts } from './mongo-db.ts';
import type { MentionDoc } from './mongo-docs.ts';
import { mentionProjection, readMachine, readMention } from './mongo-mention.ts';
import { removeMention } from './mongo-remove.ts';

export async function unsealed({ collection, areas }: MongoParts, limit: number): Promise<readonly Mention[]> {
  const rows = await collection<MentionDoc>('mentions')
    .find({ sealed: false, removedAt: null }, { projection: mentionProjection })
    .sort({ _id: 1 })
    .limit(limit)
    .toArray();
  return rows.map((doc) => readMention(doc, areas));
}

/** The same Mentions with what named somebody gone. One that somebody else stored sealed meanwhile is the same post twice. */
export async function saveSealed(parts: MongoParts, posts: readonly (MentionKey & { readonly post: Post })[]): Promise<void> {
  const mentions = parts.collection<MentionDoc>('mentions');
  const find = (platform: string, id: string, dataset: string) =>
    mentions.findOne({ platform, id, dataset }, { projection: { _id: 1 } });
  for (const { platform, id, dataset, post } of posts) {
    const found = await find(platform, id, dataset);
    if (found === null) continue;
    const twin = id === post.id ? null : await find(platform, post.id, dataset);
    if (twin !== null) await removeMention(parts, found._id);
    else {
      await changeMention(parts, found._id, (doc) => {
        const mention = { ...readMachine(doc), post };
        return rewrite(doc, mention, fingerprint(mention));
      });
    }
  }
}
