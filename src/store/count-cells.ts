import { fromMs, londonDate, londonDay, toMs } from '../core/time.ts';
import type { Bag } from './bags.ts';
import type { CellTable } from './countable.ts';

export const hourMs = 3_600_000;

/** One Mention as the count tables see it, in numbers. */
export interface Counted {
  /** Dataset, and whether it has a date. */
  readonly scope: number;
  /** Hours since 1970 of its date; of when it was first seen where it has none. */
  readonly hour: number;
  /** Its set of affected systems, its set of areas. */
  readonly systems: number;
  readonly areas: number;
  /** Phase, voice and author kind: see `kindOf`. */
  readonly kind: number;
  /** 0 for none. */
  readonly organisation: number;
  readonly statement: number;
}

/** One cell: all Mentions of a span that name the same systems and areas, where its table tells them apart. */
export interface Cell {
  /** Hours since 1970. */
  readonly start: number;
  /** Number of the set; 0 where the table does not tell them apart. */
  readonly systems: number;
  readonly areas: number;
  /** Mentions and distinct Organisations. */
  readonly tally: Bag;
  /** Distinct Statements; empty where nobody asked for them. */
  readonly said: Bag;
}

/** A cell with what a removal must know; null for days and months, which are made anew. */
export interface FullCell extends Cell {
  readonly again: Uint32Array | null;
}

export const levels = { hour: 0, day: 1, month: 2 } as const;

/** The part of a cell's key that a table tells apart. */
export function cellKeys(table: CellTable): { readonly systems: boolean; readonly areas: boolean } {
  return { systems: table === 'systems' || table === 'both', areas: table === 'areas' || table === 'both' };
}

export interface Period {
  readonly level: number;
  /** Half-open, in hours since 1970. */
  readonly start: number;
  readonly ends: number;
}

/** By days of UTC, each of which lies in two days of London at most. */
const periods = new Map<number, (readonly Period[])[]>();
const mostDays = 10_000;

/** The London day and the London month that hold an hour. London's offset is whole hours, so both begin with an hour. */
export function periodsOf(hour: number): readonly Period[] {
  const near = periods.get(Math.floor(hour / 24)) ?? [];
  const known = near.find(([day]) => day !== undefined && day.start <= hour && hour < day.ends);
  if (known !== undefined) return known;
  const date = londonDate(fromMs(hour * hourMs));
  const day = londonDay(date);
  const month = monthOf(date);
  if (day === null || month === null) return [];
  const found = [toPeriod(levels.day, day.from, day.to), toPeriod(levels.month, ...month)];
  if (periods.size > mostDays) periods.clear();
  periods.set(Math.floor(hour / 24), [...near, found]);
  return found;
}

function monthOf(date: string): [from: Parameters<typeof toMs>[0], to: Parameters<typeof toMs>[0]] | null {
  const first = Temporal.PlainDate.from(date).with({ day: 1 });
  const from = londonDay(first.toString())?.from;
  const to = londonDay(first.add({ months: 1 }).toString())?.from;
  return from === undefined || to === undefined ? null : [from, to];
}

function toPeriod(level: number, from: Parameters<typeof toMs>[0], to: Parameters<typeof toMs>[0]): Period {
  return { level, start: toMs(from) / hourMs, ends: toMs(to) / hourMs };
}
