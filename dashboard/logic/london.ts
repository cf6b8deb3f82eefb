const zone = 'Europe/London';
const format = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...options });

const clock = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const dayMonth = format({ day: 'numeric', month: 'long' });
const dayMonthYear = format({ day: 'numeric', month: 'long', year: 'numeric' });
const weekday = format({ weekday: 'short', day: 'numeric', month: 'short' });
const numeric = format({ year: 'numeric', month: '2-digit', day: '2-digit' });

/** `08:12` in London. */
export const sayTime = (at: string | number): string => clock.format(new Date(at));

/** `19 July 2024` in London. */
export const sayDay = (at: string | number): string => dayMonthYear.format(new Date(at));

/** `19 July` in London, for where the year has been said. */
export const sayShortDay = (at: string | number): string => dayMonth.format(new Date(at));

/** `Fri 19 Jul` in London, for axes. */
export const sayWeekday = (at: string | number): string => weekday.format(new Date(at)).replace(',', '');

/** `19 July 2024, 08:12` in London. */
export const sayMoment = (at: string | number): string => `${sayDay(at)}, ${sayTime(at)}`;

/** `2024-07-19T07:12Z`, for a title beside London time. */
export const sayUtc = (at: string): string => `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;

/** `18 July 2024, 19:00 to 20 July 2024, 19:00`; a year that both ends share is said once. */
export function saySpan(from: string, to: string): string {
  const sameYear = londonDate(from).slice(0, 4) === londonDate(to).slice(0, 4);
  if (londonDate(from) === londonDate(to)) return `${sayDay(from)} ${sayTime(from)} to ${sayTime(to)}`;
  const start = sameYear ? sayShortDay(from) : sayDay(from);
  return `${start} ${sayTime(from)} to ${sayDay(to)} ${sayTime(to)}`;
}

/** The calendar day in London, `YYYY-MM-DD`. */
export function londonDate(at: string | number): string {
  const parts = Object.fromEntries(numeric.formatToParts(new Date(at)).map((part) => [part.type, part.value]));
  return `${parts['year'] ?? ''}-${parts['month'] ?? ''}-${parts['day'] ?? ''}`;
}

/** Hour of the day in London, 0 to 23. */
export const londonHour = (at: number): number => Number(sayTime(at).slice(0, 2));

/** Start of the London day that holds `at`, in ms since 1970; days are 23 or 25 hours long when the clocks change. */
export function startOfLondonDay(at: number): number {
  const hourMs = 3_600_000;
  const today = londonDate(at);
  let start = Math.floor(at / hourMs) * hourMs;
  while (londonDate(start - hourMs) === today) start -= hourMs;
  return start;
}
