import { existsSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { makeFolder, run } from '../cli.ts';

const lines = [
  {
    id: '1',
    text: 'Good morning. Our computers are down today, please bear with us. Thistlewick Surgery (invented)',
    authorKind: 'practice',
    postedAt: '2024-07-19T07:31:00+01:00',
  },
  {
    id: '2',
    text: 'Our system is down this morning so we cannot print any labels or send any scripts, sorry',
    authorKind: 'pharmacy',
  },
  {
    id: '3',
    text: 'Flu clinics start on Saturday. =SUM(A1) <script>alert(1)</script>',
    authorKind: 'practice',
    postedAt: '2024-07-19T09:00:00Z',
  },
];

describe('ripplewatch replay', () => {
  it('stores recorded posts once, dates none, and tells what it skipped by line', async () => {
    const data = await makeFolder();
    const file = await save(
      data,
      'posts.ndjson',
      [...lines.map((line) => JSON.stringify(line)), '{"broken', '{"id":"5"}'].join('\n'),
    );
    const first = await run(['replay', file], { data });
    expect(first.code).toBe(0);
    expect(first.out).toBe(
      '3 posts read: 3 new, 0 changed, 0 known already; 2 new mentions of an outage; 1 undated; 2 lines skipped.\n',
    );
    expect(first.err).toMatch(/Line 4 is not valid JSON; skipped/);
    expect(first.err).toMatch(/Line 5 .*text.*; skipped/);
    const again = await run(['replay', file, '--json'], { data });
    expect(JSON.parse(again.out)).toMatchObject({ read: 3, added: 0, unchanged: 3 });
    const rows = await exportRows(data);
    expect(rows.map((row) => row['posted_at'])).toEqual(['2024-07-19T06:31:00.000Z', '2024-07-19T09:00:00.000Z', '']);
    expect(rows[1]?.['text']).toContain('<script>');
  });

  it('dates the undated only by the choice of the operator, and records it', async () => {
    const data = await makeFolder();
    const file = await save(data, 'posts.ndjson', lines.map((line) => JSON.stringify(line)).join('\n'));
    await run(['replay', file, '--from', '2024-07-19T07:00Z', '--every', '5s'], { data });
    const { out } = await run(['export', '--format', 'ndjson', '--phase', 'all'], { data });
    const posts = out
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { post: { text: string; postedAt: string; raw: unknown } }).post);
    expect(posts.map((post) => post.postedAt).toSorted()).toEqual([
      '2024-07-19T06:31:00.000Z',
      '2024-07-19T07:00:00.000Z',
      '2024-07-19T09:00:00.000Z',
    ]);
    expect(posts.find((post) => post.text.includes('scripts'))?.raw).toMatchObject({ postedAt: { choice: 'operator' } });
  });

  it('reads back what export wrote, to the same rows', async () => {
    const [from, to] = [await makeFolder(), await makeFolder()];
    await run(['replay', await save(from, 'posts.ndjson', lines.map((line) => JSON.stringify(line)).join('\n'))], { data: from });
    const { out } = await run(['export', '--format', 'ndjson', '--phase', 'all'], { data: from });
    const { out: summary } = await run(['replay', await save(to, 'back.ndjson', out), '--json'], { data: to });
    expect(JSON.parse(summary)).toMatchObject({ read: 3, added: 3, skipped: 0 });
    expect(await exportRows(to)).toEqual(await exportRows(from));
  });

  it('reads a CSV with the columns of another tool', async () => {
    const data = await makeFolder();
    const file = await save(
      data,
      'captured.csv',
      'post_id,body,when\n77,"Our phones are down, sorry",2024-07-19T07:00:00Z\n78,,2024-07-19T07:01:00Z\n',
    );
    const { code, out, err } = await run(['replay', file, '--map', 'id=post_id', 'text=body', 'postedAt=when', '--json'], {
      data,
    });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ read: 1, outages: 1, skipped: 1 });
    expect(err).toMatch(/Line 3 .*; skipped/);
  });

  it('keeps the gaps, faster, when asked to', async () => {
    const data = await makeFolder();
    const two = [lines[0], { ...lines[0], id: '9', text: 'Still down, sorry', postedAt: '2024-07-19T06:41:00Z' }];
    const file = await save(data, 'posts.ndjson', two.map((line) => JSON.stringify(line)).join('\n'));
    const begun = performance.now();
    await run(['replay', file, '--speed', '600'], { data });
    // Ten minutes at 600 times the speed are one second; a clock that runs late only makes it longer.
    expect(performance.now() - begun).toBeGreaterThan(1000);
  });

  it('sends the digest of its last day when asked to and only then, and asks where to before it begins', async () => {
    const data = await makeFolder();
    const file = await save(data, 'posts.ndjson', JSON.stringify(lines[0]));
    const nowhere = await run(['replay', file, '--send'], { data });
    expect(nowhere).toMatchObject({ code: 2, out: '', err: expect.stringContaining('RIPPLEWATCH_DIGEST_FOLDER') as string });
    const folder = join(data, 'digests');
    const env = { RIPPLEWATCH_DIGEST_FOLDER: folder };
    await run(['replay', file], { data, env });
    await run(['demo'], { data, env });
    expect(existsSync(folder)).toBe(false);
    const sent = await run(['replay', file, '--send'], { data, env });
    expect(sent).toMatchObject({ code: 0, out: expect.stringContaining('folder: sent') as string });
    expect(await readdir(folder)).toContain('ripplewatch-digest-2024-07-19.txt');
  });
});

async function save(folder: string, name: string, text: string): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, text);
  return file;
}

async function exportRows(data: string): Promise<Record<string, string>[]> {
  const { out } = await run(['export', '--format', 'csv', '--phase', 'all'], { data });
  return parse(out, { columns: true, bom: true }) as unknown as Record<string, string>[];
}
