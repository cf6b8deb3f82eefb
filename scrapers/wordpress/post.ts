import { readInstant } from '../../src/core/time.ts';
import type { Channel, Instant, Post } from '../../src/core/types.ts';
import { joinText, resolveUrl } from '../item.ts';
import { hashText, keepRaw, readMarkup } from '../text.ts';
import type { RestPost } from './rest.ts';

/** A post as ours. The author's account is not asked for: a practice speaks, not the person who typed. */
export function toPost(post: RestPost, channel: Channel, seenAt: Instant): Post {
  const postedAt = readGmt(post.date_gmt);
  const modifiedAt = readGmt(post.modified_gmt);
  return {
    platform: 'wordpress',
    id: postId(channel, post.id),
    channel: channel.id,
    url: resolveUrl(post.link ?? null, channel.address),
    text: joinText(readMarkup(post.title?.rendered ?? ''), readMarkup(post.content?.rendered ?? '')),
    author: {
      kind: channel.authorKind,
      name: channel.title,
      handle: URL.parse(channel.address)?.host ?? null,
      private: channel.organisation === null && (channel.authorKind === 'patient' || channel.authorKind === 'other'),
    },
    postedAt,
    // What was scheduled was written before it was posted; that is no edit.
    editedAt: modifiedAt !== null && postedAt !== null && modifiedAt > postedAt ? modifiedAt : null,
    seenAt,
    raw: keepRaw(post),
  };
}

export function postId(channel: Channel, id: number | string): string {
  return `${channel.id}/${id}`;
}

/** Changes when anything that a reader sees does; a plugin that only touches a post changes nothing. */
export function hashPost({ title, content, link, date_gmt }: RestPost): string {
  return hashText(JSON.stringify([title?.rendered, content?.rendered, link, date_gmt]));
}

/** `2026-11-28T13:02:08`, in UTC. */
function readGmt(text: string | null | undefined): Instant | null {
  return text == null ? null : readInstant(`${text.replace(/Z$/, '')}Z`);
}
