import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { actPhp, quietPhp } from './php.ts';

/** Does as an editor of the site would, inside WordPress itself; resolves to what it answered, throws with what it said. */
export async function act(site: string, what: string, details: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
  const script = join(site, '..', 'act.php');
  await writeFile(script, actPhp);
  const { stdout } = await promisify(execFile)('php', [...quietPhp, script, site, what, JSON.stringify(details)]);
  try {
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
  } catch (cause) {
    throw new Error(`WordPress did not answer to "${what}": ${stdout.slice(-2000)}`, { cause });
  }
}
