import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import type { CsvError } from 'csv-parse';
import { parse } from 'csv-parse';
import { InputError } from './core/errors.ts';
import { oneLine } from './core/text.ts';
import { columns as exported } from './export/columns.ts';
import { notKnown } from './store/nearest.ts';

/** The columns that are read, in the order in which `--help` names them. */
export const reviewColumns = [
  'platform',
  'id',
  'phase',
  'voice',
  'systems',
  'systems_unaffected',
  'systems_cause',
  'systems_planned',
  'systems_switched_off',
  'services',
  'cause',
  'places',
  'note',
  'reviewer',
  'dataset',
  'reviewed_at',
] as const;
export type ReviewColumn = (typeof reviewColumns)[number];

/** A line of the file by column, trimmed; empty cells are absent. */
export interface ReviewLine {
  /** Counted from 1, the header included; of a record over several lines the last one. */
  readonly line: number;
  readonly cells: Readonly<Partial<Record<ReviewColumn, string>>>;
}

/** A record that is no CSV. */
export interface BrokenLine {
  readonly line: number;
  readonly error: string;
}

const longestRecord = 1_000_000;

/**
 * Streams the lines of a CSV file of corrections. Columns of our own export are passed over, so that an export can be corrected and read back.
 * Throws InputError when there is no such file, or when its header lacks `platform` or `id` or has a column that means nothing.
 */
export async function* readReviewFile(file: string): AsyncGenerator<ReviewLine | BrokenLine> {
  const broken: CsvError[] = [];
  // https://csv.js.org/parse/options/
  const parser = parse({
    bom: true,
    columns: (header: string[]) => readHeader(file, header),
    info: true,
    trim: true,
    skip_empty_lines: true,
    max_record_size: longestRecord,
    skip_records_with_error: true,
    on_skip: (error) => {
      if (error !== undefined) broken.push(error);
    },
  });
  // An error of the file is handed on to the reader of the parser.
  pipeline(createReadStream(file), parser, () => undefined);
  try {
    for await (const { record, info } of parser as AsyncIterable<CsvRow>) {
      yield* broken.splice(0).map(sayBroken);
      const kept = Object.entries(record).filter(([, cell]) => cell !== '');
      yield { line: info.lines, cells: Object.fromEntries(kept) };
    }
    yield* broken.map(sayBroken);
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(`${oneLine(file)} cannot be read as CSV: ${oneLine((error as Error).message)}.`, {
      field: 'file',
      cause: error,
    });
  }
}

interface CsvRow {
  readonly record: Record<string, string>;
  readonly info: { readonly lines: number };
}

/** `systemsCause`, `Systems cause` and `systems_cause` are one column; null passes a column over. */
function readHeader(file: string, header: string[]): (string | null)[] {
  const names = header.map((name) =>
    name
      .trim()
      .replace(/([a-z])([A-Z])/g, '$1_$2')
      .toLowerCase()
      .replace(/[\s-]+/g, '_'),
  );
  const known: readonly string[] = reviewColumns;
  for (const needed of ['platform', 'id'] as const) {
    if (!names.includes(needed))
      throw new InputError(
        `${oneLine(file)} has no column "${needed}" in its first line; it has ${oneLine(header.join(', '), 200)}.`,
        {
          field: 'file',
        },
      );
  }
  const stranger = names.find((name) => !known.includes(name) && exported.every((column) => column.name !== name));
  if (stranger !== undefined)
    throw notKnown(
      'column',
      stranger,
      known.map((id) => ({ id, title: '' })),
      'file',
    );
  const doubled = names.find((name, index) => known.includes(name) && names.indexOf(name) !== index);
  if (doubled !== undefined) throw new InputError(`${oneLine(file)} has the column "${doubled}" twice.`, { field: 'file' });
  return names.map((name) => (known.includes(name) ? name : null));
}

function sayBroken(error: CsvError): BrokenLine {
  return { line: Number(error['lines'] ?? 0), error: `this record is no CSV: ${oneLine(error.message, 160)}.` };
}
