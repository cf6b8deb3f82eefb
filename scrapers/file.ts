import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { type CsvError, parse } from 'csv-parse';
import { InputError } from '../src/core/errors.ts';
import { oneLine } from '../src/core/text.ts';
import type { Instant, Post } from '../src/core/types.ts';
import { toUtf8 } from './encoding.ts';
import { readLines } from './lines.ts';
import { type Field, fields, names, type RecordOptions, readRecord } from './record.ts';

export interface FileOptions {
  /** When the operator handed us the file. */
  readonly seenAt: Instant;
  /** Which column or key holds which field, e.g. `{ text: 'body', postedAt: 'timestamp' }`. */
  readonly columns?: Readonly<Record<string, string>>;
}

/** A record of a file, or what is wrong with the line it stands on (counted from 1). */
export type FileRecord = { readonly line: number } & (
  | { readonly post: Post; readonly organisation: string | null }
  | { readonly error: string }
);

/**
 * Streams the posts of an `.ndjson`, `.jsonl` or `.csv` file, each also as `.gz`. A line that cannot be read comes out as an error and the
 * rest go on. Throws InputError when there is no such file or its kind or the column names are not known.
 */
export async function* readRecords(path: string, options: FileOptions): AsyncGenerator<FileRecord> {
  const kind = /\.(ndjson|jsonl|csv)(\.gz)?$/i.exec(path);
  if (kind === null)
    throw new InputError(`${path} is none of .ndjson, .jsonl or .csv, each perhaps with .gz behind it.`, { field: 'file' });
  const found = await stat(path).catch((cause: unknown) => {
    throw new InputError(`There is no file ${path} that can be read.`, { field: 'file', cause });
  });
  if (!found.isFile()) throw new InputError(`${path} is not a file.`, { field: 'file' });
  const name = basename(path).replace(/\.gz$/i, '');
  const record: RecordOptions = { channel: `file:${name}`, seenAt: options.seenAt, columns: checkColumns(options.columns ?? {}) };
  const bytes = openBytes(path, kind[2] !== undefined);
  try {
    yield* kind[1]?.toLowerCase() === 'csv' ? readCsv(path, toUtf8(bytes), record) : readNdjson(toUtf8(bytes), record);
  } catch (cause) {
    if (cause instanceof InputError) throw cause;
    throw new InputError(`${path} cannot be read to its end: ${(cause as Error).message}.`, { field: 'file', cause });
  } finally {
    bytes.destroy();
  }
}

/** Longest line or CSV record, in bytes. */
const longestRecord = 10_000_000;

function checkColumns(columns: Readonly<Record<string, string>>): Partial<Record<Field, string>> {
  for (const field of Object.keys(columns)) {
    if ((fields as readonly string[]).includes(field)) continue;
    throw new InputError(`"${field}" is not a field of a record: choose among ${fields.join(', ')}.`, { field: 'columns' });
  }
  return columns;
}

function openBytes(path: string, zipped: boolean): Readable {
  const file = createReadStream(path);
  // pipeline hands an error of the file on to the reader of the last stream.
  return zipped ? pipeline(file, createGunzip(), () => undefined) : file;
}

async function* readNdjson(bytes: AsyncIterable<Buffer>, options: RecordOptions): AsyncGenerator<FileRecord> {
  for await (const { line, text } of readLines(bytes, longestRecord)) {
    if (text === null) yield { line, error: 'is longer than 10 MB' };
    else if (text.trim() !== '') yield { line, ...attempt(() => readRecord(parseObject(text), options)) };
  }
}

function parseObject(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error('is not valid JSON');
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new Error('is not a JSON object');
}

interface CsvRow {
  readonly record: Record<string, string>;
  readonly info: { readonly lines: number };
}

/** https://csv.js.org/parse/options/ */
async function* readCsv(path: string, bytes: AsyncIterable<Buffer>, options: RecordOptions): AsyncGenerator<FileRecord> {
  const skipped: CsvError[] = [];
  const parser = parse({
    bom: true,
    columns: (header: string[]) => checkHeader(path, header, options),
    info: true,
    skip_empty_lines: true,
    max_record_size: longestRecord,
    skip_records_with_error: true,
    on_skip: (error) => {
      if (error !== undefined) skipped.push(error);
    },
  });
  pipeline(Readable.from(bytes), parser, () => undefined);
  for await (const { record, info } of parser as AsyncIterable<CsvRow>) {
    yield* skipped.splice(0).map(sayCsvError);
    yield { line: info.lines, ...attempt(() => readRecord(record, options)) };
  }
  yield* skipped.map(sayCsvError);
}

/** A file whose every line would be skipped for one reason is answered once, with what would be right. */
function checkHeader(path: string, header: string[], { columns = {} }: RecordOptions): string[] {
  const has = oneLine(header.join(', '), 200);
  for (const [field, column] of Object.entries(columns)) {
    if (!header.includes(column))
      throw new InputError(`${path} has no column "${oneLine(column, 40)}" for ${field}; its first line has ${has}.`, {
        field: 'columns',
      });
  }
  const texts = columns.text === undefined ? names.text : [columns.text];
  if (!texts.some((name) => header.includes(name)))
    throw new InputError(
      `${path} has no column ${texts.join(', ')} and so no text; its first line has ${has}. Columns are parted by commas; --map text=COLUMN names the one that holds the text.`,
      { field: 'columns' },
    );
  return header;
}

function sayCsvError(error: CsvError): FileRecord {
  const line = typeof error.lines === 'number' ? error.lines : 0;
  const tooLong = error.code === 'CSV_MAX_RECORD_SIZE';
  return { line, error: tooLong ? 'is longer than 10 MB' : `is not valid CSV: ${error.message}` };
}

function attempt<T extends object>(read: () => T): T | { error: string } {
  try {
    return read();
  } catch (error) {
    return { error: (error as Error).message };
  }
}
