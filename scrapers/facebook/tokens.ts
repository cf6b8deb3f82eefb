import { open } from 'node:fs/promises';
import { CollectError } from '../../src/core/errors.ts';

/**
 * Finds the token of a page in a file with one line a page: its id or name, a space, the token; `*` stands for every page without a line of
 * its own. Read at each use, so that a new practice needs no restart. Throws CollectError `unauthorised` that names the file and never a token.
 */
export async function readToken(file: string, pages: readonly (string | null)[], platform: string): Promise<string> {
  const tokens = await readTokens(file, platform);
  for (const page of [...pages, '*']) {
    const token = page === null ? undefined : tokens.get(page.toLowerCase());
    if (token !== undefined) return token;
  }
  const names = pages.filter((page) => page !== null).join(' or ');
  throw new CollectError(
    'unauthorised',
    `${file} has no token for ${names}: add a line "${pages.find((page) => page !== null) ?? '*'} TOKEN" with the one that the page's owner granted.`,
  );
}

async function readTokens(file: string, platform: string): Promise<ReadonlyMap<string, string>> {
  const text = await readPrivate(file, platform);
  const tokens = new Map<string, string>();
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '' || line.trimStart().startsWith('#')) continue;
    const [page = '', token, ...rest] = line.trim().split(/\s+/);
    if (token === undefined || rest.length > 0 || !/^[\x21-\x7e]+$/.test(token))
      throw new CollectError('unauthorised', `Line ${index + 1} of ${file} is not a page, a space and its token.`);
    tokens.set(page.toLowerCase(), token);
  }
  return tokens;
}

/** The file that was looked at is the one that is read: both go through one handle. */
async function readPrivate(file: string, platform: string): Promise<string> {
  const handle = await open(file).catch((cause: unknown) => {
    throw new CollectError('unauthorised', `There is no file ${file} with the tokens for ${platform} that can be read.`, {
      cause,
    });
  });
  try {
    const found = await handle.stat();
    if (!found.isFile()) throw new CollectError('unauthorised', `${file} is not a file, so it holds no tokens.`);
    // Windows has no such bits.
    if (process.platform !== 'win32' && (found.mode & 0o077) !== 0)
      throw new CollectError(
        'unauthorised',
        `${file} holds tokens and can be read by others on this computer: "chmod 600" it, then start again.`,
      );
    return await handle.readFile('utf8');
  } finally {
    await handle.close();
  }
}
