import { hidePrivate } from '../core/privacy.ts';
import type { Area, Mention } from '../core/types.ts';
import type { Cell } from './columns.ts';
import { columns } from './columns.ts';
import type { ExportOptions } from './contract.ts';

/** RFC 4180: one header, CRLF between records, line breaks inside a text kept within quotes; no cell can start a formula. */
export async function* csv(chunks: AsyncIterable<readonly Mention[]>, options: ExportOptions): AsyncIterable<string> {
  const areas = new Map(options.areas.map((area) => [area.code, area]));
  const bom = options.bom === true ? '\ufeff' : '';
  yield `${bom}${columns.map((column) => column.name).join(',')}\r\n`;
  for await (const mentions of chunks) {
    if (mentions.length > 0) yield mentions.map((mention) => line(hidePrivate(mention, options), areas)).join('');
  }
}

function line(mention: Mention, areas: ReadonlyMap<string, Area>): string {
  return `${columns.map((column) => cell(column.read(mention, areas))).join(',')}\r\n`;
}

/** By hand: writing is what an export spends its time on, and most cells need nothing done to them. */
function cell(value: Cell): string {
  if (typeof value !== 'string') return value === null ? '' : String(value);
  const safe = isPlain(value.charCodeAt(0)) ? value : disarm(value);
  return special.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const special = /[",\r\n]/;

/** A digit or a Latin letter, which starts no formula. */
function isPlain(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}

// Some spreadsheets trim before they look for a formula, and some drop what cannot be seen.
const formula = /^(?:[\t\r\n]|[\s\p{Cc}\p{Cf}]*[=+\-@\uff1d\uff0b\uff0d\uff20])/u;

function disarm(text: string): string {
  return formula.test(text) ? `'${text}` : text;
}
