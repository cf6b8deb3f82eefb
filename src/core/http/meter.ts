import type { Instant } from '../types.ts';
import type { HttpClient } from './client.ts';

/** What one Run took from the network. */
export interface Metered {
  /** Bodies of every answer, as they were sent. */
  readonly bytes: number;
  /** Of the last answer that was not a robots.txt; null where none came. */
  readonly status: number | null;
  /** Until when all of it is fresh, by its servers' word; null where one of them did not say. */
  readonly freshUntil: Instant | null;
}

/** The same client, counting what comes through it. */
export function meterHttp(http: HttpClient): { readonly http: HttpClient; readonly read: () => Metered } {
  let bytes = 0;
  let status: number | null = null;
  const fresh: (Instant | null)[] = [];
  return {
    http: {
      get: (url, options = {}) =>
        http.get(url, {
          ...options,
          onAnswer: (answer) => {
            bytes += answer.bytes;
            if (!answer.robots) status = answer.status;
            if (!answer.robots) fresh.push(answer.freshUntil);
            options.onAnswer?.(answer);
          },
        }),
    },
    read: () => ({ bytes, status, freshUntil: earliest(fresh) }),
  };
}

function earliest(moments: readonly (Instant | null)[]): Instant | null {
  const known = moments.filter((at) => at !== null).toSorted();
  return known.length < moments.length ? null : (known[0] ?? null);
}
