import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FileOptions, type FileRecord, readRecords } from '../../scrapers/file.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ripplewatch-file-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const seenAt = '2024-07-20T00:00:00.000Z';

async function read(name: string, content: string | Buffer, options: Partial<FileOptions> = {}): Promise<FileRecord[]> {
  const path = join(folder, name);
  await writeFile(path, content);
  return await Array.fromAsync(readRecords(path, { seenAt, ...options }));
}

const mention = {
  post: {
    platform: 'mastodon',
    id: '123',
    channel: 'mastodon:@a@b.example',
    url: null,
    text: 'Phones down',
    author: { kind: 'practice', name: null, handle: '@a@b.example', private: false },
    postedAt: '2024-07-19T07:00:00.000Z',
    editedAt: null,
    seenAt: '2024-07-19T07:05:00.000Z',
    raw: { a: [1, null] },
  },
  verdict: {},
  organisation: 'Z99001',
};

describe('NDJSON', () => {
  test('holds Mentions, Posts and loose records', async () => {
    const loose = {
      id: 7,
      text: 'EMIS is down',
      author_kind: 'patient',
      organisation: 'z99002',
      posted_at: '2024-07-19T08:00:00+01:00',
      url: 'javascript:x',
    };
    const records = await read(
      'a.ndjson',
      `\ufeff${[mention, mention.post, loose, { text: 'no date' }].map((r) => JSON.stringify(r)).join('\r\n')}\n`,
    );
    expect(records[0]).toEqual({ line: 1, post: mention.post, organisation: 'Z99001' });
    expect(records[1]).toEqual({ line: 2, post: mention.post, organisation: null });
    expect(records[2]).toEqual({
      line: 3,
      organisation: 'Z99002',
      post: {
        platform: 'file',
        id: 'file:a.ndjson/7',
        channel: 'file:a.ndjson',
        url: null,
        text: 'EMIS is down',
        author: { kind: 'patient', name: null, handle: null, private: true },
        postedAt: '2024-07-19T07:00:00.000Z',
        editedAt: null,
        seenAt,
        raw: loose,
      },
    });
    expect(records[3]).toMatchObject({ post: { postedAt: null, author: { kind: 'other', private: true } }, organisation: null });
  });

  test('with malformed lines: each is named by its number and the rest go on', async () => {
    const lines = [
      '{"text":"one"',
      '[]',
      '{"no":"text"}',
      '',
      '{"text":"x","posted_at":"soon"}',
      '{"text":"x","author_kind":"doctor"}',
      '{"post":{"id":"1"}}',
      '{"text":"good"}',
    ];
    const records = await read('b.jsonl', lines.join('\n'));
    expect(records.map((record) => [record.line, 'error' in record ? record.error : record.post.text])).toEqual([
      [1, 'is not valid JSON'],
      [2, 'is not a JSON object'],
      [3, expect.stringContaining('has no text')],
      [5, expect.stringContaining('posted_at that is no date')],
      [6, expect.stringContaining('"doctor"')],
      [7, expect.stringContaining('is not a Post: platform')],
      [8, 'good'],
    ]);
  });

  test('with a line of more than 10 MB, which is refused', async () => {
    const records = await read('c.ndjson', `{"text":"${'x'.repeat(10_000_001)}"}\n{"text":"next"}`);
    expect(records).toMatchObject([
      { line: 1, error: 'is longer than 10 MB' },
      { line: 2, post: { text: 'next' } },
    ]);
  });

  test('packed as .gz; one that is cut off says so after what could be read', async () => {
    const packed = gzipSync(Buffer.from('{"text":"one"}\n'.repeat(1000)));
    expect(await read('d.ndjson.gz', packed)).toHaveLength(1000);
    await expect(read('e.ndjson.gz', packed.subarray(0, packed.length - 10))).rejects.toMatchObject({ name: 'InputError' });
    await expect(read('f.ndjson.gz', 'not gzip')).rejects.toMatchObject({ name: 'InputError' });
  });

  test('of 100 MB is streamed: memory stays flat', async () => {
    const path = join(folder, 'g.ndjson.gz');
    const part = gzipSync(Buffer.from(`${JSON.stringify({ text: 'x'.repeat(1000) })}\n`.repeat(500)));
    await writeFile(path, Buffer.concat(Array.from({ length: 200 }, () => part)));
    let records = 0;
    let most = 0;
    const start = process.memoryUsage().rss;
    for await (const record of readRecords(path, { seenAt })) {
      records += 'post' in record ? 1 : 0;
      if (records % 10_000 === 0) most = Math.max(most, process.memoryUsage().rss - start);
    }
    expect(records).toBe(100_000);
    expect(most).toBeLessThan(200_000_000);
  });
});

