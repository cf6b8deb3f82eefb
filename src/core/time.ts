import type { Instant } from './types.ts';

export const london = 'Europe/London';

/**
 * Reads an ISO 8601 date-time that names its offset (`Z` or `+01:00`); null for anything else, a bare date included, and for years beyond
 * four digits: they would break the rule that text order is time order.
 */
export function readInstant(text: string): Instant | null {
  try {
    const at = toInstant(Temporal.Instant.from(text.trim()));
    return /^\d{4}-/.test(at) ? at : null;
  } catch {
    return null;
  }
}

/** The system's clock. Called where processes begin and handed down as an argument; stages read no clock. */
export function clock(): Instant {
  return toInstant(Temporal.Now.instant());
}

/** Throws RangeError for what is no whole number, or beyond all calendars. */
export function fromMs(ms: number): Instant {
  // `Date` writes the same text in a quarter of the time; it would cut a fraction off and say nothing.
  if (Number.isInteger(ms)) return new Date(ms).toISOString() as Instant;
  return toInstant(Temporal.Instant.fromEpochMilliseconds(ms));
}

/** Milliseconds since 1970. */
export function toMs(at: Instant): number {
  return Temporal.Instant.from(at).epochMilliseconds;
}

export function addMs(at: Instant, ms: number): Instant {
  return fromMs(toMs(at) + ms);
}

/** Start of the hour (UTC) that holds `at`; London's offset is whole hours, so it is an hour there too. */
export function startOfHour(at: Instant): Instant {
  return `${at.slice(0, 13)}:00:00.000Z`;
}

/** A calendar day in London as a half-open span: `[from, to)`, 23 or 25 hours long when the clocks change. Null unless `YYYY-MM-DD`. */
export function londonDay(day: string): { from: Instant; to: Instant } | null {
  try {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return null;
    const start = Temporal.PlainDate.from(day, { overflow: 'reject' });
    const at = (date: Temporal.PlainDate): Instant => toInstant(date.toZonedDateTime(london).toInstant());
    return { from: at(start), to: at(start.add({ days: 1 })) };
  } catch {
    return null;
  }
}

/** The calendar day in London, `YYYY-MM-DD`. */
export function londonDate(at: Instant): string {
  return Temporal.Instant.from(at).toZonedDateTimeISO(london).toPlainDate().toString();
}

/** `2024-07-19 08:12 BST`, for the column beside `posted_at`. */
export function londonTime(at: Instant): string {
  const zoned = Temporal.Instant.from(at).toZonedDateTimeISO(london);
  const minute = zoned.toPlainTime().toString({ smallestUnit: 'minute' });
  return `${zoned.toPlainDate().toString()} ${minute} ${zoned.offsetNanoseconds === 0 ? 'GMT' : 'BST'}`;
}

function toInstant(instant: Temporal.Instant): Instant {
  return instant.toString({ fractionalSecondDigits: 3 }) as Instant;
}
