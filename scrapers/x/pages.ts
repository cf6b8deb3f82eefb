import { z } from 'zod';
import { CollectError } from '../../src/core/errors.ts';
import type { Instant } from '../../src/core/types.ts';
import { askX, type Xapi } from './api.ts';
import { compareIds, type Tweet, textOf, tweetShape } from './tweet.ts';

const errorsShape = z
  .array(z.looseObject({ type: z.string().optional(), resource_id: z.string().optional(), value: z.string().optional() }))
  .optional();

const userShape = z.object({
  data: z.object({ id: z.string(), name: z.string(), username: z.string(), protected: z.boolean().optional() }).optional(),
  errors: errorsShape,
});

/** https://docs.x.com/x-api/users/get-user-by-username */
export async function findAccount(api: Xapi, name: string): Promise<{ readonly user: string; readonly name: string }> {
  const { value } = await askX(api, () => `users/by/username/${encodeURIComponent(name)}?user.fields=protected`, userShape, {
    least: api.userPrice,
    most: api.userPrice,
    spent: ({ data }) => (data === undefined ? 0 : api.userPrice),
  });
  if (value.data === undefined) throw accountError(value.errors, name);
  if (value.data.protected === true) throw new CollectError('refused', `@${name} shows its posts to followers alone.`);
  return { user: value.data.id, name: value.data.name };
}

/** X answers 200 and says in `errors` what became of an account. */
function accountError(errors: z.output<typeof errorsShape>, name: string): CollectError {
  const said = errors?.map(({ type }) => type?.split('/').at(-1)) ?? [];
  if (said.includes('not-authorized-for-resource'))
    return new CollectError('refused', `@${name} was suspended, or shows its posts to followers alone.`);
  return new CollectError('gone', `X has no account @${name}.`);
}

const listShape = z.object({
  data: z.array(tweetShape).optional(),
  includes: z.object({ tweets: z.array(tweetShape).optional() }).optional(),
  errors: errorsShape,
  meta: z
    .object({ next_token: z.string().optional(), newest_id: z.string().optional(), oldest_id: z.string().optional() })
    .optional(),
});
type List = z.output<typeof listShape>;

export interface Page {
  /** Oldest first. */
  readonly posts: readonly Tweet[];
  readonly quoted: ReadonlyMap<string, string>;
  readonly next: string | null;
  readonly receivedAt: Instant;
}

const tweetFields = 'tweet.fields=created_at,edit_history_tweet_ids,lang,note_tweet,referenced_tweets';

/** The part of an account's timeline that is asked for: newer than `since`, older than `until`; nothing of both is the first look. */
export interface Stretch {
  readonly user: string;
  readonly name: string;
  readonly since: string | null;
  readonly until: string | null;
}

/** As many posts as the budget can pay; every one may bring a quoted one, which is charged as well. */
export async function readPage(api: Xapi, { user, name, since, until }: Stretch, token: string): Promise<Page> {
  const each = 2 * api.postPrice;
  const wanted = since === null && until === null ? 10 : 100;
  const path = (granted: number): string => {
    const query = new URLSearchParams({
      max_results: String(Math.min(wanted, Math.floor(granted / each))),
      exclude: 'retweets,replies',
      expansions: 'referenced_tweets.id',
      ...(since === null ? {} : { since_id: since }),
      ...(until === null ? {} : { until_id: until }),
      ...(token === '' ? {} : { pagination_token: token }),
    });
    return `users/${user}/tweets?${query.toString()}&${tweetFields}`;
  };
  const { value, receivedAt } = await askX(api, path, listShape, { least: 5 * each, most: wanted * each, spent: chargeFor(api) });
  if (value.data === undefined && value.errors !== undefined) throw accountError(value.errors, name);
  return {
    posts: (value.data ?? []).toSorted((a, b) => compareIds(a.id, b.id)),
    quoted: quotesOf(value),
    // The first look takes the newest only: what an account said years ago is not worth its price.
    next: since === null && until === null ? null : (value.meta?.next_token ?? null),
    receivedAt,
  };
}

function chargeFor({ postPrice: price }: Xapi): (value: List) => number {
  return ({ data, includes }) => ((data?.length ?? 0) + (includes?.tweets?.length ?? 0)) * price;
}

function quotesOf({ includes }: List): ReadonlyMap<string, string> {
  return new Map((includes?.tweets ?? []).map((tweet) => [tweet.id, textOf(tweet)]));
}

export interface Looked extends Omit<Page, 'next'> {
  /** Ids that were asked for, as many as the budget could pay, and those of them that are there no longer. */
  readonly asked: ReadonlySet<string>;
  readonly gone: ReadonlySet<string>;
}

/** https://docs.x.com/x-api/posts/get-posts-by-ids: what was deleted, or is for nobody any more, stands among the errors. */
export async function lookAgain(api: Xapi, due: readonly string[]): Promise<Looked> {
  const each = 2 * api.postPrice;
  let asked: readonly string[] = [];
  const path = (granted: number): string => {
    asked = due.slice(0, Math.floor(granted / each));
    return `tweets?ids=${asked.join(',')}&expansions=referenced_tweets.id&${tweetFields}`;
  };
  const cost = { least: each, most: due.length * each, spent: chargeFor(api) };
  const { value, receivedAt } = await askX(api, path, listShape, cost);
  const missing = new Set((value.errors ?? []).filter(isGone).map(({ resource_id, value: id }) => resource_id ?? id));
  return {
    posts: value.data ?? [],
    quoted: quotesOf(value),
    receivedAt,
    gone: new Set(asked.filter((id) => missing.has(id))),
    asked: new Set(asked),
  };
}

function isGone({ type = '' }: { readonly type?: string | undefined }): boolean {
  return /\/(?:resource-not-found|not-authorized-for-resource)$/.test(type);
}
