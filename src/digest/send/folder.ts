import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Digest } from '../digest.ts';
import { digestFormats } from '../formats.ts';
import { SendError } from './error.ts';

/**
 * Writes the Digest in every format as `ripplewatch-digest-2024-07-19.txt` and so on, and says which files it wrote. A reader never
 * sees half a file, and none of them appears before all could be written. Throws SendError.
 */
export async function sendToFolder(folder: string, digest: Digest): Promise<readonly string[]> {
  const files = Object.values(digestFormats).map(({ extension, render }) => {
    const path = join(folder, `${fileName(digest)}.${extension}`);
    return { path, temporary: `${path}.${randomUUID()}.tmp`, text: render(digest) };
  });
  try {
    await mkdir(folder, { recursive: true });
    for (const { temporary, text } of files) await writeThrough(temporary, text);
    for (const { temporary, path } of files) await rename(temporary, path);
    return files.map(({ path }) => path);
  } catch (cause) {
    await Promise.all(files.map(({ temporary }) => rm(temporary, { force: true }).catch(() => undefined)));
    throw new SendError(`The digest could not be written to the folder ${folder}: ${sayWhy(cause)}.`, { cause });
  }
}

/** Collected posts have the plain name; another dataset's digest must not take its place. */
function fileName({ day, dataset }: Digest): string {
  const suffix =
    dataset.id === 'live'
      ? ''
      : `-${dataset.id
          .toLowerCase()
          .replace(/[^a-z0-9]+/g, '-')
          .slice(0, 40)}`;
  return `ripplewatch-digest-${day}${suffix}`;
}

/** On the disk before it is renamed: otherwise a power cut can leave the new name on an empty file. */
async function writeThrough(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'it may not be written to',
  EPERM: 'it may not be written to',
  EROFS: 'it is read-only',
  ENOSPC: 'the disk is full',
  EEXIST: 'there is a file of that name',
  ENOTDIR: 'there is a file of that name',
  EISDIR: 'a folder has the name of one of its files',
};

function sayWhy(cause: unknown): string {
  const code = (cause as NodeJS.ErrnoException).code ?? '';
  return reasons[code] ?? `the system answered ${code === '' ? 'with an error' : code}`;
}
