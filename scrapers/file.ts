import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { type CsvError, parse } from 'csv-parse';
import { z } from 'zod';
import { InputError } from '../src/core/errors.ts';
import { oneLine } from '../src/core/text.ts';
import type { AuthorKind, Instant, Post } from '../src/core/types.ts';
import { type Row, type Told, toRecorded } from './captures/capture.ts';
import { findLayout } from './captures/header.ts';
import { lineKinds } from './captures/lines.ts';
import { toUtf8 } from './encoding.ts';
import { readLines } from './lines.ts';
import { type Field, fields, names, type Recorded, type RecordOptions, readRecord } from './record.ts';

export interface FileOptions {
  /** When the operator handed us the file. */
  readonly seenAt: Instant;
  /** Which column or key holds which field, e.g. `{ text: 'body', postedAt: 'timestamp' }`: then nothing is recognised by itself. */
  readonly columns?: Readonly<Record<string, string>>;
  /** Zone of dates that name no offset; London's where it is not given. */
  readonly zone?: 'Europe/London' | 'UTC';
  /** 07/08/2024 is the eighth of July. */
  readonly monthFirst?: boolean;
  /** Who wrote what other tools captured; `other` where it is not given. */
  readonly kind?: AuthorKind;
  /** Nobody in another tool's file is a private person. */
  readonly isPublic?: boolean;
  /** Called once when it is known what the file is: "a 4CAT export of Facebook posts". */
  readonly onSource?: (title: string) => void;
}

/** A record of a file, or what is wrong with the line it stands on (counted from 1). */
export type FileRecord = { readonly line: number } & (
  | { readonly post: Post; readonly organisation: string | null }
  | { readonly error: string }
);

/**
 * Streams the posts of a file with one JSON object a line (`.ndjson`, `.jsonl`, `.json`) or with rows (`.csv`, `.tsv`, `.txt`), each also as `.gz`.
 * What other tools wrote is recognised by its content and read in their terms. A line that cannot be read comes out as an error and the
 * rest go on. Throws InputError when there is no such file or its kind or the column names are not known.
 */
export async function* readRecords(path: string, options: FileOptions): AsyncGenerator<FileRecord> {
  const kind = /\.(ndjson|jsonl|json|csv|tsv|txt)(\.gz)?$/i.exec(path);
  if (kind === null)
    throw new InputError(`${path} is none of .ndjson, .jsonl, .json, .csv, .tsv or .txt, each perhaps with .gz behind it.`, {
      field: 'file',
    });
  const found = await stat(path).catch((cause: unknown) => {
    throw new InputError(`There is no file ${path} that can be read.`, { field: 'file', cause });
  });
  if (!found.isFile()) throw new InputError(`${path} is not a file.`, { field: 'file' });
  const name = basename(path).replace(/\.gz$/i, '');
  const { seenAt, zone = 'Europe/London', monthFirst = false, isPublic = false } = options;
  const columns = checkColumns(options.columns ?? {});
  const told: Told = { channel: `file:${name}`, seenAt, zone, monthFirst, isPublic, kind: options.kind ?? null };
  const record: RecordOptions = { channel: told.channel, seenAt, columns };
  const onSource = options.onSource ?? (() => undefined);
  const bytes = openBytes(path, kind[2] !== undefined);
  try {
    const isRows = /^(?:csv|tsv|txt)$/i.test(kind[1] ?? '');
    yield* isRows ? readCsv(path, toUtf8(bytes), record, told, onSource) : readNdjson(toUtf8(bytes), record, told, onSource);
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

async function* readNdjson(
  bytes: AsyncIterable<Buffer>,
  options: RecordOptions,
  told: Told,
  onSource: (title: string) => void,
): AsyncGenerator<FileRecord> {
  let isKnown = false;
  for await (const { line, text } of readLines(bytes, longestRecord)) {
    if (text === null) yield { line, error: 'is longer than 10 MB' };
    else if (text.trim() !== '') {
      const found = attempt(() => readLine(parseObject(text), options, told));
      if ('error' in found) yield { line, ...found };
      else {
        if (!isKnown && found.title !== null) onSource(found.title);
        isKnown = true;
        for (const read of found.records) yield { line, ...attempt(read) };
      }
    }
  }
}

/** A line of another tool may hold many posts, each good or bad by itself. */
function readLine(
  value: Record<string, unknown>,
  options: RecordOptions,
  told: Told,
): { readonly title: string | null; readonly records: readonly (() => Recorded)[] } {
  const isMapped = Object.keys(options.columns ?? {}).length > 0;
  for (const { title, read } of isMapped ? [] : lineKinds) {
    const captured = sayShape(() => read(value, told));
    if (captured !== null) return { title, records: captured.map((one) => () => toRecorded(one, told)) };
  }
  return { title: null, records: [() => readRecord(value, options)] };
}

/** Names the first field that another tool writes otherwise than we know it. */
function sayShape<Value>(read: () => Value): Value {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof z.ZodError)) throw cause;
    const [issue] = cause.issues;
    throw new Error(`is not as that tool writes it: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`, { cause });
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
async function* readCsv(
  path: string,
  bytes: AsyncIterable<Buffer>,
  options: RecordOptions,
  told: Told,
  onSource: (title: string) => void,
): AsyncGenerator<FileRecord> {
  const { start, all } = await peek(bytes);
  const layout = findLayout(start);
  const table = Object.keys(options.columns ?? {}).length > 0 ? null : layout.table;
  if (table !== null) onSource(table.title(layout.header));
  const skipped: CsvError[] = [];
  const parser = parse({
    bom: true,
    delimiter: layout.delimiter,
    from_line: layout.line,
    columns: (header: string[]) => (table === null ? checkHeader(path, header, options) : header.map((name) => name.trim())),
    info: true,
    skip_empty_lines: true,
    max_record_size: longestRecord,
    skip_records_with_error: true,
    // These tools leave out cells at the end of a row.
    relax_column_count: table !== null,
    on_skip: (error) => {
      if (error !== undefined) skipped.push(error);
    },
  });
  pipeline(Readable.from(all), parser, () => undefined);
  for await (const { record, info } of parser as AsyncIterable<CsvRow>) {
    yield* skipped.splice(0).map(sayCsvError);
    const read = table === null ? () => readRecord(record, options) : () => toRecorded(table.read(rowOf(record), told), told);
    yield { line: info.lines, ...attempt(read) };
  }
  yield* skipped.map(sayCsvError);
}

function rowOf(original: Record<string, string>): Row {
  const read = (column: string): string | null => original[column]?.trim() || null;
  return {
    original,
    has: (column) => column in original,
    get: (...columns) => columns.map(read).find((value) => value !== null) ?? null,
  };
}

/** The first part of a file as text, and the whole of it still to be read. */
async function peek(bytes: AsyncIterable<Buffer>): Promise<{ start: string; all: AsyncIterable<Buffer> }> {
  const rest = bytes[Symbol.asyncIterator]();
  const parts: Buffer[] = [];
  let size = 0;
  while (size < startBytes) {
    const next = await rest.next();
    if (next.done === true) break;
    parts.push(next.value);
    size += next.value.length;
  }
  async function* all(): AsyncGenerator<Buffer> {
    yield* parts;
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
  }
  return { start: Buffer.concat(parts).subarray(0, startBytes).toString('utf8'), all: all() };
}

const startBytes = 65_536;

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
      `${path} has no column ${texts.join(', ')} and so no text; its first line has ${has}. Columns are parted by commas, semicolons or tabs; --map text=COLUMN names the one that holds the text.`,
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
