import { InputError, StoreError } from '../core/errors.ts';

/** SQLite's primary result codes that a person can do something about; https://www.sqlite.org/rescode.html. */
const sentences: Readonly<Record<number, (file: string) => string>> = {
  5: (file) => `The store ${file} is busy: another process has been writing to it for several seconds. Try again in a moment.`,
  6: (file) => `The store ${file} is locked by another process. Try again in a moment.`,
  8: (file) =>
    `The store ${file} cannot be written to: the file or its folder is read-only. Change that, or choose another folder.`,
  10: (file) =>
    `The disk under the store ${file} could not be read or written. Check the disk, then try again; what was saved before is kept.`,
  11: (file) => `The store ${file} is damaged. Move it away and restore a copy, or start with an empty folder.`,
  13: (file) =>
    `There is no room left on the disk for the store ${file}. Nothing of this step was saved; free some space and try again.`,
  14: (file) => `The store ${file} cannot be opened: check that its folder exists and that this user may write there.`,
  26: (file) => `${file} is not a Ripplewatch store: it is no SQLite database. Move it away, or choose another folder.`,
};

/** Busy, locked, read-only, a disk that fails or is full, a file that is damaged or cannot be opened: nothing is wrong with what was to be saved. */
const passing: ReadonlySet<number> = new Set([5, 6, 8, 10, 11, 13, 14]);

/** Puts what SQLite says into a sentence for a person, keeping the original as `cause`; our own errors pass as they are. */
export function explain(error: unknown, file: string): Error {
  if (error instanceof StoreError || error instanceof InputError) return error;
  const code = primaryCode(error);
  if (code === null) return error instanceof Error ? error : new Error(String(error));
  const message = sentences[code]?.(file) ?? `The store ${file} failed: ${(error as Error).message}.`;
  return new StoreError(message, { cause: error, passing: passing.has(code) });
}

/** True for what passes by itself when another process has finished writing. */
export function isBusy(error: unknown): boolean {
  return primaryCode(error) === 5;
}

/** Extended codes carry the primary one in their lowest byte. */
function primaryCode(error: unknown): number | null {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : null;
}
