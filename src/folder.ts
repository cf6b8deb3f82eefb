import { existsSync } from 'node:fs';
import { access, constants, mkdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { StoreError } from './core/errors.ts';

/** The data folder, absolute, made where it is not there yet, for its owner alone. Throws StoreError where it cannot be written to. */
export async function openFolder(data: string): Promise<string> {
  const folder = resolve(data);
  try {
    await makeFolder(folder);
    // The slash makes a file of that name an error too.
    await access(join(folder, '/'), constants.W_OK);
  } catch (cause) {
    throw new StoreError(`The data folder ${folder} cannot be written to; choose another with --data or RIPPLEWATCH_DATA.`, {
      cause,
    });
  }
  return folder;
}

/** Step by step: Node's own recursive way never ends where the system refuses as /proc does. */
async function makeFolder(folder: string): Promise<void> {
  if (existsSync(folder)) return;
  await makeFolder(dirname(folder));
  try {
    await mkdir(folder, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
