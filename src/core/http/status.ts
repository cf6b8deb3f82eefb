import { CollectError } from '../errors.ts';
import { addMs, fromMs, readInstant, toMs } from '../time.ts';
import type { Instant } from '../types.ts';
import { sayUrl } from './say.ts';

/** Statuses that often pass by themselves within seconds. */
export function isPassing(status: number): boolean {
  return status === 408 || status === 425 || status >= 500;
}

/**
 * What a status that brings no content means. 401 and 407 ask for credentials: `unauthorised`. 403 and 451 turn us away: `refused`.
 * 404 and 410: `gone`. 429, and 503 that says when: `rate-limited`. Other 5xx: `unreachable`. The rest is not what the address was: `changed`.
 */
export function judgeStatus(status: number, url: URL, retryAfter: string | null, now: Instant): CollectError {
  const said = sayUrl(url);
  const retryAt = readRetryAfter(retryAfter, now);
  if (status === 429 || (status === 503 && retryAt !== null)) {
    const at = retryAt ?? addMs(now, defaultWaitMs);
    return new CollectError('rate-limited', `${said} asks us to wait until ${at} (status ${status}).`, { retryAt: at });
  }
  if (status === 401 || status === 407) return new CollectError('unauthorised', `${said} asks for a sign-in (status ${status}).`);
  if (status === 403 || status === 451) return new CollectError('refused', `${said} turns us away (status ${status}).`);
  if (status === 404 || status === 410) return new CollectError('gone', `${said} is not there (status ${status}).`);
  if (isPassing(status)) return new CollectError('unreachable', `${said} has a fault of its own (status ${status}).`);
  return new CollectError('changed', `${said} answered with status ${status}, which is no content.`);
}

/**
 * Retry-After as seconds or as an HTTP date (RFC 9110 §10.2.3), or the moment a rate limit is lifted as APIs write it: Unix seconds
 * (AT Protocol) or an ISO instant (Mastodon). null when absent or unreadable. Never sooner than a minute when it has passed, never later
 * than a day.
 */
export function readRetryAfter(value: string | null, now: Instant): Instant | null {
  const text = value?.trim() ?? '';
  const nowMs = toMs(now);
  const atMs = /^\d{1,10}$/.test(text) ? readSeconds(Number(text), nowMs) : (readIso(text) ?? readHttpDate(text));
  if (atMs === null) return null;
  return fromMs(atMs <= nowMs ? nowMs + 60_000 : Math.min(atMs, nowMs + 86_400_000));
}

const defaultWaitMs = 15 * 60_000;

/** No server asks for thirty years: so large a number is a moment. */
function readSeconds(seconds: number, nowMs: number): number {
  return seconds >= 1_000_000_000 ? seconds * 1000 : nowMs + seconds * 1000;
}

function readIso(text: string): number | null {
  const at = readInstant(text);
  return at === null ? null : toMs(at);
}

function readHttpDate(text: string): number | null {
  // The three forms of the standard all begin with a day's name; Date.parse alone would take "1" for a month.
  if (!/^(mon|tue|wed|thu|fri|sat|sun)/i.test(text)) return null;
  const ms = Date.parse(/gmt$/i.test(text) ? text : `${text} GMT`);
  return Number.isNaN(ms) ? null : ms;
}
