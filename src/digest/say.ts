import { nameInId } from '../core/text.ts';
import { londonDate } from '../core/time.ts';
import type { Instant, Term } from '../core/types.ts';
import { clockTime } from './hours.ts';

/** "Friday 19 July 2024", from `2024-07-19`. */
export function sayDay(day: string): string {
  const date = Temporal.PlainDate.from(day);
  const part = (options: Intl.DateTimeFormatOptions): string => date.toLocaleString('en-GB', options);
  return `${part({ weekday: 'long' })} ${date.day} ${part({ month: 'long' })} ${date.year}`;
}

/** "19 July 2024 at 09:05" on a London clock. */
export function sayMoment(at: Instant): string {
  return `${sayDay(londonDate(at)).replace(/^\S+ /, '')} at ${clockTime(at)}`;
}

/** "1,204", or "12.4" for a mean. */
export function sayNumber(value: number): string {
  return value.toLocaleString('en-GB', { maximumFractionDigits: value < 100 ? 1 : 0 });
}

/** The name a person knows; a system outside the list carries its own. */
export function sayTerm(id: string, terms: readonly Term[]): string {
  return terms.find((term) => term.id === id)?.title ?? nameInId(id);
}

/** "a", "a and b", "a, b and c"; "and 4 more" when there are more than `most`. */
export function sayList(items: readonly string[], most = 5): string {
  const shown = items.length > most ? [...items.slice(0, most), `${sayNumber(items.length - most)} more`] : items;
  if (shown.length < 2) return shown.join('');
  return `${shown.slice(0, -1).join(', ')} and ${shown.at(-1) ?? ''}`;
}
