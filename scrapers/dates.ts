import { london, readInstant } from '../src/core/time.ts';
import type { Instant } from '../src/core/types.ts';

/**
 * Reads a date-time as feeds and files write it: ISO 8601, RFC 822, or `19/07/2024 08:12` as in Britain. Where no offset is given it is
 * London's time, or UTC if `zone` says so. null for what cannot be read and for a day without a time: a missing hour is not midnight.
 */
export function readDate(text: string | null | undefined, zone: 'Europe/London' | 'UTC' = london): Instant | null {
  const clean = (text ?? '').trim();
  if (clean === '' || clean.length > 60) return null;
  return (
    readInstant(clean.replace(/^(\d{4}-\d{2}-\d{2}) (\d)/, '$1T$2')) ??
    readIso(clean, zone) ??
    readBritish(clean, zone) ??
    readRfc822(clean, zone)
  );
}

function readIso(text: string, zone: string): Instant | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?$/.exec(text);
  return parts === null ? null : build([parts[1], parts[2], parts[3], parts[4], parts[5], parts[6]], zone);
}

/** `19/07/2024 08:12`: day first. */
function readBritish(text: string, zone: string): Instant | null {
  const parts = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4}),?\s+(?:at\s+)?(\d{1,2}):(\d{2})(?::(\d{2}))?$/i.exec(text);
  return parts === null ? null : build([parts[3], parts[2], parts[1], parts[4], parts[5], parts[6]], zone);
}

/** `Fri, 19 Jul 2024 07:12:00 +0100`, with the zone names of RFC 822 and Britain's own. */
function readRfc822(text: string, zone: string): Instant | null {
  const form =
    /^(?:[a-z]{3,9},?\s+)?(\d{1,2})\s+([a-z]{3,9})\.?\s+(\d{2}|\d{4}),?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s*([+-]\d{2}):?(\d{2})|\s*([a-z]{1,4}))?$/i;
  const parts = form.exec(text);
  if (parts === null) return null;
  const month = months.indexOf((parts[2] ?? '').slice(0, 3).toLowerCase()) + 1;
  // RFC 822 wrote years in two digits; the rule for reading them is RFC 2822's.
  const short = Number(parts[3]);
  const year = parts[3]?.length === 2 ? short + (short < 50 ? 2000 : 1900) : short;
  const name = parts[9]?.toUpperCase();
  const offset = parts[7] === undefined ? (name === undefined ? zone : zones[name]) : `${parts[7]}:${parts[8] ?? '00'}`;
  if (month === 0 || offset === undefined) return null;
  return build([String(year), String(month), parts[1], parts[4], parts[5], parts[6]], offset);
}

function build(parts: readonly (string | undefined)[], zone: string): Instant | null {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map((part) => Number(part ?? 0));
  try {
    const plain = Temporal.PlainDateTime.from({ year, month, day, hour, minute, second }, { overflow: 'reject' });
    return readInstant(plain.toZonedDateTime(zone).toInstant().toString());
  } catch {
    return null;
  }
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const zones: Readonly<Record<string, string>> = {
  GMT: 'UTC',
  UT: 'UTC',
  UTC: 'UTC',
  Z: 'UTC',
  WET: 'UTC',
  BST: '+01:00',
  IST: '+01:00',
  CET: '+01:00',
  CEST: '+02:00',
  EST: '-05:00',
  EDT: '-04:00',
  CST: '-06:00',
  CDT: '-05:00',
  MST: '-07:00',
  MDT: '-06:00',
  PST: '-08:00',
  PDT: '-07:00',
};
