import { z } from 'zod';

// What we read of Mastodon's answers; everything else is kept as it came, for `raw`. Compatible servers leave much of it out.

const id = z.union([z.string().min(1), z.number()]).transform(String);

/** https://docs.joinmastodon.org/entities/Account/ */
export const accountShape = z.looseObject({
  id,
  acct: z.string(),
  display_name: z.string().nullish(),
  /** false: the person has not agreed that public posts may be searched; absent on servers that do not ask. */
  indexable: z.boolean().nullish(),
  /** true: the person asked search engines to leave the profile alone. */
  noindex: z.boolean().nullish(),
  suspended: z.boolean().nullish(),
  statuses_count: z.number().nullish(),
});
export type Account = z.output<typeof accountShape>;

/** https://docs.joinmastodon.org/entities/Status/ */
export const statusShape = z.looseObject({
  id,
  uri: z.string().min(1),
  url: z.string().nullish(),
  created_at: z.string(),
  edited_at: z.string().nullish(),
  in_reply_to_id: z.union([z.string(), z.number()]).nullish(),
  visibility: z.string(),
  spoiler_text: z.string().nullish(),
  language: z.string().nullish(),
  content: z.string().nullish(),
  account: accountShape,
  reblog: z.unknown().optional(),
  media_attachments: z.array(z.looseObject({ description: z.string().nullish() })).nullish(),
  /** Mastodon 4.5 wraps the quoted post with a state; others give the post itself. */
  quote: z
    .looseObject({ quoted_status: z.looseObject({ content: z.string().nullish() }).nullish(), content: z.string().nullish() })
    .nullish(),
});
export type Status = z.output<typeof statusShape>;

export const statusesShape = z.array(statusShape);

/** https://docs.joinmastodon.org/entities/TermsOfService/ */
export const termsShape = z.looseObject({ effective_date: z.string().nullish(), content: z.string() });
