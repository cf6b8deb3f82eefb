import { InputError } from './core/errors.ts';
import { oneLine } from './core/text.ts';
import type { TableOptions } from './evaluate-table.ts';
import { tableFields } from './evaluate-table.ts';

/** The command line's words about a table. */
interface TableFlags {
  readonly csv?: true;
  readonly map?: readonly string[];
  readonly value?: readonly string[];
}

/** Reads `--csv`, `--map field=column…` and `--value field:word=meaning…`. Throws InputError that says what would be right. */
export function readTableOptions({ csv, map = [], value = [] }: TableFlags): TableOptions {
  const columns = new Map<string, string>();
  for (const pair of map.flatMap(splitPairs)) {
    const { key: field, rest: column } = cut(pair, '=');
    if (field === '' || column === '')
      throw new InputError(`--map takes field=column, such as text=Message, not "${oneLine(pair, 40)}".`, { field: 'map' });
    if (columns.has(field)) throw new InputError(`--map names ${oneLine(field, 40)} twice.`, { field: 'map' });
    columns.set(field, column);
  }
  const values = new Map<string, Map<string, string>>();
  for (const given of value) {
    const { key: field, rest } = cut(given, ':');
    const { key: word, rest: meaning } = cut(rest, '=');
    if (!isTableField(field) || word === '')
      throw new InputError(
        `--value takes field:word=meaning, such as phase:outage=disrupted, not "${oneLine(given, 40)}"; fields are ${tableFields.join(', ')}.`,
        { field: 'value' },
      );
    values.set(field, (values.get(field) ?? new Map<string, string>()).set(word, meaning));
  }
  return { isTable: csv === true, columns, values };
}

/** `text=Message,phase=Label` is two pairs; a comma inside a column's name stays. */
function splitPairs(given: string): readonly string[] {
  // eslint-disable-next-line no-restricted-syntax -- made of our own field names, a comma before each
  return given.split(new RegExp(`,(?=(?:${tableFields.join('|')})=)`));
}

function isTableField(field: string): boolean {
  return (tableFields as readonly string[]).includes(field);
}

function cut(text: string, mark: string): { readonly key: string; readonly rest: string } {
  const at = text.indexOf(mark);
  return at === -1 ? { key: '', rest: '' } : { key: text.slice(0, at), rest: text.slice(at + 1) };
}
