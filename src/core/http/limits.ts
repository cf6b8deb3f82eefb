import { fromMs, toMs } from '../time.ts';
import type { Instant } from '../types.ts';

type Header = (name: string) => string | null;

/**
 * Until when a host wants no further request, by its rate-limit headers: when nothing remains, the moment at which the count begins anew.
 * null while requests remain, where nothing says, and where that moment has passed. Never later than a day.
 *
 * `RateLimit: "default";r=0;t=30` and `RateLimit: limit=9, remaining=0, reset=30` (https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/),
 * `RateLimit-Remaining` with unix seconds (https://docs.bsky.app/docs/advanced-guides/rate-limits), `X-RateLimit-Reset` with a date
 * (https://docs.joinmastodon.org/api/rate-limits/), `x-rate-limit-reset` with unix seconds (https://docs.x.com/x-api/fundamentals/rate-limits).
 */
export function readExhausted(header: Header, now: Instant): Instant | null {
  const until = readings(header)
    .filter(({ remaining }) => remaining !== null && remaining.trim() !== '' && Number(remaining) <= 0)
    .map(({ reset }) => readReset(reset, now));
  const latest = Math.max(...until.map((ms) => ms ?? toMs(now) + unsaidWaitMs));
  return latest > toMs(now) ? fromMs(Math.min(latest, toMs(now) + dayMs)) : null;
}

/**
 * Until when an answer counts as fresh: Cache-Control `max-age` less `Age`, else `Expires` less the server's own `Date`, so that a clock that
 * is wrong over there changes nothing (RFC 9111 §4.2.1). null where nothing says, where it must be asked again, and where it is stale already.
 */
export function readFreshUntil(header: Header, now: Instant): Instant | null {
  const control = (header('cache-control') ?? '').toLowerCase();
  if (/\bno-(?:cache|store)\b/.test(control)) return null;
  const maxAge = /(?:^|[\s,])max-age\s*=\s*"?(\d{1,9})/.exec(control)?.[1];
  const freshMs = maxAge === undefined ? readExpires(header) : (Number(maxAge) - readSeconds(header('age'))) * 1000;
  return freshMs > 0 ? fromMs(toMs(now) + Math.min(freshMs, dayMs)) : null;
}

const dayMs = 86_400_000;
/** Where nothing remains and nobody says until when. */
const unsaidWaitMs = 60_000;

interface Reading {
  readonly remaining: string | null;
  readonly reset: string | null;
}

const remainingIn = /(?:^|[\s;,])(?:r|remaining)\s*=\s*(\d{1,15})/;
const resetIn = /(?:^|[\s;,])(?:t|reset)\s*=\s*(\d{1,15})/;

function readings(header: Header): Reading[] {
  const apart = ['ratelimit', 'x-ratelimit', 'x-rate-limit'].map((name) => ({
    remaining: header(`${name}-remaining`),
    reset: header(`${name}-reset`),
  }));
  // Several policies may stand in one header; each is read by itself, and in the older form all of it is one.
  const together = header('ratelimit') ?? '';
  const parts = /\bremaining\s*=/.test(together) ? [together] : together.split(',');
  return [
    ...apart,
    ...parts.map((part) => ({ remaining: remainingIn.exec(part)?.[1] ?? null, reset: resetIn.exec(part)?.[1] ?? null })),
  ];
}

/** Milliseconds since 1970. One name is used for seconds from now, for unix seconds and for dates; their sizes and forms tell them apart. */
function readReset(value: string | null, now: Instant): number | null {
  const text = value?.trim() ?? '';
  if (/^\d{1,15}(?:\.\d{1,6})?$/.test(text)) {
    const number = Number(text);
    if (number >= 1e12) return number;
    return number >= 1e9 ? number * 1000 : toMs(now) + number * 1000;
  }
  if (!/^\d{4}-\d\d-\d\d|^(?:mon|tue|wed|thu|fri|sat|sun)/i.test(text)) return null;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? null : ms;
}

function readExpires(header: Header): number {
  const expires = Date.parse(header('expires') ?? '');
  const date = Date.parse(header('date') ?? '');
  return Number.isNaN(expires) || Number.isNaN(date) ? 0 : expires - date;
}

function readSeconds(value: string | null): number {
  return /^\d{1,9}$/.test(value?.trim() ?? '') ? Number(value) : 0;
}
