import { readInstant } from '../src/core/time.ts';
import { type AuthorKind, authorKinds, type Instant, type Post } from '../src/core/types.ts';
import { readDate } from './dates.ts';
import { readPost } from './post.ts';
import { hashText, keepRaw, tidyText } from './text.ts';

/** What a loose record may say; each field is found under any of its names. */
export const fields = [
  'text',
  'id',
  'url',
  'postedAt',
  'editedAt',
  'platform',
  'authorKind',
  'organisation',
  'name',
  'handle',
  'lang',
  'private',
] as const;
export type Field = (typeof fields)[number];

/** Names of our own export, of 4CAT (https://github.com/digitalmethodsinitiative/4cat) and plain ones; the first that is filled wins. */
export const names: Readonly<Record<Field, readonly string[]>> = {
  text: ['text', 'body', 'message', 'content'],
  id: ['id', 'post_id'],
  url: ['url', 'link', 'post_url'],
  postedAt: ['postedAt', 'posted_at', 'unix_timestamp', 'timestamp', 'created_at', 'date'],
  editedAt: ['editedAt', 'edited_at'],
  platform: ['platform'],
  authorKind: ['authorKind', 'author_kind'],
  organisation: ['ods_code', 'ods', 'organisation'],
  name: ['author_fullname', 'author_name', 'name'],
  handle: ['handle', 'author'],
  lang: ['lang', 'language'],
  private: ['private'],
};

export interface RecordOptions {
  /** Channel for records that name none: `file:<name of the file>`. */
  readonly channel: string;
  readonly seenAt: Instant;
  /** The column or key that holds a field, where the operator says so: it replaces our own guess for that field. */
  readonly columns?: Partial<Record<Field, string>>;
}

export interface Recorded {
  readonly post: Post;
  /** ODS code. */
  readonly organisation: string | null;
}

/** Reads one record: a Mention (`{post: …}`), a Post, or anything with a text. Throws Error with a sentence that says what is wrong with it. */
export function readRecord(record: Readonly<Record<string, unknown>>, options: RecordOptions): Recorded {
  if (typeof record.removed === 'object' && record.removed !== null) throw new Error('has no words any more: they were removed');
  if (typeof record.post === 'object' && record.post !== null) {
    return { post: readPost(record.post), organisation: readCode(record.organisation) };
  }
  if ('channel' in record && 'author' in record && 'seenAt' in record) return { post: readPost(record), organisation: null };
  return readLoose(record, options);
}

function readLoose(record: Readonly<Record<string, unknown>>, options: RecordOptions): Recorded {
  const get = (field: Field): { name: string; value: string } | null => {
    const mapped = options.columns?.[field];
    for (const name of mapped === undefined ? names[field] : [mapped]) {
      const value = record[name];
      const text =
        typeof value === 'string' ? value.trim() : typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
      if (text !== '') return { name, value: text };
    }
    return null;
  };
  const text = tidyText(get('text')?.value ?? '');
  if (text === '') throw new Error(`has no text (looked for ${options.columns?.text ?? names.text.join(', ')})`);
  const kind = readKind(get('authorKind')?.value ?? 'other');
  const url = get('url')?.value ?? null;
  const said = get('private')?.value.toLowerCase();
  const lang = get('lang')?.value;
  const id = get('id')?.value ?? hashText(`${url ?? ''}\n${get('postedAt')?.value ?? ''}\n${text}`);
  const post: Post = {
    platform: readPlatform(get('platform')?.value ?? 'file'),
    id: `${options.channel}/${id}`,
    channel: options.channel,
    url: url !== null && /^https?:$/.test(URL.parse(url)?.protocol ?? '') ? url : null,
    text,
    ...(lang === undefined ? {} : { lang }),
    author: {
      kind,
      name: get('name')?.value ?? null,
      handle: get('handle')?.value ?? null,
      private: said === undefined ? kind === 'patient' || kind === 'other' : said === 'true' || said === '1' || said === 'yes',
    },
    postedAt: readWhen(get('postedAt')),
    editedAt: readWhen(get('editedAt')),
    seenAt: options.seenAt,
    raw: keepRaw(record),
  };
  return { post, organisation: readCode(get('organisation')?.value) };
}

/** Seconds since 1970, or a date-time. 4CAT's `timestamp` is UTC without saying so; everything else without an offset is London's time. */
function readWhen(found: { name: string; value: string } | null): Instant | null {
  if (found === null) return null;
  const { name, value } = found;
  const at = /^\d{9,10}$/.test(value)
    ? readInstant(Temporal.Instant.fromEpochMilliseconds(Number(value) * 1000).toString())
    : readDate(value, name === 'timestamp' ? 'UTC' : 'Europe/London');
  if (at === null) throw new Error(`has a ${name} that is no date with a time: "${value.slice(0, 40)}"`);
  return at;
}

function readKind(value: string): AuthorKind {
  const kind = authorKinds.find((known) => known === value.toLowerCase());
  if (kind === undefined)
    throw new Error(`has the author kind "${value.slice(0, 40)}", which is none of ${authorKinds.join(', ')}`);
  return kind;
}

function readPlatform(value: string): string {
  if (/^[a-z][a-z0-9-]{0,30}$/.test(value)) return value;
  throw new Error(`has the platform "${value.slice(0, 40)}", which is not one word in lower case`);
}

/** ODS codes are three to ten capitals and digits; a name in that place is no code. */
function readCode(value: unknown): string | null {
  return typeof value === 'string' && /^[A-Z0-9]{3,10}$/i.test(value) && /\d/.test(value) ? value.toUpperCase() : null;
}
