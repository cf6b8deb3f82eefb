import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { onTestFinished } from 'vitest';

const run = promisify(execFile);

/** A disk of so many kilobytes, in memory, gone after the test; null where this user may not mount one. */
export async function mountSmallDisk(kilobytes: number): Promise<string | null> {
  const folder = await mkdtemp(join(tmpdir(), 'ripplewatch-disk-'));
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k,mode=0700`, 'tmpfs', folder]);
  } catch {
    await rm(folder, { recursive: true });
    return null;
  }
  onTestFinished(async () => {
    // Lazily: a store that is still open must not keep the test from ending.
    await run('umount', ['-l', folder]);
    await rm(folder, { recursive: true });
  });
  return folder;
}
