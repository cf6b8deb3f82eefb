import { startOfHour } from '../core/time.ts';
import type { Mention, Removal } from '../core/types.ts';

/**
 * What stays of a Mention to be counted: platform, phase, systems, areas, services and times; of an organisation also who it is. What goes are
 * its words and whatever points at them. A private person's row keeps the hour alone and no Channel, which may have been their own account.
 */
export function toBare(mention: Mention, removed: Removal): Mention {
  const { post, verdict, places, versions: _versions, ...rest } = mention;
  const { platform, id, channel, author, postedAt, seenAt } = post;
  const isPrivate = author.private;
  return {
    ...rest,
    post: {
      platform,
      id,
      channel: isPrivate ? peopleChannel(platform) : channel,
      url: null,
      text: '',
      author: { kind: author.kind, name: null, handle: null, private: isPrivate },
      postedAt: isPrivate && postedAt !== null ? startOfHour(postedAt) : postedAt,
      editedAt: null,
      seenAt: isPrivate ? startOfHour(seenAt) : seenAt,
      raw: null,
    },
    verdict: { ...verdict, reasons: [] },
    places: places.filter(({ kind }) => !isPrivate || kind !== 'organisation').map((place) => ({ ...place, text: null })),
    organisation: isPrivate ? null : rest.organisation,
    organisationName: isPrivate ? null : rest.organisationName,
    removed,
  };
}

/** Stands for every Channel of private people on a platform. */
export function peopleChannel(platform: string): string {
  return `${platform}:people`;
}
