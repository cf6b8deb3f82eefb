import type { AuthorKind, Instant, Post } from '../../src/core/types.ts';
import type { Recorded } from '../record.ts';
import { hashText, keepRaw, tidyText } from '../text.ts';

/** One post as another tool captured it, in our words; what the file does not say is null. */
export interface Captured {
  readonly text: string;
  /** One of our platforms; null where the tool read something that we do not know. */
  readonly platform: string | null;
  readonly id: string | null;
  /** The id is the platform's own, so that the post is the same one however it comes in. */
  readonly isGlobal: boolean;
  readonly url: string | null;
  readonly name: string | null;
  readonly handle: string | null;
  readonly lang: string | null;
  readonly postedAt: Instant | null;
  readonly quoted: string | null;
  readonly replyTo: string | null;
  /** The tool says that an organisation wrote it. */
  readonly isOrganisation: boolean;
  readonly original: unknown;
}

/** What the operator says of a whole file. */
export interface Told {
  readonly channel: string;
  readonly seenAt: Instant;
  /** Zone of dates that name no offset, where the tool does not fix one. */
  readonly zone: 'Europe/London' | 'UTC';
  /** 07/08/2024 is the eighth of July. */
  readonly monthFirst: boolean;
  /** Who wrote what is in it. */
  readonly kind: AuthorKind | null;
  /** Nobody in it is a private person. */
  readonly isPublic: boolean;
}

/** Another tool's table: recognised by its columns, read row by row. */
export interface Table {
  /** "a Brandwatch export". */
  readonly title: (header: readonly string[]) => string;
  /** Every one of these columns has to be there. */
  readonly columns: readonly string[];
  readonly read: (row: Row, told: Told) => Captured;
}

export interface Row {
  /** The first of these columns that is filled; null where none is. */
  get(...columns: string[]): string | null;
  has(column: string): boolean;
  readonly original: Readonly<Record<string, string>>;
}

/** The Post, with accounts taken for private people's unless the tool or the operator says otherwise. Throws Error where there are no words. */
export function toRecorded(captured: Captured, told: Told): Recorded {
  const { platform, url, name, handle, lang, postedAt, quoted, replyTo } = captured;
  const text = tidyText(captured.text);
  if (text === '') throw new Error('has no text');
  const kind = told.kind ?? 'other';
  const isPrivate = !told.isPublic && !captured.isOrganisation && (kind === 'other' || kind === 'patient');
  const local = captured.id ?? hashText(`${url ?? ''}\n${postedAt ?? ''}\n${text}`);
  const post: Post = {
    platform: platform ?? 'file',
    id: captured.isGlobal && captured.id !== null && platform !== null ? captured.id : `${told.channel}/${local}`,
    channel: told.channel,
    url: url !== null && /^https?:$/.test(URL.parse(url)?.protocol ?? '') ? url : null,
    text,
    ...(quoted === null || tidyText(quoted) === '' ? {} : { quoted: tidyText(quoted) }),
    ...(replyTo === null ? {} : { replyTo }),
    ...(lang === null ? {} : { lang }),
    author: { kind, name, handle, private: isPrivate },
    postedAt,
    editedAt: null,
    seenAt: told.seenAt,
    raw: keepRaw(captured.original),
  };
  return { post, organisation: null };
}

/** Our platform for what a tool calls a site, or for the host of a link; null for one that we do not know. */
export function platformOf(...names: readonly (string | null)[]): string | null {
  for (const name of names) {
    const host = URL.parse(name ?? '')?.hostname ?? name?.toLowerCase().trim() ?? '';
    const known = platforms.find(([pattern]) => pattern.test(host));
    if (known !== undefined) return known[1];
  }
  return null;
}

const platforms: readonly (readonly [RegExp, string])[] = [
  [/^(?:twitter|x)$|(?:^|\.)(?:twitter|x)\.com$/, 'x'],
  [/^facebook(?: ?_?public)?$|(?:^|\.)(?:facebook|fb)\.com$/, 'facebook'],
  [/^threads$|(?:^|\.)threads\.(?:net|com)$/, 'threads'],
  [/^bluesky$|(?:^|\.)bsky\.app$/, 'bluesky'],
  [/^reddit$|(?:^|\.)reddit\.com$/, 'reddit'],
  [/^mastodon$/, 'mastodon'],
  [/^(?:online )?news$/, 'news'],
];

/** The number of a post in its address at X. */
export function tweetId(url: string | null): string | null {
  return /^https?:\/\/(?:www\.|mobile\.)?(?:twitter|x)\.com\/[^/]+\/status(?:es)?\/(\d+)/i.exec(url ?? '')?.[1] ?? null;
}
