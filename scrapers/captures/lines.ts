import { z } from 'zod';
import { compareIds, firstId, textOf, tweetShape } from '../x/tweet.ts';
import { type Captured, type Told } from './capture.ts';
import { readWhen } from './dates.ts';

/** Another tool's JSON: one line may hold many posts. */
export interface Lines {
  readonly title: string;
  /** null when the line is not of this kind. */
  readonly read: (value: Readonly<Record<string, unknown>>, told: Told) => readonly Captured[] | null;
}

const account = z.looseObject({ id: z.string().optional(), name: z.string().optional(), username: z.string().optional() });
const flat = tweetShape.extend({
  author_id: z.string(),
  author: account.optional(),
  author_user: account.optional(),
  referenced_tweets: z.array(z.looseObject({ type: z.string(), id: z.string(), text: z.string().optional() })).optional(),
});
type Flat = z.output<typeof flat>;
const pageShape = z.looseObject({
  data: z.union([z.array(flat), flat.transform((one) => [one])]),
  includes: z.looseObject({ users: z.array(account).optional(), tweets: z.array(tweetShape).optional() }).optional(),
});

/** https://twarc-project.readthedocs.io/en/latest/twarc2_en_us/: what `twarc2` writes, a page of the API a line. */
const pages: Lines = {
  title: 'twarc posts at X, a page a line',
  read: (value, told) => {
    if (!('data' in value) || !('includes' in value || '__twarc' in value || 'meta' in value)) return null;
    const { data, includes } = pageShape.parse(value);
    const users = new Map((includes?.users ?? []).map((user) => [user.id, user]));
    const texts = new Map((includes?.tweets ?? []).map((tweet) => [tweet.id, textOf(tweet)]));
    return data.map((tweet) => readTweet(tweet, users.get(tweet.author_id), texts, told));
  },
};

/** The same after `twarc2 flatten`, and what 4CAT keeps of posts at X: each with its author inside. */
const tweets: Lines = {
  title: 'posts at X, one a line (twarc, flattened, or 4CAT)',
  read: (value, told) => {
    if (!('author_id' in value && 'text' in value && ('author' in value || 'author_user' in value))) return null;
    const tweet = flat.parse(value);
    const texts = new Map(
      (tweet.referenced_tweets ?? []).flatMap(({ id, text }) => (text === undefined ? [] : [[id, text] as const])),
    );
    return [readTweet(tweet, tweet.author ?? tweet.author_user, texts, told)];
  },
};

function readTweet(
  tweet: Flat,
  author: z.output<typeof account> | undefined,
  texts: ReadonlyMap<string, string>,
  told: Told,
): Captured {
  const reference = (type: string): string | null => tweet.referenced_tweets?.find((one) => one.type === type)?.id ?? null;
  return {
    text: textOf(tweet),
    platform: 'x',
    id: firstId(tweet),
    isGlobal: true,
    url: author?.username === undefined ? null : `https://x.com/${author.username}/status/${tweet.id}`,
    name: author?.name ?? null,
    handle: author?.username ?? null,
    lang: tweet.lang ?? null,
    postedAt: compareIds(firstId(tweet), tweet.id) === 0 ? readWhen(tweet.created_at ?? null, told, 'created_at') : null,
    quoted: texts.get(reference('quoted') ?? '') ?? null,
    replyTo: reference('replied_to'),
    isOrganisation: false,
    original: tweet,
  };
}

const old = z.looseObject({
  id_str: z.string(),
  created_at: z.string(),
  full_text: z.string().optional(),
  text: z.string().optional(),
  lang: z.string().optional(),
  in_reply_to_status_id_str: z.string().nullable().optional(),
  user: z.looseObject({ screen_name: z.string(), name: z.string().optional() }),
  extended_tweet: z.looseObject({ full_text: z.string() }).optional(),
  quoted_status: z.looseObject({ full_text: z.string().optional(), text: z.string().optional() }).nullable().optional(),
});

