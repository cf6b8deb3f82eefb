import type { Options } from 'csv-stringify/sync';
import { stringify } from 'csv-stringify/sync';
import { hidePrivate } from '../core/privacy.ts';
import type { Area, Mention } from '../core/types.ts';
import type { Cell } from './columns.ts';
import { columns } from './columns.ts';
import type { ExportOptions } from './contract.ts';

/** RFC 4180: one header, CRLF between records, line breaks inside a text kept within quotes; no cell can start a formula. */
export async function* csv(chunks: AsyncIterable<readonly Mention[]>, options: ExportOptions): AsyncIterable<string> {
  const areas = new Map(options.areas.map((area) => [area.code, area]));
  const bom = options.bom === true ? '\ufeff' : '';
  yield bom + write([columns.map((column) => column.name)]);
  for await (const mentions of chunks) {
    if (mentions.length > 0) yield write(mentions.map((mention) => cells(hidePrivate(mention, options), areas)));
  }
}

function cells(mention: Mention, areas: ReadonlyMap<string, Area>): Cell[] {
  return columns.map((column) => column.read(mention, areas));
}

const style: Options = {
  record_delimiter: 'windows',
  quote_record_delimiter: true,
  escape_formulas: true,
  cast: { boolean: String, string: disarm },
};

function write(rows: readonly (readonly Cell[])[]): string {
  return stringify([...rows], style);
}

// The library guards = + - @ tab and CR at the very start. Some spreadsheets trim first, and some drop what cannot be seen.
const hiddenFormula = /^[\s\p{Cc}\p{Cf}]+[=+\-@\uff1d\uff0b\uff0d\uff20]/u;

function disarm(text: string): string {
  return text.startsWith('\n') || hiddenFormula.test(text) ? `'${text}` : text;
}
