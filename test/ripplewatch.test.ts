import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect, it } from 'vitest';

const entry = join(import.meta.dirname, '..', 'src', 'ripplewatch.js');
const old = findOldNode();

it.skipIf(old === null)('an old Node is told in one sentence what to do (needs a Node before 26 on the PATH)', () => {
  const { status, stdout, stderr } = spawnSync(old ?? '', [entry, 'platforms'], { encoding: 'utf8' });
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toMatch(/^Ripplewatch needs Node 26 and this is v\d+\.\d+\.\d+: run it through npm .*\n$/);
});

/** A Node on the PATH, besides the one from the lock file, that is too old. */
function findOldNode(): string | null {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const file = join(folder, 'node');
    if (folder.includes('node_modules') || !existsSync(file)) continue;
    const { stdout } = spawnSync(file, ['--version'], { encoding: 'utf8' });
    if (Number(/^v(\d+)/.exec(stdout)?.[1] ?? 99) < 26) return file;
  }
  return null;
}
