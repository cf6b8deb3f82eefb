import { createWriteStream } from 'node:fs';
import { access, constants, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { InputError } from './core/errors.ts';

/** Throws InputError when `file` cannot be written, before any work has gone into what it should hold. */
export async function checkOutput(file: string): Promise<void> {
  try {
    const isFolder = (await stat(file).catch(() => null))?.isDirectory() === true;
    if (isFolder) throw Object.assign(new Error('a folder'), { code: 'EISDIR' });
    await access(dirname(file), constants.W_OK);
  } catch (cause) {
    throw explain(file, cause);
  }
}

/**
 * Writes a file whole or not at all: one that stops in the middle would pass for the full answer. A device or a pipe is written to as
 * it is, for a file must not take its place. Throws InputError when it cannot be written.
 */
export async function writeWhole(file: string, text: AsyncIterable<string> | Iterable<string>): Promise<void> {
  const there = await stat(file).catch(() => null);
  if (there !== null && !there.isFile()) return writeTo(file, file, text);
  const unfinished = `${file}.${process.pid}.part`;
  try {
    await writeTo(unfinished, file, text);
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

async function writeTo(target: string, file: string, text: AsyncIterable<string> | Iterable<string>): Promise<void> {
  const output = createWriteStream(target);
  let failed: unknown = null;
  output.once('error', (error) => (failed = error));
  try {
    await pipeline(Readable.from(text), output);
  } catch (error) {
    // What fails on the reading side is not this file's fault.
    throw failed === error ? explain(file, error) : error;
  }
}

function explain(file: string, cause: unknown): InputError {
  const { code = '' } = cause as NodeJS.ErrnoException;
  return new InputError(`${file} cannot be written: ${reasons[code] ?? `the system answers ${code || 'with an error'}`}.`, {
    field: 'output',
    cause,
  });
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such folder',
  ENOTDIR: 'there is no such folder',
  EACCES: 'this account may not',
  EPERM: 'this account may not',
  EISDIR: 'it is a folder',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
};