/** What `twarc` wrote before 2021: X's first API. */
const old11: Lines = {
  title: 'twarc posts of X’s first API',
  read: (value, told) => {
    if (!('id_str' in value && 'user' in value && 'created_at' in value)) return null;
    const tweet = old.parse(value);
    const { user, quoted_status: quoted } = tweet;
    const text = tweet.extended_tweet?.full_text ?? tweet.full_text ?? tweet.text ?? '';
    return [
      {
        text: textOf({ id: tweet.id_str, text }),
        platform: 'x',
        id: tweet.id_str,
        isGlobal: true,
        url: `https://x.com/${user.screen_name}/status/${tweet.id_str}`,
        name: user.name ?? null,
        handle: user.screen_name,
        lang: tweet.lang ?? null,
        postedAt: readWhen(tweet.created_at, told, 'created_at'),
        quoted: quoted?.full_text ?? quoted?.text ?? null,
        replyTo: tweet.in_reply_to_status_id_str ?? null,
        isOrganisation: false,
        original: value,
      },
    ];
  },
};

const story = z.looseObject({
  post_id: z.string(),
  wwwURL: z.string().optional(),
  message: z.looseObject({ text: z.string() }).nullable().optional(),
  actors: z.array(z.looseObject({ name: z.string().optional(), url: z.string().nullable().optional() })).optional(),
});
const timing = z.looseObject({ story: z.looseObject({ creation_time: z.union([z.number(), z.string()]) }) });
const comet = z.looseObject({
  comet_sections: z.looseObject({
    content: z.looseObject({ story }),
    context_layout: z
      .looseObject({ story: z.looseObject({ comet_sections: z.looseObject({ metadata: z.array(z.unknown()) }) }) })
      .optional(),
  }),
});

/** https://github.com/digitalmethodsinitiative/4cat/blob/master/datasources/facebook/search_facebook.py: what Zeeschuimer captures of Facebook. */
const facebook: Lines = {
  title: 'a 4CAT export of Facebook posts',
  read: (value, told) => {
    if (!('comet_sections' in value)) return null;
    const { comet_sections: sections } = comet.parse(value);
    const { post_id: id, wwwURL: url = null, message, actors } = sections.content.story;
    const metadata = sections.context_layout?.story.comet_sections.metadata ?? [];
    const seconds = metadata.map((one) => timing.safeParse(one)).find(({ success }) => success)?.data?.story.creation_time;
    const [author] = actors ?? [];
    return [
      {
        text: message?.text ?? '',
        platform: 'facebook',
        id,
        isGlobal: false,
        url,
        name: author?.name ?? null,
        handle: author?.url?.split('/').at(-1) ?? null,
        lang: null,
        postedAt: seconds === undefined ? null : readWhen(new Date(Number(seconds) * 1000).toISOString(), told),
        quoted: null,
        replyTo: null,
        isOrganisation: false,
        original: value,
      },
    ];
  },
};

const sky = z.looseObject({
  uri: z.string(),
  record: z.looseObject({
    text: z.string(),
    created_at: z.string().optional(),
    langs: z.array(z.string()).nullable().optional(),
  }),
  author: z.looseObject({ handle: z.string(), display_name: z.string().nullable().optional() }),
});

/** https://github.com/digitalmethodsinitiative/4cat/blob/master/datasources/bsky/search_bsky.py */
const bluesky: Lines = {
  title: 'a 4CAT export of Bluesky posts',
  read: (value, told) => {
    if (!('4CAT_metadata' in value && 'uri' in value)) return null;
    const { uri, record, author } = sky.parse(value);
    return [
      {
        text: record.text,
        platform: 'bluesky',
        id: uri,
        isGlobal: true,
        url: `https://bsky.app/profile/${author.handle}/post/${uri.split('/').at(-1) ?? ''}`,
        name: author.display_name ?? null,
        handle: author.handle,
        lang: record.langs?.[0] ?? null,
        postedAt: readWhen(record.created_at ?? null, { ...told, zone: 'UTC' }, 'created_at'),
        quoted: null,
        replyTo: null,
        isOrganisation: false,
        original: value,
      },
    ];
  },
};

/** In the order in which a line is tried. */
export const lineKinds: readonly Lines[] = [pages, tweets, old11, facebook, bluesky];
