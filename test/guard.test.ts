import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const script = `
  await import(${JSON.stringify(join(import.meta.dirname, '..', 'src', 'app.ts'))});
  await import(${JSON.stringify(join(import.meta.dirname, '..', 'src', 'channels.ts'))});
  const { createRequire } = await import('node:module');
  process.stdout.write(JSON.stringify(Object.keys(createRequire(import.meta.url).cache)));
`;

it('the application never loads the root of natural or a redis client, which slow every string scan', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script]);
  const loaded = JSON.parse(stdout) as string[];
  expect(loaded.some((file) => file.includes('natural/lib/natural/'))).toBe(true);
  expect(loaded.filter((file) => file.endsWith('natural/lib/natural/index.js') || file.includes('@redis/client'))).toEqual([]);
});
