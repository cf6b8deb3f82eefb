import type { Instant } from '../../src/core/types.ts';
import { readDate } from '../dates.ts';
import type { Told } from './capture.ts';

/**
 * Reads a date as other tools write it: ISO 8601, `19-Jul-2024 08:12PM`, `19.07.2024 08:12`, `7/19/2024 8:12 AM` where the operator says that the
 * month stands first, month names of five languages, and X's own. Returns null for an empty one; throws Error for what is no date with a
 * time, since a missing hour is not midnight.
 */
export function readWhen(
  text: string | null,
  { zone, monthFirst }: Pick<Told, 'zone' | 'monthFirst'>,
  column = 'date',
): Instant | null {
  const clean = (text ?? '').trim().replace(/\s+/g, ' ');
  if (clean === '') return null;
  const at = readNamed(clean, zone) ?? readNumbers(clean, zone, monthFirst) ?? readDate(readTwitter(clean), zone);
  if (at === null) throw new Error(`has a ${column} that is no date with a time: "${clean.slice(0, 40)}"`);
  return at;
}

type Zone = Told['zone'];

function readNamed(text: string, zone: Zone): Instant | null {
  const parts =
    /^(\d{1,2})[-. ]{1,2}(\p{L}{3,12})[-. ]{1,2}(\d{4}),? (\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)? ?([ap]\.?m\.?)?$/iu.exec(text);
  const month = months.findIndex((names) => names.some((name) => parts?.[2]?.toLowerCase().startsWith(name) === true));
  if (parts === null || month === -1) return null;
  return build(parts[3], month + 1, parts[1], parts[4], parts[5], parts[6], parts[7], zone);
}

function readNumbers(text: string, zone: Zone, monthFirst: boolean): Instant | null {
  const parts = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4}),? (\d{1,2}):(\d{2})(?::(\d{2}))? ?([ap]\.?m\.?)?$/i.exec(text);
  if (parts === null) return null;
  const [day, month] = monthFirst ? [parts[2], parts[1]] : [parts[1], parts[2]];
  return build(parts[3], Number(month), day, parts[4], parts[5], parts[6], parts[7], zone);
}

/** `Fri Jul 19 07:12:00 +0000 2024`, as X's first API wrote it. */
function readTwitter(text: string): string {
  return text.replace(
    /^\w{3} (\w{3} \d{2}) ([\d:]{8}) (\+\d{4}) (\d{4})$/,
    (_all, day: string, time: string, offset: string, year: string) => {
      const [month = '', date = ''] = day.split(' ');
      return `${date} ${month} ${year} ${time} ${offset}`;
    },
  );
}

function build(
  year: string | undefined,
  month: number,
  day: string | undefined,
  hour: string | undefined,
  minute: string | undefined,
  second: string | undefined,
  half: string | undefined,
  zone: Zone,
): Instant | null {
  let hours = Number(hour);
  if (half !== undefined) {
    if (hours < 1 || hours > 12) return null;
    hours = (hours % 12) + (/^p/i.test(half) ? 12 : 0);
  }
  const two = (value: string | number | undefined): string => String(value ?? '0').padStart(2, '0');
  return readDate(`${year ?? ''}-${two(month)}-${two(day)}T${two(hours)}:${two(minute)}:${two(second)}`, zone);
}

/** How months begin in English, German, French, Spanish, Italian and Dutch. */
const months: readonly (readonly string[])[] = [
  ['jan', 'jän', 'ene', 'gen'],
  ['feb', 'fév', 'fev'],
  ['mar', 'mär', 'mrz', 'maa', 'mrt'],
  ['apr', 'avr', 'abr'],
  ['may', 'mai', 'mag', 'mei'],
  ['jun', 'juin', 'giu'],
  ['jul', 'juil', 'lug'],
  ['aug', 'aoû', 'aou', 'ago'],
  ['sep', 'set'],
  ['oct', 'okt', 'ott'],
  ['nov'],
  ['dec', 'dez', 'déc', 'dic'],
];
