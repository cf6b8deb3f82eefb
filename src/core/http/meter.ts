import type { HttpClient } from './client.ts';

/** What one Run took from the network. */
export interface Metered {
  /** Bodies of every answer, as they were sent. */
  readonly bytes: number;
  /** Of the last answer that was not a robots.txt; null where none came. */
  readonly status: number | null;
}

/** The same client, counting what comes through it. */
export function meterHttp(http: HttpClient): { readonly http: HttpClient; readonly read: () => Metered } {
  let metered: Metered = { bytes: 0, status: null };
  return {
    http: {
      get: (url, options = {}) =>
        http.get(url, {
          ...options,
          onAnswer: (answer) => {
            metered = { bytes: metered.bytes + answer.bytes, status: answer.robots ? metered.status : answer.status };
            options.onAnswer?.(answer);
          },
        }),
    },
    read: () => metered,
  };
}
