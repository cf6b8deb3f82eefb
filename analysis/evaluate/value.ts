import { InputError } from '../../src/core/errors.ts';
import { oneLine } from '../../src/core/text.ts';
import type { Row } from './dialect.ts';

/** Reads one of a list of words; null where it is absent or null. Throws InputError naming the field and what it takes. */
export function readOne<Word extends string>(row: Row, names: readonly string[], words: readonly Word[]): Word | null {
  const { name, value } = find(row, names);
  if (value === null) return null;
  const found = words.find((word) => word === value);
  if (found === undefined) throw wrong(name, value, `takes ${words.join(', ')}`);
  return found;
}

/** Reads a list of words, each of which `check` may refuse or put otherwise; null where it is absent. An explicit null is an empty list. */
export function readList(
  row: Row,
  name: string,
  check: (word: string) => string | null,
  takes: (word: string) => string,
): readonly string[] | null {
  if (!(name in row)) return null;
  const value = row[name] ?? [];
  if (!Array.isArray(value)) throw wrong(name, value, 'takes a list, such as [] or ["…"]');
  return value.map((word: unknown) => {
    if (typeof word !== 'string') throw wrong(name, word, 'takes a list of words in quotes');
    const checked = check(word);
    if (checked === null) throw wrong(name, word, takes(word));
    return checked;
  });
}

/** Reads a text in quotes, or a number where an id may be one; null where it is absent or empty. */
export function readText(row: Row, names: readonly string[]): string | null {
  const { name, value } = find(row, names);
  if (value === null || value === '') return null;
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') throw wrong(name, value, 'takes a text in quotes');
  return value;
}

export function readFlag(row: Row, names: readonly string[]): boolean | null {
  const { name, value } = find(row, names);
  if (value === null) return null;
  if (typeof value !== 'boolean') throw wrong(name, value, 'takes true or false');
  return value;
}

/** The error for a value that will not do. */
export function wrong(name: string, value: unknown, takes: string): InputError {
  const shown = typeof value === 'string' ? `"${oneLine(value, 60)}"` : oneLine(JSON.stringify(value), 60);
  return new InputError(`"${name}" is ${shown}; it ${takes}`, { field: name });
}

function find(row: Row, names: readonly string[]): { readonly name: string; readonly value: unknown } {
  const name = names.find((one) => one in row) ?? names[0] ?? '';
  return { name, value: row[name] ?? null };
}
