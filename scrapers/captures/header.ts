import { parse } from 'csv-parse/sync';
import type { Table } from './capture.ts';
import { tables } from './tables.ts';

/** How a file of rows is laid out. */
export interface Layout {
  readonly delimiter: string;
  /** Line of the header, counted from 1: some tools write their own preamble above it. */
  readonly line: number;
  /** The tool that wrote it; null for a table that nobody but its owner knows. */
  readonly table: Table | null;
  readonly header: readonly string[];
}

const delimiters = [',', '\t', ';'];
/** No tool writes a longer preamble. */
const mostLines = 30;

/** Finds the header by its columns, however it is parted; a table of no known tool begins at its first line and is parted as that line is. */
export function findLayout(start: string): Layout {
  const lines = start
    .replace(/^\ufeff/, '')
    .split(/\r\n|\n|\r/)
    .slice(0, mostLines);
  for (const [index, line] of lines.entries()) {
    for (const delimiter of delimiters) {
      const header = readLine(line, delimiter);
      const table = tables.find(({ columns }) => columns.every((column) => header.includes(column)));
      if (table !== undefined) return { delimiter, line: index + 1, table, header };
    }
  }
  const first = lines.findIndex((line) => line.trim() !== '');
  const headers = delimiters.map((delimiter) => ({ delimiter, header: readLine(lines[first] ?? '', delimiter) }));
  const widest = headers.toSorted((a, b) => b.header.length - a.header.length)[0] ?? { delimiter: ',', header: [] };
  return { ...widest, line: Math.max(first, 0) + 1, table: null };
}

function readLine(line: string, delimiter: string): string[] {
  try {
    return (parse(line, { delimiter, relax_quotes: true, relax_column_count: true })[0] ?? []).map((name) => name.trim());
  } catch {
    return [];
  }
}
