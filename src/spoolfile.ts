import { createReadStream } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { openText, sealText } from './core/privacy.ts';

/** One line of a spool. `entry` is null where it is torn, was changed, or was written under another key. */
export interface Line {
  readonly entry: string | null;
  /** Where the next one begins, in bytes. */
  readonly end: number;
}

/**
 * A file of entries that wait, oldest first, for their owner alone (0600). Each is a line of its own, encrypted and authenticated with the
 * installation's key, so that the file gives away nothing and a torn line is known as such. Beside it lies how far it has been taken.
 */
export interface SpoolFile {
  readonly path: string;
  /** Bytes that wait. */
  readonly waiting: () => number;
  /** Adds an entry and waits until the disk has it. What was written of one that did not fit is taken off again. */
  readonly append: (entry: string) => Promise<void>;
  readonly lines: () => AsyncIterable<Line>;
  /** Remembers that everything before `end` was taken. */
  readonly take: (end: number) => Promise<void>;
  /** Closes it; one that has nothing waiting is removed. */
  readonly close: () => Promise<void>;
}

/** Opens or creates it. Throws what the disk says. */
export async function openSpoolFile(path: string, key: string): Promise<SpoolFile> {
  const handle = await open(path, 'a', 0o600);
  let length = (await handle.stat()).size;
  let taken = Math.min(length, await readTaken(path));
  return {
    path,
    waiting: () => length - taken,
    append: async (entry) => {
      length = await append(handle, length, `${sealText(entry, key)}\n`);
    },
    lines: () => readLines(path, taken, key),
    take: async (end) => {
      taken = end;
      if (taken < length) return writeTaken(path, taken);
      // Everything is in the store: the words go from here at once.
      await handle.truncate(0);
      length = 0;
      taken = 0;
      await rm(placeOf(path), { force: true });
    },
    close: async () => {
      await handle.close();
      if (length > taken) return;
      await rm(path, { force: true });
      await rm(placeOf(path), { force: true });
    },
  };
}

/** Bytes in it, taken or not; 0 where it is gone meanwhile. */
export async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}

/** Gives it another name, with its place. False where somebody else was quicker. */
export async function renameSpool(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
  } catch {
    return false;
  }
  await rename(placeOf(from), placeOf(to)).catch(() => undefined);
  return true;
}

async function append(handle: FileHandle, length: number, line: string): Promise<number> {
  try {
    await handle.appendFile(line);
    await handle.datasync();
    return length + line.length;
  } catch (error) {
    await handle.truncate(length).catch(() => undefined);
    throw error;
  }
}

async function* readLines(path: string, start: number, key: string): AsyncGenerator<Line> {
  let rest = '';
  let end = start;
  // Lines are base64url: a character is a byte, and what is none is no line of ours.
  for await (const piece of createReadStream(path, { start, encoding: 'latin1' })) {
    const parts = (rest + String(piece)).split('\n');
    rest = parts.pop() ?? '';
    for (const line of parts) {
      end += line.length + 1;
      yield { entry: openText(line, key), end };
    }
  }
  if (rest !== '') yield { entry: null, end: end + rest.length };
}

function placeOf(path: string): string {
  return `${path}.at`;
}

async function readTaken(path: string): Promise<number> {
  const text = await readFile(placeOf(path), 'utf8').catch(() => '0');
  const place = /^\d{1,15}$/.test(text.trim()) ? Number(text) : 0;
  return place;
}

async function writeTaken(path: string, end: number): Promise<void> {
  await writeFile(placeOf(path), String(end).padStart(15, '0'), { mode: 0o600 });
}
