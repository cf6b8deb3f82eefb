import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');

/** Which of our folders a folder may import, itself apart. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  'src/core': [],
  scrapers: ['src/core'],
  analysis: ['src/core'],
  'src/store': ['src/core'],
  'src/export': ['src/core'],
  'src/directory': ['src/core', 'analysis'],
  'src/demo': ['src/core', 'analysis'],
  'src/digest': ['src/core', 'analysis', 'src/store/filters.ts'],
  'src/alert': ['src/core', 'analysis', 'src/store/filters.ts'],
  'src/api': ['src/core', 'analysis', 'src/directory', 'src/export', 'src/store'],
  'src/commands': ['src', 'scrapers', 'analysis'],
  src: ['src', 'scrapers', 'analysis'],
  dashboard: [],
};

/** Packages that have one home. */
const homes: Readonly<Record<string, RegExp>> = {
  axios: /^src\/core\/http\//,
  ws: /^src\/core\/http\//,
  express: /^src\/api\//,
  'node:sqlite': /^src\/store\/sqlite/,
  mongodb: /^src\/store\/mongo/,
};

const files = globSync('{src,scrapers,analysis,dashboard}/**/*.{ts,tsx,js}', { cwd: root, exclude: ['dashboard/dist/**'] })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => !file.startsWith('dashboard/dist/'));

describe('the house', () => {
  it('has files to look at', () => {
    expect(files.length).toBeGreaterThan(50);
  });

  it('lets each folder import only what the flow allows', () => {
    const broken = files.flatMap((file) =>
      ourImports(file)
        .filter((target) => !mayImport(file, target))
        .map((target) => `${file} -> ${target}`),
    );
    expect(broken).toEqual([]);
  });

  it('keeps axios, express and each database driver in its one home', () => {
    const broken = files.flatMap((file) =>
      imports(file)
        .filter((name) => homes[name] !== undefined && !homes[name].test(file))
        .map((name) => `${file} -> ${name}`),
    );
    expect(broken).toEqual([]);
  });

  it('imports natural by path, never its root', () => {
    expect(files.filter((file) => imports(file).includes('natural'))).toEqual([]);
  });

  it('reads the environment in config.ts alone, and exits in cli.ts alone', () => {
    const reading = (pattern: RegExp): string[] => files.filter((file) => pattern.test(code(file)));
    expect(reading(/\bprocess\.env\b/)).toEqual(['src/config.ts']);
    expect(reading(/\bprocess\.exit\(/)).toEqual(['src/cli.ts']);
  });

  it('lets the analysis read no clock, no chance, no network, and of the disk only its model when it loads', () => {
    const impure = files
      .filter((file) => file.startsWith('analysis/') && !file.endsWith('/build.ts'))
      .filter(
        (file) =>
          /Date\.now|new Date\(\)|Temporal\.Now|Math\.random|\bfetch\(/.test(code(file)) ||
          imports(file).some((name) => /^node:(fs|net|http|https|dns|crypto|child_process)/.test(name)),
      );
    expect(impure).toEqual(['analysis/classify/model.ts']);
  });

  it('never turns text into HTML in the dashboard', () => {
    const risky = files.filter(
      (file) =>
        file.startsWith('dashboard/') && /dangerouslySetInnerHTML|\.innerHTML|insertAdjacentHTML|outerHTML/.test(code(file)),
    );
    expect(risky).toEqual([]);
  });
});

function mayImport(file: string, target: string): boolean {
  const own = Object.keys(allowed)
    .filter((folder) => file.startsWith(`${folder}/`))
    .toSorted((a, b) => b.length - a.length)[0];
  if (own === undefined) return false;
  // Files directly in src/ see everything but the dashboard; a sub-folder without a row of its own may see nothing.
  if (own === 'src' && dirname(file) !== 'src') return false;
  return [own, ...(allowed[own] ?? [])].some((folder) => target === folder || target.startsWith(`${folder}/`));
}

function ourImports(file: string): string[] {
  return imports(file)
    .filter((name) => name.startsWith('.'))
    .map((name) => normalize(join(dirname(file), name)).replaceAll('\\', '/'))
    .filter((target) => target !== 'package.json');
}

/** Every module a file names: static, type-only, re-exported and dynamic. */
function imports(file: string): string[] {
  return ts.preProcessFile(readFileSync(join(root, file), 'utf8'), true, true).importedFiles.map(({ fileName }) => fileName);
}

/** The code without comments, so that a sentence about a rule does not break it. */
function code(file: string): string {
  return readFileSync(join(root, file), 'utf8')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|\s)\/\/.*$/gm, '');
}
