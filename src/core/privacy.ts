import { createHmac } from 'node:crypto';
import type { Mention, Post } from './types.ts';

export interface Privacy {
  /** The operator's explicit choice to keep private people's names and handles. */
  readonly showHandles: boolean;
  /** Secret of this installation; the same one gives the same person the same pseudonym. */
  readonly salt: string;
}

/**
 * The Mention as it may leave the house. A private person's handle becomes `private-` and eight hexadecimal digits, the same
 * within one installation; the name, the address, the original and the post they answered go, since each of them names somebody.
 * The post's id goes the same way: on most platforms it contains the account. The words stay as they were posted.
 */
export function hidePrivate(mention: Mention, { showHandles, salt }: Privacy): Mention {
  const { post } = mention;
  if (showHandles || !post.author.private) return mention;
  const person = post.author.handle ?? post.author.name;
  return {
    ...mention,
    post: {
      ...withoutReply(post),
      id: `private-${digest(salt, `post:${post.platform}:${post.id}`, 16)}`,
      url: null,
      raw: null,
      author: {
        ...post.author,
        name: null,
        handle: person === null ? null : `private-${digest(salt, `person:${post.platform}:${person}`, 8)}`,
      },
    },
  };
}

function withoutReply(post: Post): Post {
  const copy: { -readonly [Key in keyof Post]: Post[Key] } = { ...post };
  delete copy.replyTo;
  return copy;
}

function digest(salt: string, text: string, length: number): string {
  return createHmac('sha256', salt).update(text).digest('hex').slice(0, length);
}
