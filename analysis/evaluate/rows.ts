import { InputError } from '../../src/core/errors.ts';
import type { Dialect, Row } from './dialect.ts';
import { dialectOf, dialectOfFile } from './dialect.ts';
import type { Label } from './label.ts';
import { readRow } from './row.ts';

/** A line of a labelled file, read as JSON or as a line of a table; or why it could not be. */
export type Line = { readonly line: number } & ({ readonly value: unknown } | { readonly error: string });

/** A row that is left out: where it stands, the field that is wrong, and a sentence. */
export interface Refused {
  readonly line: number;
  readonly field: string | null;
  readonly why: string;
}

export interface Labelled {
  readonly labels: readonly Label[];
  readonly refused: readonly Refused[];
}

/**
 * Reads the rows of one file, each in the dialect that its field names tell. A row that could be of any (`{"text":…,"phase":"none"}`) is read
 * as the others of its file are. A bad row is refused with a sentence and the rest go on. `group` is for rows that name no incident.
 */
export function readRows(
  lines: readonly Line[],
  options: { readonly dialect?: Dialect; readonly group?: string } = {},
): Labelled {
  const labels: Label[] = [];
  const refused: Refused[] = [];
  const objects = lines.flatMap((line) => ('value' in line && isRow(line.value) ? [line.value] : []));
  const usual = options.dialect ?? dialectOfFile(objects);
  for (const line of lines) {
    try {
      if ('error' in line) throw new InputError(line.error);
      if (!isRow(line.value)) throw new InputError('is not a JSON object with "text" and "phase" or "outage"');
      const own = options.dialect ?? dialectOf(line.value);
      const label = readRow(line.value, line.line, own === 'plain' ? usual : own);
      labels.push(label.group === null && options.group !== undefined ? { ...label, group: options.group } : label);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      refused.push({ line: line.line, field: error.field, why: error.message });
    }
  }
  return { labels, refused };
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
