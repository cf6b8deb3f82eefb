import type { Filters } from './filters.ts';
import { startOfLondonDay } from './london.ts';

/** The time that a page shows, as instants; `chosen` when a person chose it. */
export interface Span {
  readonly from: string;
  readonly to: string;
  readonly chosen: boolean;
}

const dayMs = 24 * 3_600_000;

/**
 * The span of the filters, a missing end taken from `window` (the last 48 hours that contain Mentions) or `now`.
 * Days are London days, the last one included. Null when nothing is chosen and there is no window, or a date cannot be read.
 */
export function readSpan(
  filters: Filters,
  window: { readonly from: string; readonly to: string } | null,
  now: string,
): Span | null {
  if (filters.from === undefined && filters.to === undefined) return window === null ? null : { ...window, chosen: false };
  const to = filters.to === undefined ? Date.parse(window?.to ?? now) : readEdge(filters.to, 'end');
  const from = filters.from === undefined ? to - 2 * dayMs : readEdge(filters.from, 'start');
  if (Number.isNaN(from) || Number.isNaN(to)) return null;
  return { from: new Date(from).toISOString(), to: new Date(Math.max(to, from + 3_600_000)).toISOString(), chosen: true };
}

function readEdge(text: string, edge: 'start' | 'end'): number {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return Date.parse(text);
  const noon = Date.parse(`${text}T12:00:00Z`);
  if (Number.isNaN(noon)) return noon;
  return edge === 'start' ? startOfLondonDay(noon) : startOfLondonDay(noon + dayMs);
}
