import { fromMs, toMs } from '../core/time.ts';
import type { Instant } from '../core/types.ts';

/** Instants lie in MongoDB as dates, so that it compares moments and not texts. */
export function toDate(at: Instant): Date;
export function toDate(at: Instant | null): Date | null;
export function toDate(at: Instant | null): Date | null {
  return at === null ? null : new Date(toMs(at));
}

export function toInstant(date: Date): Instant;
export function toInstant(date: Date | null): Instant | null;
export function toInstant(date: Date | null): Instant | null {
  return date === null ? null : fromMs(date.getTime());
}
