import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '../..');

export interface Site {
  /** Folder with the built pages and feeds. */
  readonly pages: string;
  /** Replaces words in a source file and builds the site again. */
  edit(file: string, from: string, to: string): Promise<void>;
  remove(): Promise<void>;
}

/** Builds the invented practice's website with a real engine (https://www.11ty.dev) into a temporary folder. */
export async function buildSite(): Promise<Site> {
  const folder = await mkdtemp(join(tmpdir(), 'ripplewatch-site-'));
  const source = join(folder, 'source');
  const pages = join(folder, 'pages');
  const config = join(import.meta.dirname, 'fixtures/site/eleventy.config.js');
  await cp(join(import.meta.dirname, 'fixtures/site'), source, {
    recursive: true,
    filter: (path) => !path.endsWith('.config.js'),
  });
  const build = async (): Promise<void> => {
    const eleventy = join(root, 'node_modules/@11ty/eleventy/cmd.cjs');
    await promisify(execFile)(
      process.execPath,
      [eleventy, `--config=${config}`, `--input=${source}`, `--output=${pages}`, '--quiet'],
      { cwd: root },
    );
  };
  await build();
  return {
    pages,
    async edit(file, from, to) {
      const path = join(source, file);
      const text = await readFile(path, 'utf8');
      if (!text.includes(from)) throw new Error(`${file} does not contain "${from}"`);
      await writeFile(path, text.replace(from, to));
      await build();
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
