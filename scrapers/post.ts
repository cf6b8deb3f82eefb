import { z } from 'zod';
import { readInstant } from '../src/core/time.ts';
import { authorKinds, type Instant, type Post } from '../src/core/types.ts';

/** Checks that a value is a Post; throws Error with a sentence naming the first field that is wrong. */
export function readPost(value: object): Post {
  const result = postShape.safeParse(value);
  if (!result.success) {
    const [issue] = result.error.issues;
    throw new Error(`is not a Post: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
  }
  const { spoiler, quoted, replyTo, lang, ...post } = result.data;
  const optional = { spoiler, quoted, replyTo, lang };
  return {
    ...post,
    raw: post.raw,
    ...(Object.fromEntries(Object.entries(optional).filter(([, v]) => v !== undefined)) as object),
  };
}

const instant = z.string().transform((text, context): Instant => {
  const at = readInstant(text);
  if (at !== null) return at;
  context.addIssue({ code: 'custom', message: `"${text.slice(0, 40)}" is not a date-time with an offset` });
  return z.NEVER;
});

const httpUrl = z.string().refine((url) => /^https?:$/.test(URL.parse(url)?.protocol ?? ''), 'is not an http address');

const postShape = z.object({
  platform: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/),
  id: z.string().min(1).max(2000),
  channel: z.string().min(1).max(2000),
  url: httpUrl.nullable().default(null),
  text: z.string(),
  spoiler: z.string().optional(),
  quoted: z.string().optional(),
  replyTo: z.string().optional(),
  lang: z.string().optional(),
  author: z.object({
    kind: z.enum(authorKinds),
    name: z.string().nullable().default(null),
    handle: z.string().nullable().default(null),
    private: z.boolean(),
  }),
  postedAt: instant.nullable().default(null),
  editedAt: instant.nullable().default(null),
  seenAt: instant,
  raw: z.json().default(null),
});
