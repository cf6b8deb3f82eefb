import { InputError } from '../core/errors.ts';
import { oneLine } from '../core/text.ts';
import { addMs, london, londonDate, londonDay, londonTime, readInstant, toMs } from '../core/time.ts';
import type { Instant } from '../core/types.ts';
import type { Filter, MentionQuery } from './query.ts';

const schema = { type: 'string', maxLength: 40 } as const;

/** The two ends of the span; `from` says both. */
export const span: { readonly from: Filter; readonly to: Filter } = {
  from: {
    name: 'from',
    title: 'From',
    says: 'Posts published at or after this: a London day, or an instant with its offset.',
    example: '2024-07-19',
    schema,
    read: (value) => ({ from: londonDay(value)?.from ?? readMoment('from', value) }),
    write: ({ from }) => (from === undefined ? null : isMidnight(from) ? londonDate(from) : from),
    conditions: ({ from }) => (from === undefined ? [] : [{ op: 'gte', field: 'postedAt', value: from }]),
    say: saySpan,
  },
  to: {
    name: 'to',
    title: 'To',
    says: 'Posts published before this instant, or up to the end of this London day.',
    example: '2024-07-19T12:00:00+01:00',
    schema,
    read: (value) => ({ to: londonDay(value)?.to ?? readMoment('to', value) }),
    write: ({ to }) => (to === undefined ? null : isMidnight(to) ? lastDay(to) : to),
    conditions: ({ to }) => (to === undefined ? [] : [{ op: 'lt', field: 'postedAt', value: to }]),
    say: () => null,
  },
};

/** A plus sign that nobody escaped arrives from a URL as a space. */
function readMoment(name: string, value: string): Instant {
  const at = readInstant(value.replace(/ (\d{2}:?\d{2})$/u, '+$1'));
  // Years beyond four digits would break the rule that text order is time order.
  if (at !== null && /^\d{4}-/u.test(at)) return at;
  throw new InputError(
    `${name} "${oneLine(value, 60)}" is not a time; give a London day such as 2024-07-19, or an instant with its offset such as 2024-07-19T07:00:00Z.`,
    { field: name },
  );
}

function saySpan({ from, to }: MentionQuery): string | null {
  if (from === undefined && to === undefined) return null;
  const wholeDays = (from === undefined || isMidnight(from)) && (to === undefined || isMidnight(to));
  const first = from === undefined ? null : wholeDays ? sayDay(from) : sayMinute(from);
  const last = to === undefined ? null : wholeDays ? sayDay(addMs(to, -1)) : sayMinute(to);
  const until = wholeDays ? 'up to' : 'before';
  const said =
    first === null ? `${until} ${last ?? ''}` : last === null ? `since ${first}` : first === last ? first : `${first} to ${last}`;
  return `${said} (London time)`;
}

function sayDay(at: Instant): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: london }).format(toMs(at));
}

function sayMinute(at: Instant): string {
  return `${sayDay(at)} ${londonTime(at).slice(11)}`;
}

function isMidnight(at: Instant): boolean {
  return londonDay(londonDate(at))?.from === at;
}

function lastDay(to: Instant): string {
  return londonDate(addMs(to, -1));
}
