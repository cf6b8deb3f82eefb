import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { digestFormats } from '../../../src/digest/formats.ts';
import { SendError } from '../../../src/digest/send/error.ts';
import { sendToFolder } from '../../../src/digest/send/folder.ts';
import { makeDigest } from '../digest.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ripplewatch-folder-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('every format is written under its own ending, in a folder made when absent', async () => {
  const out = join(folder, 'new', 'out');
  const digest = makeDigest();
  const paths = await sendToFolder(out, digest);
  expect((await readdir(out)).toSorted()).toEqual(
    ['html', 'json', 'md', 'txt'].map((end) => `ripplewatch-digest-2024-07-19.${end}`),
  );
  expect(paths).toHaveLength(4);
  expect(await readFile(join(out, 'ripplewatch-digest-2024-07-19.txt'), 'utf8')).toBe(digestFormats.text.render(digest));
});

test('a second writing replaces the first and leaves nothing else behind', async () => {
  await sendToFolder(folder, makeDigest());
  await sendToFolder(folder, makeDigest({ answer: ['Second.'] }));
  expect(await readdir(folder)).toHaveLength(4);
  expect(await readFile(join(folder, 'ripplewatch-digest-2024-07-19.md'), 'utf8')).toContain('Second.');
});

test('the demonstration does not take the place of the real one, and a dataset cannot name a path', async () => {
  const dataset = { id: '../Demo', title: 'Demonstration', invented: true };
  const [path = ''] = await sendToFolder(folder, makeDigest({ dataset }));
  expect(path).toBe(join(folder, 'ripplewatch-digest-2024-07-19--demo.txt'));
});

test('a folder that cannot be is a sentence, and nothing is left half-written', async () => {
  await writeFile(join(folder, 'taken'), '');
  await expect(sendToFolder(join(folder, 'taken'), makeDigest())).rejects.toThrow(SendError);
  await expect(sendToFolder(join(folder, 'taken'), makeDigest())).rejects.toThrow(
    /could not be written .*there is a file of that name\.$/,
  );
  await mkdir(join(folder, 'ripplewatch-digest-2024-07-19.txt'));
  await expect(sendToFolder(folder, makeDigest())).rejects.toThrow(/a folder has the name/);
  expect((await readdir(folder)).toSorted()).toEqual(['ripplewatch-digest-2024-07-19.txt', 'taken']);
});
