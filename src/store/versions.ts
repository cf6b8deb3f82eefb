import { fromMs } from '../core/time.ts';
import type { Mention, Version } from '../core/types.ts';

/** How many a Mention keeps: the first, and the newest of the rest. A page that swaps two texts at every look must not fill the disk. */
export const keptVersions = 50;

/**
 * What the stored Mention says, as the Version that the new one makes of it; null where the words are the same, since verdicts that are made
 * anew are no edit. `last` is the Version before it, `seenAt` when the Mention was first seen, in milliseconds.
 */
export function makeVersion(
  stored: Mention,
  next: Mention,
  { last, seenAt }: { readonly last: Version | undefined; readonly seenAt: number },
): Version | null {
  if (sayWords(stored) === sayWords(next)) return null;
  const { text, spoiler, quoted, postedAt, editedAt } = stored.post;
  return {
    text,
    ...(spoiler === undefined ? {} : { spoiler }),
    ...(quoted === undefined ? {} : { quoted }),
    verdict: stored.verdict,
    places: stored.places,
    saidAt: editedAt ?? (last === undefined ? postedAt : null),
    seenAt: last?.replacedAt ?? fromMs(seenAt),
    replacedAt: next.post.seenAt,
  };
}

function sayWords({ post: { text, spoiler, quoted } }: Mention): string {
  return JSON.stringify([text, spoiler ?? null, quoted ?? null]);
}
