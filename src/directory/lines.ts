import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { type CsvError, parse } from 'csv-parse';
import { InputError } from '../core/errors.ts';
import type { OrganisationUpdate } from '../core/types.ts';

export interface Line {
  readonly record: readonly string[];
  /** Line number in the file, counted from 1. */
  readonly line: number;
}

/** What became of one line: an update for the directory, or the reason why it gives none. */
export type LineRead = { readonly update: OrganisationUpdate; readonly asOf: string | null } | { readonly why: string };

type Unreadable = (why: string, line: number) => void;

/**
 * Opens a file of comma-separated lines, gzipped or not, and reads it as it is asked for; a broken line is reported and the rest go on.
 * Throws InputError where the file cannot be read. https://csv.js.org/parse/options/
 */
export async function openLines(file: string, bad: Unreadable): Promise<AsyncIterable<Line>> {
  const zipped = await isZipped(file);
  let lastBad = 0;
  const parser = parse({
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: 100_000,
    on_skip: (error) => {
      // One broken line can fail at several of its quotes.
      const line = lineOf(error);
      if (line !== lastBad) bad('not readable as CSV', line);
      lastBad = line;
      return undefined;
    },
  });
  const source = createReadStream(file);
  const fail = (error: Error | null | undefined): void => {
    if (error) parser.destroy(error);
  };
  if (zipped) pipeline(source, createGunzip(), parser, fail);
  else pipeline(source, parser, fail);
  return readRecords(parser);
}

async function* readRecords(parser: AsyncIterable<unknown>): AsyncIterable<Line> {
  for await (const item of parser) {
    const { record, info } = item as { record: readonly string[]; info: { lines: number } };
    yield { record, line: info.lines };
  }
}

function lineOf(error: CsvError | undefined): number {
  const lines: unknown = error === undefined ? undefined : (error as unknown as { lines?: unknown }).lines;
  return typeof lines === 'number' ? lines : 0;
}

async function isZipped(file: string): Promise<boolean> {
  try {
    const handle = await open(file);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
      return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw new InputError(`${file} cannot be read; give the path of an official file such as epraccur.csv.`, {
      field: 'file',
      cause: error,
    });
  }
}
