import { startOfHour, toMs } from '../core/time.ts';
import type { Area, Instant, Json, Mention, Version } from '../core/types.ts';
import { dayOf } from './day.ts';
import { toDate } from './mongo-dates.ts';
import type { MentionDoc } from './mongo-docs.ts';
import { applyPart } from './part.ts';
import type { Said } from './review.ts';
import { applyReview, withoutReview } from './review.ts';
import { foldWords, searchable } from './words.ts';

/** What a Mention itself says of its document; the rest is its place in a Statement and its history. */
export type MentionFields = Omit<
  MentionDoc,
  '_id' | 'rev' | 'wording' | 'statement' | 'statementRole' | 'form' | 'relayed' | 'grouped' | 'left' | 'versions'
>;

/** The machine's Mention as it is stored, with what a person said over it wherever it is filtered and counted. */
export function writeMention(mention: Mention, hash: string, standing: Said | null): MentionFields {
  const shown = standing === null ? mention : applyReview(mention, standing, []);
  const { post, verdict } = shown;
  const { raw, ...rest } = post;
  const said = foldWords(searchable(shown));
  return {
    ...{ dataset: shown.dataset, platform: post.platform, id: post.id, channel: post.channel, organisation: shown.organisation },
    ...{ authorKind: post.author.kind, phase: verdict.phase, outage: verdict.outage, voice: verdict.voice, cause: verdict.cause },
    systems: distinct(verdict.systems),
    systemsUnaffected: distinct(verdict.systemsUnaffected),
    systemsCause: distinct(verdict.systemsCause),
    systemsPlanned: distinct(verdict.systemsPlanned),
    systemsSwitchedOff: distinct(verdict.systemsSwitchedOff),
    services: distinct(verdict.services),
    areas: distinct(shown.places.filter(({ kind }) => kind !== 'organisation').map(({ code }) => code)),
    ...datesOf(post.postedAt),
    ...{ seenAt: toDate(post.seenAt), hash, reviewed: standing !== null, private: post.author.private, sealed: true },
    ...{ removedAt: null, removedWhy: null },
    ...{ words: distinct(said), said: ` ${said.join(' ')} `, handle: post.author.handle },
    voiceReviewed: standing?.correction.voice !== undefined,
    body: JSON.stringify({ ...withoutHistory(withoutReview(shown)), post: rest }),
    raw: JSON.stringify(raw),
    review: standing === null ? null : JSON.stringify(standing),
  };
}

export function datesOf(at: Instant | null): Pick<MentionDoc, 'postedAt' | 'hour' | 'day'> {
  if (at === null) return { postedAt: null, hour: null, day: null };
  const day = dayOf(at);
  return { postedAt: toDate(at), hour: new Date(toMs(startOfHour(at))), day: day === null ? null : new Date(day) };
}

function distinct<Item>(items: readonly Item[]): readonly Item[] {
  return [...new Set(items)];
}

/** Versions lie beside it, and what is written anew has its words again. */
function withoutHistory({ versions: _versions, removed: _removed, ...mention }: Mention): Mention {
  return mention;
}

/** What `readMention` needs of a document. */
export const mentionProjection = {
  ...{ body: 1, raw: 1, review: 1, versions: 1, statement: 1, statementRole: 1, relayed: 1, postedAt: 1 },
} as const;

/** The Mention as a person sees it. */
export function readMention(doc: Pick<MentionDoc, keyof typeof mentionProjection>, areas: readonly Area[]): Mention {
  const { statement, statementRole: role, relayed: isRelay, versions } = doc;
  const mention = applyPart(readMachine(doc), { statement, role, isRelay });
  const whole: Mention = {
    ...mention,
    post: { ...mention.post, raw: JSON.parse(doc.raw) as Json },
    ...(versions.length === 0 ? {} : { versions: versions.map((version) => JSON.parse(version) as Version) }),
  };
  const standing = readStanding(doc);
  return standing === null ? whole : applyReview(whole, standing, areas);
}

/** As the machine judged it, without the original. */
export function readMachine({ body }: Pick<MentionDoc, 'body'>): Mention {
  return JSON.parse(body) as Mention;
}

export function readStanding({ review }: Pick<MentionDoc, 'review'>): Said | null {
  return review === null ? null : (JSON.parse(review) as Said);
}
