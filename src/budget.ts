import { randomUUID } from 'node:crypto';
import type { Context } from '../scrapers/collector.ts';
import { addMs, toMs } from './core/time.ts';
import type { Instant } from './core/types.ts';
import type { Store } from './store/contract.ts';

/** Longer than any Run: what is set aside before it is answered before the month is over, so that it can be charged to no other one. */
const quietMs = 5 * 60_000;

/** Shares a month's money out among all Channels and processes of one store. The month is UTC's, as the bill is. */
export function createBudget(store: Pick<Store, 'reserve' | 'settle'>, now: () => Instant): NonNullable<Context['reserve']> {
  return async ({ budget, limit, least, most }) => {
    const at = now();
    const { period, endsAt } = monthOf(at);
    const id = randomUUID();
    const isEnding = toMs(endsAt) - toMs(at) < quietMs;
    const { granted, spent } = await store.reserve({ id, budget, period, limit: isEnding ? 0 : limit, least, most, at });
    if (granted === 0) return { isGranted: false, spent, goesOnAt: endsAt };
    return { isGranted: true, amount: granted, settle: (amount) => store.settle(id, amount) };
  };
}

/** The calendar month of UTC that holds `at`, and when the next one begins. */
export function monthOf(at: Instant): { readonly period: string; readonly endsAt: Instant } {
  const next = Temporal.PlainYearMonth.from(at.slice(0, 7)).add({ months: 1 });
  return { period: at.slice(0, 7), endsAt: addMs(`${next.toString()}-01T00:00:00.000Z`, 0) };
}
