import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder, run } from '../cli.ts';

describe('a wrong command line', () => {
  it.each([
    [['collcet'], 'Did you mean collect?'],
    [['export', '--format', 'xml'], '--format takes csv or ndjson, not "xml"'],
    [['export', '--system', 'emis'], 'emis-web'],
    [['export', '--phase', 'broken'], 'phase'],
    [['export', '--from', 'yesterday'], 'from'],
    [['export', '--from', '2024-07-20', '--to', '2024-07-19'], 'from'],
    [['digest', '--date', '2024-13-01'], '--date takes a day'],
    [['digest', '--date', '2024-07-19', '--format', 'pdf'], '--format takes'],
    [['replay', 'nowhere.ndjson'], 'nowhere.ndjson'],
    [['replay', 'x.ndjson', '--speed', 'fast'], '--speed takes a number above 0'],
    [['replay', 'x.ndjson', '--from', '2024-07-19T07:00Z'], '--from and --every go together'],
    [['replay', 'x.ndjson', '--from', 'seven', '--every', '5s'], '--from takes a date and time with its offset'],
    [['replay', 'x.ndjson', '--from', '2024-07-19T07:00Z', '--every', 'often'], '--every takes a duration'],
    [['replay', 'x.csv', '--map', 'text'], '--map takes field=column'],
    [['channels', 'add', 'https://example.invalid/', '--ods', 'Wilmslow!'], 'is not an ODS code'],
    [['channels', 'add', 'https://example.invalid/', '--kind', 'surgery'], 'is no author kind'],
    [['channels', 'import', 'nowhere.csv'], 'nowhere.csv'],
    [['channels', 'remove', 'feed:none'], 'There is no channel feed:none'],
    [['collect', '--channel', 'feed:none'], 'There is no channel feed:none'],
    [['directory', 'import', 'nowhere.csv'], 'nowhere.csv'],
    [['classify', 'hello', '--author', 'surgery'], '--author takes one of'],
    [['start', '--port', 'eighty'], 'RIPPLEWATCH_PORT: "eighty" will not do'],
    [['serve', '--prot', '80'], "unknown option '--prot'"],
  ])('%j is answered with exit code 2 and a sentence', async (args, words) => {
    const { code, out, err } = await run(args, { data: await makeFolder() });
    expect(err).toContain(words);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).not.toMatch(/\n\s+at /);
  });

  it('names a setting that will not do, without showing a secret', async () => {
    const data = await makeFolder();
    const { code, err } = await run(['platforms'], { data, env: {} });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const bad = await run(['channels', 'list'], { data, env: { RIPPLEWATCH_PASSWORD: 'hunter2' } });
    expect(bad.code).toBe(2);
    expect(bad.err).toContain('RIPPLEWATCH_PASSWORD');
    expect(bad.err).not.toContain('hunter2');
  });

  it('tells of a setting that does not exist instead of ignoring it in silence', async () => {
    const { code, err } = await run(['channels', 'list'], { data: await makeFolder(), env: { RIPPLEWATCH_PROT: '80' } });
    expect(code).toBe(0);
    expect(err).toContain('RIPPLEWATCH_PROT');
  });

  it('says so when the data folder cannot be used, and leaves it as it was', async () => {
    const folder = await makeFolder();
    const file = join(folder, 'file');
    await writeFile(file, 'not a folder');
    const { code, err } = await run(['channels', 'list'], { data: file });
    expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining('--data or RIPPLEWATCH_DATA') as string });
  });

  it('refuses a store that is none, and leaves the file alone', async () => {
    const folder = await makeFolder();
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'ripplewatch.db'), 'this is a shopping list, not a database, and it is long enough to be read');
    const { code, err } = await run(['channels', 'list'], { data: folder });
    expect(code).toBe(1);
    expect(err).toContain('ripplewatch.db');
  });

  it('makes no data folder for a question that needs none', async () => {
    const data = join(await makeFolder(), 'sub');
    await run(['platforms', '--json'], { data });
    expect(existsSync(data)).toBe(false);
  });
});
