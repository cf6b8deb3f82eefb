import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { makeFolder, run } from '../cli.ts';
import { runHere } from '../here.ts';

describe('a wrong command line', () => {
  it.each([
    [['collcet'], 'Did you mean collect?'],
    [['export', '--format', 'xml'], '--format takes csv or ndjson, not "xml"'],
    [['export', '--system', 'emis'], 'emis-web'],
    [['export', '--phase', 'broken'], 'phase'],
    [['export', '--from', 'yesterday'], 'from'],
    [['export', '--from', '2024-07-20', '--to', '2024-07-19'], 'from'],
    [['export', '--dataset', 'nope'], '--dataset takes one of live, not "nope"'],
    [['export', '--system', 'emis-web', '--system', 'phones'], '--system is given twice'],
    [['export', '--from', '+275760-09-13T00:00:00Z'], 'is not a time'],
    [['export', '--output', '/nowhere/at/all.csv'], '/nowhere/at/all.csv cannot be written: there is no such folder'],
    [['export', '--manifest', '/nowhere/at/all.json'], '/nowhere/at/all.json cannot be written'],
    [['export', '--output', '/'], 'it is a folder'],
    [['digest', '--date', '2024-13-01'], '--date takes a day'],
    [['digest', '--date', '2024-07-19', '--format', 'pdf'], '--format takes'],
    [['digest', '--date', '2024-07-19', '--send', '--area', 'Y62'], 'cannot be narrowed with --area'],
    [['digest', '--date', '2024-07-19', '--send'], 'There is nowhere to send it'],
    [['replay', 'nowhere.ndjson'], 'nowhere.ndjson'],
    [['replay', 'x.ndjson', '--speed', 'fast'], '--speed takes a number above 0'],
    [['replay', 'x.ndjson', '--from', '2024-07-19T07:00Z'], '--from and --every go together'],
    [['replay', 'x.ndjson', '--from', 'seven', '--every', '5s'], '--from takes a date and time with its offset'],
    [['replay', 'x.ndjson', '--from', '2024-07-19T07:00Z', '--every', 'often'], '--every takes a duration'],
    [['replay', 'x.ndjson', '--from', '2024-07-19T07:00Z', '--every', '0s'], '--every takes a duration'],
    [['replay', 'x.ndjson', '--from', '2024-07-19T07:00Z', '--every', '99999999999999h'], '--every takes a duration'],
    [['replay', 'x.ndjson', '--from', '+275760-01-01T00:00Z', '--every', '1s'], '--from takes a date'],
    [['replay', 'x.csv', '--map', 'text=a', 'text=b'], '--map names text twice'],
    [['replay', 'x.csv', '--map', 'text'], '--map takes field=column'],
    [['channels', 'add', 'https://example.invalid/', '--ods', 'Wilmslow!'], 'is not an ODS code'],
    [['channels', 'add', 'https://example.invalid/', '--kind', 'surgery'], 'is no author kind'],
    [['channels', 'import', 'nowhere.csv'], 'nowhere.csv'],
    [['channels', 'remove', 'feed:none'], 'There is no channel feed:none'],
    [['collect', '--channel', 'feed:none'], 'There is no channel feed:none'],
    [['directory', 'import', 'nowhere.csv'], 'nowhere.csv'],
    [['classify', 'hello', '--author', 'surgery'], '--author takes one of'],
    [['evaluate', 'nowhere.ndjson'], 'There is no file nowhere.ndjson'],
    [['evaluate', 'x.ndjson', '--baselines', 'bert'], '--baselines takes bayes, logistic, phrases (parted by commas) or none'],
    [['evaluate', 'x.ndjson', '--only', 'hard'], '--only takes unambiguous or ambiguous, not "hard"'],
    [['evaluate', 'x.ndjson', '--worst', 'many'], '--worst takes a whole number from 0'],
    [['evaluate', 'x.ndjson', '--logistic-texts', '3'], '--logistic-texts takes a whole number from 10'],
    [['evaluate', 'x.csv', '--map', 'text'], '--map takes field=column'],
    [['evaluate', 'x.csv', '--map', 'text=a', 'text=b'], '--map names text twice'],
    [['evaluate', 'x.csv', '--value', '__proto__:a=b'], '--value takes field:word=meaning'],
    [['evaluate', 'x.ndjson', '--out', '/nowhere/at/all.json'], '/nowhere/at/all.json cannot be written'],
    [['start', '--port', 'eighty'], 'RIPPLEWATCH_PORT: "eighty" will not do'],
    [['serve', '--prot', '80'], "unknown option '--prot'"],
  ])('%j is answered with exit code 2 and a sentence', async (args, words) => {
    const { code, out, err } = await runHere(args, await makeFolder());
    expect(err).toContain(words);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).not.toMatch(/\n\s+at /);
  });

  it('ends the process with that code and that sentence', async () => {
    const data = await makeFolder();
    for (const args of [['collcet'], ['export', '--format', 'xml']]) {
      const here = await runHere(args, data);
      expect(await run(args, { data })).toEqual(here);
    }
  });

  it('names a setting that will not do, without showing a secret', async () => {
    const data = await makeFolder();
    const { code, err } = await run(['platforms'], { data, env: {} });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const bad = await run(['channels', 'list'], { data, env: { RIPPLEWATCH_PASSWORD: 'hunter2' } });
    expect(bad.code).toBe(2);
    expect(bad.err).toContain('RIPPLEWATCH_PASSWORD');
    expect(bad.err).not.toContain('hunter2');
    vi.stubEnv('RIPPLEWATCH_DIGEST_CRON', '15 0 7 * * *');
    onTestFinished(() => void vi.unstubAllEnvs());
    expect(await runHere(['channels', 'list'], data)).toMatchObject({
      code: 2,
      err: expect.stringContaining('a cron expression of five fields') as string,
    });
  });

  it('tells of a setting that does not exist instead of ignoring it in silence', async () => {
    const { code, err } = await run(['channels', 'list'], { data: await makeFolder(), env: { RIPPLEWATCH_PROT: '80' } });
    expect(code).toBe(0);
    expect(err).toContain('RIPPLEWATCH_PROT');
  });

  it("takes a collector's setting for what it is", async () => {
    const env = { RIPPLEWATCH_BLUESKY_STREAM: 'off' };
    expect(await run(['channels', 'list'], { data: await makeFolder(), env })).toMatchObject({ code: 0, err: '' });
  });

  it('judges a text without reading the collectors and what they parse with', async () => {
    const list = `import { registerHooks } from 'node:module';
      registerHooks({ load: (url, context, next) => (process.stderr.write(url + '\\n'), next(url, context)) });`;
    const env = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(list)}` };
    const { code, err } = await run(['classify', 'EMIS is down'], { data: await makeFolder(), env });
    const read = err.split('\n').filter((url) => /\/(analysis|scrapers)\/|\/node_modules\/(cheerio|feedsmith)\//.test(url));
    expect({ code, judge: read.some((url) => url.endsWith('/analysis/classify.ts')) }).toEqual({ code: 0, judge: true });
    expect(read.filter((url) => !url.includes('/analysis/')).map((url) => url.split('/').at(-1))).toEqual([
      'encoding.ts',
      'lines.ts',
    ]);
  });

  it('says so when the data folder cannot be used, and leaves it as it was', async () => {
    const folder = await makeFolder();
    const file = join(folder, 'file');
    await writeFile(file, 'not a folder');
    const { code, err } = await run(['channels', 'list'], { data: file });
    expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining('--data or RIPPLEWATCH_DATA') as string });
  });

  it.skipIf(process.platform !== 'linux')('says so, and ends, where the system lets nobody make a folder', async () => {
    const { code, err } = await runHere(['--data', '/proc/nowhere/at/all', 'channels', 'list'], await makeFolder());
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
