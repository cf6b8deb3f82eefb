import { createReadStream } from 'node:fs';
import { glob, stat } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Dialect } from '../analysis/evaluate/dialect.ts';
import type { Label } from '../analysis/evaluate/label.ts';
import type { Labelled, Line } from '../analysis/evaluate/rows.ts';
import { readRows } from '../analysis/evaluate/rows.ts';
import { toUtf8 } from '../scrapers/encoding.ts';
import { readLines } from '../scrapers/lines.ts';
import { InputError } from './core/errors.ts';
import { oneLine } from './core/text.ts';
import type { TableOptions } from './evaluate-table.ts';
import { readTable } from './evaluate-table.ts';

/** Where the texts lie that the model was trained on: one folder a writer, one file an incident. */
const training = join(import.meta.dirname, '..', 'analysis', 'training');

const longestLine = 10_000_000;

/** Reads labelled rows from an `.ndjson`, `.jsonl` or `.csv` file, each also as `.gz`. Throws InputError when there is no such file. */
export async function readLabelled(path: string, table: TableOptions = {}, dialect?: Dialect): Promise<Labelled> {
  const kind = /\.(ndjson|jsonl|csv)(\.gz)?$/i.exec(path);
  const isTable = table.isTable === true || kind?.[1]?.toLowerCase() === 'csv';
  if (kind === null && !isTable)
    throw new InputError(`${oneLine(path)} is none of .ndjson, .jsonl or .csv; say --csv where it is a table of another name.`, {
      field: 'file',
    });
  const bytes = await open(path);
  const lines = isTable ? readTable(path, toUtf8(bytes), table) : readJson(toUtf8(bytes));
  try {
    return readRows(
      await Array.fromAsync(lines),
      isTable ? { dialect: 'plain' } : { ...(dialect === undefined ? {} : { dialect }) },
    );
  } catch (cause) {
    if (cause instanceof InputError) throw cause;
    throw new InputError(`${oneLine(path)} cannot be read to its end: ${(cause as Error).message}.`, { field: 'file', cause });
  } finally {
    bytes.destroy();
  }
}

/** The texts the model was trained on, each with its incident; none where an installation came without them. Throws InputError for a bad row. */
export async function readTraining(files: readonly string[] | null = null): Promise<readonly Label[]> {
  const paths = files ?? (await Array.fromAsync(glob(join(training, '*', '*.ndjson')))).sort();
  const labels: Label[] = [];
  for (const path of paths) {
    const read = await readLabelled(path, {}, files === null ? 'short' : undefined);
    const [bad] = read.refused;
    if (bad !== undefined) throw new InputError(`${oneLine(path)}, line ${bad.line}: ${bad.why}.`, { field: 'train' });
    labels.push(...read.labels.map((label) => ({ ...label, group: label.group ?? groupOf(path) })));
  }
  return labels;
}

function groupOf(path: string): string {
  return relative(training, path).startsWith('..') ? basename(path) : join(basename(dirname(path)), basename(path, '.ndjson'));
}

async function open(path: string): Promise<Readable> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new InputError(`There is no file ${oneLine(path)} that can be read.`, { field: 'file', cause });
  });
  if (!found.isFile()) throw new InputError(`${oneLine(path)} is not a file.`, { field: 'file' });
  const file = createReadStream(path);
  // pipeline hands an error of the file on to the reader of the last stream.
  return path.toLowerCase().endsWith('.gz') ? pipeline(file, createGunzip(), () => undefined) : file;
}

async function* readJson(bytes: AsyncIterable<Buffer>): AsyncGenerator<Line> {
  for await (const { line, text } of readLines(bytes, longestLine)) {
    if (text === null) yield { line, error: 'is longer than 10 MB' };
    else if (text.trim() !== '') yield { line, ...parse(text) };
  }
}

function parse(text: string): { readonly value: unknown } | { readonly error: string } {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { error: `is not valid JSON: ${oneLine((error as Error).message, 120)}` };
  }
}
