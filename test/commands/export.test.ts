import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { launch, makeFolder, run } from '../cli.ts';

const hasFull = existsSync('/dev/full');

/** A data folder with more posts than a pipe takes at once. */
async function makeFilled(): Promise<string> {
  const data = await makeFolder();
  const lines = Array.from({ length: 1500 }, (_, id) => JSON.stringify({ id, text: `EMIS is down at our surgery, note ${id}` }));
  await writeFile(join(data, 'posts.ndjson'), lines.join('\n'));
  await run(['replay', join(data, 'posts.ndjson')], { data });
  return data;
}

describe('ripplewatch export', () => {
  it('ends quietly when the reader has seen enough', async () => {
    const child = launch(['export', '--format', 'csv'], { data: await makeFilled() });
    child.stdout?.once('data', () => child.stdout?.destroy());
    let said = '';
    child.stderr?.on('data', (piece: Buffer) => (said += piece.toString()));
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect({ code, said }).toEqual({ code: 0, said: '' });
  });

  it('writes file and manifest whole, and leaves no draft', async () => {
    const data = await makeFilled();
    const { code, out } = await run(['export', '--output', join(data, 'all.csv')], { data });
    expect({ code, out }).toEqual({ code: 0, out: '' });
    const manifest = JSON.parse(await readFile(join(data, 'all.csv.manifest.json'), 'utf8')) as { rows: number };
    expect(manifest.rows).toBe(1500);
    expect((await readFile(join(data, 'all.csv'), 'utf8')).trim().split('\n')).toHaveLength(1501);
    expect((await readdir(data)).filter((name) => name.includes('.part'))).toEqual([]);
  });

  it.skipIf(!hasFull)('says so when the disk is full, and never takes the place of a device', async () => {
    const data = await makeFilled();
    const { code, err } = await run(['export', '--output', '/dev/full', '--manifest', join(data, 'm.json')], { data });
    expect(err).toContain('/dev/full cannot be written: the disk is full');
    expect(code).toBe(2);
    expect((await stat('/dev/full')).isCharacterDevice()).toBe(true);
    expect(existsSync(join(data, 'm.json'))).toBe(false);
  });

  it.skipIf(!hasFull)('says so when standard output cannot be written', async () => {
    const data = await makeFilled();
    const entry = join(import.meta.dirname, '..', '..', 'src', 'ripplewatch.js');
    const child = spawn('sh', ['-c', `"$0" "$1" export --data "$2" > /dev/full`, process.execPath, entry, data]);
    let said = '';
    child.stderr.on('data', (piece: Buffer) => (said += piece.toString()));
    expect(await new Promise((resolve) => child.once('close', resolve))).toBe(1);
    expect(said).toContain('standard output cannot be written (ENOSPC)');
  });
});
