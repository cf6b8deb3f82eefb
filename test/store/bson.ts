import { Binary } from 'mongodb';

/** What a schema calls the type of a value that was written or read. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (value instanceof Date) return 'date';
  if (value instanceof Binary) return 'binData';
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}
