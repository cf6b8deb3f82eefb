import { toMs } from '../core/time.ts';
import type { Mention } from '../core/types.ts';
import { dayOf } from './day.ts';
import type { Role } from './query.ts';
import { roles } from './query.ts';
import { withoutReview } from './review.ts';
import { packReview } from './sqlite-standing.ts';

export type Value = string | number | null;

/** The columns of `mentions` that a Mention itself fills, in the order of `columnsOf`. */
export const mentionColumns: readonly string[] = [
  ...['organisation', 'author_kind', 'wording', 'phase', 'outage', 'voice', 'cause', 'channel', 'posted_at', 'london_day'],
  ...['seen_at', 'hash', 'dataset', 'platform', 'id', 'reviewed', 'private', 'sealed', 'removed_at', 'removed_why'],
];

export function columnsOf({ post, verdict, organisation, statement, dataset, review }: Mention, hash: string): Value[] {
  const postedAt = post.postedAt === null ? null : toMs(post.postedAt);
  return [
    organisation,
    post.author.kind,
    statement,
    verdict.phase,
    verdict.outage ? 1 : 0,
    verdict.voice,
    verdict.cause,
    post.channel,
    postedAt,
    post.postedAt === null ? null : dayOf(post.postedAt),
    toMs(post.seenAt),
    hash,
    dataset,
    post.platform,
    post.id,
    review === undefined ? 0 : 1,
    post.author.private ? 1 : 0,
    1,
    null,
    null,
  ];
}

/** The wide texts of a Mention: what the machine said, the platform's original, what a person said. */
export function contentsOf(mention: Mention): readonly [body: string, raw: string, review: string | null] {
  const { raw, ...post } = mention.post;
  const body = JSON.stringify({ ...withoutHistory(withoutReview(mention)), post });
  return [body, JSON.stringify(raw), packReview(mention)];
}

/** What a Mention has several of, each in a table of its own; a value may come twice. */
export function listsOf({ verdict, places }: Mention): {
  readonly systems: readonly (readonly [role: Role, system: string])[];
  readonly areas: readonly string[];
  readonly services: readonly string[];
} {
  return {
    systems: roles.flatMap((role) => verdict[systemsOf[role]].map((system) => [role, system] as const)),
    areas: places.filter(({ kind }) => kind !== 'organisation').map(({ code }) => code),
    services: verdict.services,
  };
}

/** The statements that write them, by table. */
export const inserts = {
  contents: 'INSERT INTO contents (mention, body, raw, review) VALUES (?, ?, ?, ?)',
  systems: 'INSERT OR IGNORE INTO mention_systems (mention, role, system) VALUES (?, ?, ?)',
  areas: 'INSERT OR IGNORE INTO mention_areas (mention, area) VALUES (?, ?)',
  services: 'INSERT OR IGNORE INTO mention_services (mention, service) VALUES (?, ?)',
  versions: 'INSERT INTO versions (mention, body) VALUES (?, ?)',
  reviews: 'INSERT INTO reviews (mention, correction, reviewer, reviewed_at) VALUES (?, ?, ?, ?)',
} as const;

/** Versions lie in a table of their own, and what is written anew has its words again. */
function withoutHistory({ versions: _versions, removed: _removed, ...mention }: Mention): Mention {
  return mention;
}

const systemsOf = {
  affected: 'systems',
  unaffected: 'systemsUnaffected',
  cause: 'systemsCause',
  planned: 'systemsPlanned',
  'switched-off': 'systemsSwitchedOff',
} as const satisfies Readonly<Record<Role, keyof Mention['verdict']>>;
