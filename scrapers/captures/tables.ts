import { type Captured, platformOf, type Row, type Table, type Told, tweetId } from './capture.ts';
import { readWhen } from './dates.ts';

/**
 * Tables of other tools, told apart by columns that only they have. Column names as programs that read such exports use them, seen in November
 * 2026: Brandwatch: https://github.com/NLNZDigitalPreservation/brandwatch-downloader; Meltwater: the headers "Date, Headline, URL, Opening
 * Text, Hit Sentence, Source, Influencer, …" and, since 2024, "Date, Time, Document ID, URL, …, Author Handle, …"; 4CAT: `map_item` of
 * https://github.com/digitalmethodsinitiative/4cat/tree/master/datasources.
 */
export const tables: readonly Table[] = [
  { title: () => 'a Brandwatch export', columns: ['Query Id', 'Query Name', 'Date', 'Url'], read: readBrandwatch },
  { title: () => 'a Meltwater export', columns: ['Date', 'URL', 'Hit Sentence'], read: readMeltwater },
  { title: name4cat, columns: ['id', 'body', 'author', 'timestamp'], read: read4cat },
];

function readBrandwatch(row: Row, told: Told): Captured {
  const url = row.get('Url', 'Original Url');
  const platform = platformOf(url, row.get('Page Type', 'Content Source Name', 'Content Source'));
  const id = platform === 'x' ? tweetId(url) : null;
  return {
    text: joinTitle(row.get('Title'), row.get('Full Text', 'Snippet')),
    platform,
    id: id ?? row.get('Resource Id', 'Mention Id'),
    isGlobal: id !== null,
    url,
    name: row.get('Full Name'),
    handle: row.get('Author'),
    lang: row.get('Language'),
    postedAt: readWhen(row.get('Date'), told, 'Date'),
    quoted: null,
    replyTo: row.get('Reply To', 'Thread URL'),
    isOrganisation: /^organi[sz]ation/i.test(row.get('Account Type') ?? ''),
    original: row.original,
  };
}

function readMeltwater(row: Row, told: Told): Captured {
  const url = row.get('URL');
  const platform = platformOf(url, row.get('Source Name', 'Source'), row.get('Source Type', 'Content Type', 'Information Type'));
  const id = platform === 'x' ? tweetId(url) : null;
  const day = row.get('Date');
  const time = row.get('Time');
  return {
    text: joinTitle(row.get('Title', 'Headline'), longer(row.get('Opening Text'), row.get('Hit Sentence'))),
    platform,
    id: id ?? row.get('Document ID'),
    isGlobal: id !== null,
    url,
    name: row.get('Author Name', 'Influencer'),
    handle: row.get('Author Handle', 'Twitter Screen Name'),
    lang: row.get('Language'),
    postedAt: readWhen(time === null ? day : `${day ?? ''} ${time}`, told, 'Date'),
    quoted: null,
    replyTo: null,
    isOrganisation: false,
    original: row.original,
  };
}

/** Columns that only one of 4CAT's sources has. */
const sources: readonly (readonly [column: string, platform: string | null, title: string])[] = [
  ['is_in_group', 'facebook', 'Facebook posts'],
  ['is_retweet', 'x', 'posts at X'],
  ['author_display_name', 'bluesky', 'Bluesky posts'],
  ['replies_to_thread', 'threads', 'Threads posts'],
];

function source4cat(has: (column: string) => boolean): (typeof sources)[number] {
  return sources.find(([column]) => has(column)) ?? ['', null, 'posts'];
}

function name4cat(header: readonly string[]): string {
  return `a 4CAT export of ${source4cat((column) => header.includes(column))[2]}`;
}

/** 4CAT writes its times in UTC and does not say so. */
function read4cat(row: Row, told: Told): Captured {
  const url = row.get('url', 'link', 'post_url');
  const platform = source4cat((column) => row.has(column))[1] ?? platformOf(url);
  const id = row.get('id');
  const seconds = /^\d{9,10}(?:\.\d+)?$/.exec(row.get('unix_timestamp', 'timestamp') ?? '')?.[0];
  return {
    text: row.get('body') ?? '',
    platform,
    id,
    // Bluesky's is the record's address; a Facebook post's number lacks its page.
    isGlobal: (platform === 'x' && /^\d+$/.test(id ?? '')) || (platform === 'bluesky' && /^at:\/\//.test(id ?? '')),
    url,
    name: row.get('author_fullname', 'author_name', 'author_display_name'),
    handle: row.get('author'),
    lang: row.get('language_guess', 'lang'),
    postedAt:
      seconds === undefined
        ? readWhen(row.get('timestamp'), { ...told, zone: 'UTC' }, 'timestamp')
        : readWhen(new Date(Number(seconds) * 1000).toISOString(), told),
    quoted: null,
    replyTo: row.get('replied_to_post'),
    isOrganisation: false,
    original: row.original,
  };
}

function longer(one: string | null, other: string | null): string | null {
  return (one?.length ?? 0) >= (other?.length ?? 0) ? one : other;
}

/** Posts have no titles of their own: these tools then repeat how the text begins. */
function joinTitle(title: string | null, body: string | null): string {
  const start = title?.replace(/(?:…|\.\.\.)$/, '').trim() ?? '';
  if (body === null || start === '') return body ?? title ?? '';
  const plain = (text: string): string => text.replace(/\s+/g, ' ').toLowerCase();
  return plain(body).includes(plain(start)) ? body : `${title ?? ''}\n\n${body}`;
}
