import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { StoreError } from './core/errors.ts';
import type { PrivacyKeys } from './core/privacy.ts';

const shape = z.object({ salt: z.string().min(32), sessionKey: z.string().min(32) });
const sealShape = z.string().regex(/^[0-9a-f]{64}$/);

/** Secrets that this installation made for itself: `salt` for pseudonyms, `sealKey` for what they hide, `sessionKey` for cookies. */
export type Keys = z.infer<typeof shape> & PrivacyKeys;

/**
 * Reads the data folder's keys, making them the first time. A pseudonym is the same in every export only while the salt is. `seal.key` is a
 * file of its own: without it nobody reads any more who the pseudonyms are, which is how to forget all of them at once.
 */
export async function readKeys(folder: string): Promise<Keys> {
  const file = join(folder, 'keys.json');
  const sealFile = join(folder, 'seal.key');
  await makeOnce(file, () => `${JSON.stringify({ salt: newSecret(), sessionKey: newSecret() }, null, 2)}\n`);
  await makeOnce(sealFile, () => `${newSecret()}\n`);
  return {
    ...(await read(file, 'make new ones (pseudonyms then change)', (text) => shape.parse(JSON.parse(text)))),
    sealKey: await read(sealFile, 'make a new one (what was sealed stays closed for good)', (text) =>
      sealShape.parse(text.trim()),
    ),
  };
}

function newSecret(): string {
  return randomBytes(32).toString('hex');
}

async function read<Value>(file: string, otherwise: string, parse: (text: string) => Value): Promise<Value> {
  try {
    return parse(await readFile(file, 'utf8'));
  } catch (cause) {
    const right = `restore it from a backup, or delete it to ${otherwise}`;
    throw new StoreError(`${file} does not hold what it should; ${right}.`, { cause });
  }
}

/** Written whole under another name and then linked: two processes starting at once agree on one, and nobody reads half a file. */
async function makeOnce(file: string, make: () => string): Promise<void> {
  if (existsSync(file)) return;
  const draft = `${file}.${process.pid}`;
  try {
    await writeFile(draft, make(), { mode: 0o600 });
    await link(draft, file);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw new StoreError(`${file} cannot be written.`, { cause });
  } finally {
    await rm(draft, { force: true });
  }
}
