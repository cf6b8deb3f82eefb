import { InputError } from '../core/errors.ts';

/** A place in an order by date and key; undated Mentions come after all dated ones. */
export interface Position {
  readonly postedAt: number | null;
  readonly key: number;
}

export function writePosition({ postedAt, key }: Position): string {
  return `${postedAt ?? 'undated'}.${key}`;
}

/** Throws InputError for what no page handed out. */
export function readPosition(text: string): Position {
  const [, date, key] = /^(-?\d{1,15}|undated)\.(\d{1,15})$/u.exec(text) ?? [];
  if (date === undefined || key === undefined) {
    throw new InputError('after is not a place in this list; use the `next` of the page before.', { field: 'after' });
  }
  return { postedAt: date === 'undated' ? null : Number(date), key: Number(key) };
}
