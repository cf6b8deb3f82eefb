import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readWhen } from '../../scrapers/captures/dates.ts';
import { type FileOptions, readRecords } from '../../scrapers/file.ts';
import type { Post } from '../../src/core/types.ts';

const fixtures = join(import.meta.dirname, 'fixtures', 'captures');

async function read(
  path: string,
  options: Partial<FileOptions> = {},
): Promise<{ posts: Post[]; errors: string[]; source: string | null }> {
  let source: string | null = null;
  const given: FileOptions = { seenAt: '2024-07-21T00:00:00.000Z', onSource: (title) => (source = title), ...options };
  const posts: Post[] = [];
  const errors: string[] = [];
  for await (const record of readRecords(path.startsWith('/') ? path : join(fixtures, path), given)) {
    if ('error' in record) errors.push(`${record.line} ${record.error}`);
    else posts.push(record.post);
  }
  return { posts, errors, source };
}

/** What matters of a Post, in short. */
function short({ platform, id, text, author, postedAt, url }: Post): object {
  return { platform, id, text, handle: author.handle, private: author.private, postedAt, url };
}

const larks = { platform: 'x', id: '1814211572659126272', handle: 'invented_larks' };

describe('a file of another tool is recognised by its content', () => {
  test('Brandwatch: below its preamble, with whole texts, accounts that it calls organisations, and dates in London’s time', async () => {
    const { posts, errors, source } = await read('brandwatch.csv');
    expect(source).toBe('a Brandwatch export');
    expect(posts.map(short)).toEqual([
      {
        ...larks,
        text: 'Our phones are down, and "EMIS" with them.\nPlease bear with us.',
        private: false,
        postedAt: '2024-07-19T07:12:33.000Z',
        url: 'https://twitter.com/invented_larks/statuses/1814211572659126272',
      },
      {
        platform: 'facebook',
        id: 'file:brandwatch.csv/r-2',
        text: 'Cannot ring my surgery',
        handle: 'Invented Person',
        private: true,
        postedAt: '2024-07-19T07:40:00.000Z',
        url: 'https://www.facebook.com/555/posts/777',
      },
      {
        platform: 'news',
        id: 'file:brandwatch.csv/r-3',
        text: 'Surgeries hit by outage across the county',
        handle: 'Staff reporter',
        private: true,
        postedAt: null,
        url: 'https://news.invented.example/outage',
      },
    ]);
    expect(errors).toEqual(['12 has a Date that is no date with a time: "19 July"']);
    expect((await read('brandwatch.csv', { zone: 'UTC' })).posts[0]?.postedAt).toBe('2024-07-19T08:12:33.000Z');
  });

  test('Meltwater: tabs, date and time apart, in UTF-8 and in the UTF-16 that it writes', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ripplewatch-captures-'));
    const wide = join(folder, 'meltwater.csv');
    const plain = await readFile(join(fixtures, 'meltwater.tsv'), 'utf8');
    await writeFile(wide, Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(plain, 'utf16le')]));
    for (const path of ['meltwater.tsv', wide]) {
      const { posts, errors, source } = await read(path);
      expect([source, errors]).toEqual(['a Meltwater export', []]);
      expect(posts.map(({ platform, author, postedAt }) => [platform, author.name, author.handle, postedAt])).toEqual([
        ['x', 'Larkspur Surgery (invented)', '@invented_larks', '2024-07-19T07:12:00.000Z'],
        ['facebook', 'Müller-Apotheke (erfunden)', null, '2024-07-19T12:05:00.000Z'],
      ]);
      expect(posts[0]).toMatchObject({ id: larks.id, text: 'Our phones are down, and EMIS with them. Please bear with us.' });
    }
    await rm(folder, { recursive: true });
  });

  test('Meltwater as it was: headline and text once, and the month first where the operator says so', async () => {
    const { posts } = await read('meltwater-old.csv');
    expect(posts.map(({ postedAt }) => postedAt)).toEqual(['2024-08-07T21:59:00.000Z', '2024-07-08T07:12:00.000Z']);
    expect(posts[0]?.text).toBe('Surgeries hit by outage. Practices across the county are without records.');
    expect((await read('meltwater-old.csv', { monthFirst: true })).posts[1]?.postedAt).toBe('2024-08-07T07:12:00.000Z');
  });

  test('4CAT’s tables: its times are UTC, and it is named by what it captured', async () => {
    const facebook = await read('4cat-facebook.csv');
    expect(facebook.source).toBe('a 4CAT export of Facebook posts');
    expect(facebook.posts.map(short)).toEqual([
      {
        platform: 'facebook',
        id: 'file:4cat-facebook.csv/777',
        text: 'Our phones are down this morning.',
        handle: 'larkspur',
        private: true,
        postedAt: '2024-07-19T07:12:00.000Z',
        url: 'https://www.facebook.com/larkspur/posts/777',
      },
    ]);
    expect(facebook.errors).toEqual(['3 has no text']);
    const x = await read('4cat-x.csv', { kind: 'practice' });
    expect([x.source, x.posts.map(short)]).toEqual([
      'a 4CAT export of posts at X',
      [
        {
          ...larks,
          text: 'Our phones are down.',
          private: false,
          postedAt: '2024-07-19T07:12:00.000Z',
          url: 'https://twitter.com/invented_larks/status/1814211572659126272',
        },
      ],
    ]);
  });

  test.each([
    ['4cat-facebook.ndjson', 'a 4CAT export of Facebook posts', 'facebook', 'file:4cat-facebook.ndjson/777', 'larkspur'],
    [
      '4cat-bluesky.ndjson',
      'a 4CAT export of Bluesky posts',
      'bluesky',
      'at://did:plc:inventedinventedinvented/app.bsky.feed.post/3kabc',
      'larkspur.invented.example',
    ],
    ['twarc-old.jsonl', 'twarc posts of X’s first API', 'x', larks.id, larks.handle],
  ])('%s is %s', async (file, title, platform, id, handle) => {
    const { posts, errors, source } = await read(file);
    expect([source, errors]).toEqual([title, []]);
    expect(posts).toMatchObject([{ platform, id, author: { handle, private: true }, postedAt: '2024-07-19T07:12:00.000Z' }]);
  });

  test('twarc’s pages hold many posts a line; a line that is otherwise is told, and the rest go on', async () => {
    const { posts, errors, source } = await read('twarc-pages.jsonl', { isPublic: true });
    expect(source).toBe('twarc posts at X, a page a line');
    expect(posts.map(({ id, text, quoted, author }) => [id, text, quoted ?? null, author.private])).toEqual([
      ['1814212327633846272', 'Phones back & working.', null, false],
      ['1814207797785526272', 'We are affected too', 'Invented Supplier: problems with log in', false],
    ]);
    expect(errors).toEqual([expect.stringMatching(/^2 is not as that tool writes it: data/)]);
  });

  test('twarc’s flattened lines carry their author', async () => {
    const { posts, source } = await read('twarc-flat.jsonl');
    expect(source).toBe('posts at X, one a line (twarc, flattened, or 4CAT)');
    expect(posts).toMatchObject([
      {
        id: '1814212327633846272',
        replyTo: '1814207797785526272',
        url: 'https://x.com/invented_larks/status/1814212327633846272',
      },
    ]);
  });
});

