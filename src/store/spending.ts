import type { Instant } from '../core/types.ts';

/** The part of the store that keeps a budget: what is about to be spent is set aside first, so that no crash and no second process can overspend. */
export interface SpendingStore {
  /**
   * Sets an amount aside: as much as is left of `limit`, at most `most`; nothing at all where less than `least` is left. What was never
   * settled counts whole for the rest of its period: the money may have been spent in the moment the process died.
   */
  reserve(ask: Reserve): Promise<Reserved>;
  /** Closes what was set aside with what was really spent. A second time changes nothing. */
  settle(id: string, amount: number): Promise<void>;
  spending(budget: string, period: string): Promise<Spending>;
}

/** Amounts are whole numbers in whatever unit the budget has, such as millionths of a dollar. */
export interface Reserve {
  /** A name of its own; the same one again answers what it got the first time. */
  readonly id: string;
  /** Whose money: `x`. */
  readonly budget: string;
  /** What the limit holds for: a month of UTC, `2024-07`. */
  readonly period: string;
  readonly limit: number;
  readonly least: number;
  readonly most: number;
  readonly at: Instant;
}

export interface Reserved extends Spending {
  /** 0 where less than `least` was left. */
  readonly granted: number;
}

export interface Spending {
  readonly spent: number;
  /** Set aside and not settled, what was granted just now included. */
  readonly reserved: number;
}
