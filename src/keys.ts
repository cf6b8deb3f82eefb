import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { StoreError } from './core/errors.ts';

const shape = z.object({ salt: z.string().min(32), sessionKey: z.string().min(32) });

/** Secrets that this installation made for itself: `salt` for pseudonyms, `sessionKey` for cookies. */
export type Keys = z.infer<typeof shape>;

/** Reads the data folder's keys, making them the first time. A pseudonym is the same in every export only while the salt is. */
export async function readKeys(folder: string): Promise<Keys> {
  const file = join(folder, 'keys.json');
  await makeKeys(file);
  try {
    return shape.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    throw new StoreError(
      `${file} does not hold the keys it should; restore it from a backup, or delete it to make new ones (pseudonyms then change).`,
      { cause },
    );
  }
}

/** Written whole under another name and then linked: two processes starting at once agree on one, and nobody reads half a file. */
async function makeKeys(file: string): Promise<void> {
  if (existsSync(file)) return;
  const keys: Keys = { salt: randomBytes(32).toString('hex'), sessionKey: randomBytes(32).toString('hex') };
  const draft = `${file}.${process.pid}`;
  try {
    await writeFile(draft, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 });
    await link(draft, file);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw new StoreError(`${file} cannot be written.`, { cause });
  } finally {
    await rm(draft, { force: true });
  }
}