describe('a file of nobody’s tool', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ripplewatch-captures-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  test.each([',', ';', '\t'])('is read whatever parts its columns (%j), and is not called anything', async (delimiter) => {
    const file = join(folder, 'own.csv');
    await writeFile(file, `text${delimiter}posted_at\nPhones down${delimiter}19/07/2024 08:12\n`);
    const { posts, source } = await read(file);
    expect([source, posts.map(({ text, postedAt }) => [text, postedAt])]).toEqual([
      null,
      [['Phones down', '2024-07-19T07:12:00.000Z']],
    ]);
  });

  test('is read by the operator’s own mapping even where it looks like a tool’s', async () => {
    const { posts, source } = await read('4cat-x.csv', { columns: { text: 'author_fullname' } });
    expect([source, posts[0]?.text]).toEqual([null, 'Larkspur Surgery (invented)']);
  });
});

describe('dates of other tools', () => {
  const london = { zone: 'Europe/London', monthFirst: false } as const;
  test.each([
    ['19-Jul-2024 08:12PM', '2024-07-19T19:12:00.000Z'],
    ['19-Jul-2024 12:05 AM', '2024-07-18T23:05:00.000Z'],
    ['19.07.2024 08:12', '2024-07-19T07:12:00.000Z'],
    ['19. Juli 2024 08:12', '2024-07-19T07:12:00.000Z'],
    ['3 déc. 2024 08:12:30', '2024-12-03T08:12:30.000Z'],
    ['2024-07-19 08:12:33.0', '2024-07-19T07:12:33.000Z'],
    ['2024-07-19T08:12:33+02:00', '2024-07-19T06:12:33.000Z'],
    ['Fri Jul 19 07:12:00 +0000 2024', '2024-07-19T07:12:00.000Z'],
    ['', null],
  ])('%s', (text, at) => {
    expect(readWhen(text, london)).toBe(at);
  });

  test.each(['19-Jul-2024', '13/13/2024 08:12', '19-Jul-2024 13:05PM', '31.02.2024 08:12', 'yesterday'])(
    '"%s" is none',
    (text) => {
      expect(() => readWhen(text, london)).toThrow('no date with a time');
    },
  );
});
