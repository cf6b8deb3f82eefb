import { pipeline, Readable } from 'node:stream';
import { type CsvError, parse } from 'csv-parse';
import type { Line } from '../analysis/evaluate/rows.ts';
import { InputError } from './core/errors.ts';
import { oneLine } from './core/text.ts';

/** What a column may hold. Lists are parted by `;`, `|` or `,`. */
const texts = ['text', 'id', 'group', 'authorKind', 'organisation', 'postedAt', 'phase', 'voice', 'cause'] as const;
const flags = ['outage', 'ambiguous'] as const;
const lists = [
  'systems',
  'systemsUnaffected',
  'systemsCause',
  'systemsPlanned',
  'systemsSwitchedOff',
  'services',
  'causesDenied',
  'advice',
  'places',
  'areas',
] as const;
export const tableFields = [...texts, ...flags, ...lists] as const;
type TableField = (typeof tableFields)[number];

export interface TableOptions {
  /** A table whatever its name ends in. */
  readonly isTable?: boolean;
  /** Which column holds which field; columns that bear a field's own name need not be named. */
  readonly columns?: ReadonlyMap<string, string>;
  /** What words of the file mean, by field: under `phase`, `outage` may mean `disrupted`. */
  readonly values?: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

interface CsvRow {
  readonly record: Record<string, string>;
  readonly info: { readonly lines: number };
}

/** Reads a table with a header as rows in the contract's names. Throws InputError when a column is missing. https://csv.js.org/parse/options/ */
export async function* readTable(path: string, bytes: AsyncIterable<Buffer>, options: TableOptions): AsyncGenerator<Line> {
  let columns: ReadonlyMap<TableField, string> = new Map();
  const skipped: CsvError[] = [];
  const parser = parse({
    bom: true,
    columns: (header: string[]) => {
      columns = findColumns(path, header, options.columns ?? new Map());
      return header;
    },
    info: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_skip: (error) => {
      // One broken line may be told twice.
      if (error !== undefined && skipped.at(-1)?.lines !== error.lines) skipped.push(error);
    },
  });
  pipeline(Readable.from(bytes), parser, () => undefined);
  for await (const { record, info } of parser as AsyncIterable<CsvRow>) {
    yield* skipped.splice(0).map(sayCsvError);
    yield { line: info.lines, value: toRow(record, columns, options.values ?? new Map()) };
  }
  yield* skipped.map(sayCsvError);
}

function findColumns(
  path: string,
  header: readonly string[],
  named: ReadonlyMap<string, string>,
): ReadonlyMap<TableField, string> {
  const has = oneLine(header.join(', '), 200);
  const columns = new Map<TableField, string>();
  for (const [field, column] of named) {
    const known = tableFields.find((one) => one === field);
    if (known === undefined)
      throw new InputError(`--map: "${oneLine(field, 40)}" is no field; choose among ${tableFields.join(', ')}.`, {
        field: 'map',
      });
    if (!header.includes(column))
      throw new InputError(`${oneLine(path)} has no column "${oneLine(column, 40)}" for ${field}; its first line has ${has}.`, {
        field: 'map',
      });
    columns.set(known, column);
  }
  for (const field of tableFields) {
    const own = header.find((column) => plain(column) === plain(field));
    if (!columns.has(field) && own !== undefined) columns.set(field, own);
  }
  const missing = !columns.has('text')
    ? 'the text'
    : !columns.has('phase') && !columns.has('outage')
      ? 'the phase or outage'
      : null;
  if (missing === null) return columns;
  throw new InputError(
    `${oneLine(path)} has no column for ${missing}; its first line has ${has}. Say which column it is, such as --map text=Message outage=Label.`,
    { field: 'map' },
  );
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll('_', '').trim();
}

function toRow(
  record: Readonly<Record<string, string>>,
  columns: ReadonlyMap<TableField, string>,
  values: NonNullable<TableOptions['values']>,
): Readonly<Record<string, unknown>> {
  const row: Record<string, unknown> = {};
  for (const [field, column] of columns) {
    const cell = record[column] ?? '';
    const meant = (word: string): string => values.get(field)?.get(word) ?? word;
    if (field === 'text') row[field] = cell;
    else if ((lists as readonly string[]).includes(field))
      row[field] = cell
        .split(/[;|,]/)
        .map((word) => meant(word.trim()))
        .filter((word) => word !== '');
    else if ((flags as readonly string[]).includes(field)) row[field] = toFlag(meant(cell.trim()));
    else row[field] = meant(cell.trim()) === '' ? null : meant(cell.trim());
  }
  return row;
}

/** A word that is neither yes nor no stays as it is, and the row is refused with a sentence. */
function toFlag(word: string): boolean | string | null {
  if (/^(?:yes|y|true|1)$/i.test(word)) return true;
  if (/^(?:no|n|false|0)$/i.test(word)) return false;
  return word === '' ? null : word;
}

function sayCsvError(error: CsvError): Line {
  return { line: typeof error.lines === 'number' ? error.lines : 0, error: `is not valid CSV: ${oneLine(error.message, 200)}` };
}