describe('CSV', () => {
  test('as 4CAT writes it: body, UTC timestamps, ids', async () => {
    const csv =
      '\ufeffid,thread_id,body,author,timestamp,unix_timestamp\n1,1,"Phones ""down""\nsince 8",@a,2024-07-19 07:12:00,1721373120\n2,1,Fine,@b,2024-07-19 07:13:00,\n';
    const records = await read('h.csv', csv);
    expect(records).toMatchObject([
      {
        post: {
          id: 'file:h.csv/1',
          text: 'Phones "down"\nsince 8',
          postedAt: '2024-07-19T07:12:00.000Z',
          author: { handle: '@a' },
        },
      },
      { post: { id: 'file:h.csv/2', postedAt: '2024-07-19T07:13:00.000Z' } },
    ]);
  });

  test('as we export it: platform, organisation code, author kind', async () => {
    const csv =
      'id,platform,url,posted_at,organisation,ods_code,author_kind,text\nfeed:a/1,feed,https://a.example/1,2024-07-19T07:12:00.000Z,Alder Surgery,Z99001,practice,Down\n';
    expect(await read('i.csv.gz', gzipSync(csv))).toMatchObject([
      {
        organisation: 'Z99001',
        post: { platform: 'feed', url: 'https://a.example/1', author: { kind: 'practice', private: false } },
      },
    ]);
  });

  test('with a mapping of columns', async () => {
    const csv = 'Snippet,When\nDown,19/07/2024 08:12\n';
    const columns = { text: 'Snippet', postedAt: 'When' };
    expect(await read('j.csv', csv, { columns })).toMatchObject([
      { post: { text: 'Down', postedAt: '2024-07-19T07:12:00.000Z' } },
    ]);
    await expect(read('j.csv', csv, { columns: { words: 'Snippet' } })).rejects.toMatchObject({
      name: 'InputError',
      field: 'columns',
    });
  });

  test('with broken records: they are named and the rest go on', async () => {
    const records = await read('k.csv', 'id,text\n1,one\n2,two,too many\n3,three\n');
    // The parser reads ahead, so an error may come before the record above it; the line number tells.
    const sorted = records.toSorted((a, b) => a.line - b.line);
    expect(sorted.map((record) => [record.line, 'error' in record ? record.error.slice(0, 16) : record.post.text])).toEqual([
      [2, 'one'],
      [3, 'is not valid CSV'],
      [4, 'three'],
    ]);
    const open = await read('l.csv', 'id,text\n1,"one\n2,two\n');
    expect(open).toMatchObject([{ error: expect.stringContaining('is not valid CSV') as unknown }]);
  });
});

describe('a file from another program', () => {
  const line = '{"id":"1","text":"No café, no EMIS – sorry"}\r\n';
  const texts = (records: FileRecord[]) => records.map((record) => ('error' in record ? record.error : record.post.text));

  test.each([
    ['UTF-16 as PowerShell writes it', Buffer.from(`\ufeff${line}${line}`, 'utf16le')],
    ['UTF-16 the other way round', Buffer.from(`\ufeff${line}${line}`, 'utf16le').swap16()],
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${line}${line}`)],
  ])('in %s is read like any other', async (_name, content) => {
    expect(texts(await read('wide.ndjson', content))).toEqual(['No café, no EMIS – sorry', 'No café, no EMIS – sorry']);
  });

  test('in windows-1252 keeps its accents and dashes, and a damaged line does not spoil its neighbours', async () => {
    const windows = Buffer.from('id,text\n1,No caf\xe9\x20\x96 sorry\n', 'latin1');
    expect(texts(await read('excel.csv', windows))).toEqual(['No café – sorry']);
    const damaged = Buffer.concat([
      Buffer.from('id,text\n1,Größe 🙂\n2,halb '),
      Buffer.from([0xf0, 0x9f]),
      Buffer.from(' und ö\n'),
    ]);
    expect(texts(await read('damaged.csv', damaged))).toEqual(['Größe 🙂', 'halb \ufffd und ö']);
  });

  test('without a column for the text is answered once, with what it has', async () => {
    await expect(read('bars.csv', 'text|id\nEMIS down|1\n')).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining('its first line has text|id') as unknown,
    });
    await expect(read('mapped.csv', 'text,id\nEMIS down,1\n', { columns: { text: 'body' } })).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining('no column "body" for text') as unknown,
    });
  });

  test('with years that no calendar of ours holds loses those lines alone', async () => {
    const at = (postedAt: string) => JSON.stringify({ id: postedAt, text: 'EMIS down', postedAt });
    const records = await read('years.ndjson', [at('+275760-09-13T00:00:00Z'), at('2024-07-19T07:00:00Z')].join('\n'));
    expect(records.map((record) => 'error' in record)).toEqual([true, false]);
  });
});

test('a file that is not there, a folder, and a kind we do not read are mistakes with a sentence', async () => {
  const open = (path: string) => Array.fromAsync(readRecords(path, { seenAt }));
  await expect(open(join(folder, 'none.csv'))).rejects.toMatchObject({
    name: 'InputError',
    message: expect.stringContaining('no file') as unknown,
  });
  await expect(open(join(folder, 'a.xlsx'))).rejects.toMatchObject({
    name: 'InputError',
    message: expect.stringContaining('.ndjson') as unknown,
  });
});
