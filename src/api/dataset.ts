import { addMs, startOfHour } from '../core/time.ts';
import type { Instant } from '../core/types.ts';
import { phases } from '../core/types.ts';
import type { Store } from '../store/contract.ts';
import { outagePhases } from '../store/query.ts';

const hourMs = 60 * 60 * 1000;

/** The dataset shown where none is asked for: `live` as soon as it has a Channel or a Mention, else the demonstration if it is loaded. */
export async function chooseDataset(store: Store): Promise<{ readonly id: string; readonly says: string }> {
  const datasets = await store.datasets();
  if (!datasets.some(({ id }) => id === 'demo')) return { id: 'live', says: 'What has been collected' };
  if (await isInUse(store)) return { id: 'live', says: 'What has been collected; the demonstration is kept apart' };
  return { id: 'demo', says: 'The demonstration, since nothing has been collected yet' };
}

/**
 * The 48 hours that end with the hour of the newest outage Mention; null where there is none with a date. A post that is dated ahead of
 * `now` (a wrong clock, or somebody's joke) does not move it.
 */
export async function lastWindow(
  store: Store,
  dataset: string,
  now: Instant,
): Promise<{ readonly from: Instant; readonly to: Instant } | null> {
  const newest = await store.latest({ dataset, phases: outagePhases, to: addMs(now, hourMs) });
  if (newest === null) return null;
  const to = addMs(startOfHour(newest), hourMs);
  return { from: addMs(to, -48 * hourMs), to };
}

/** What time it is for a dataset: an invented one stands still when its story ends, or its Channels would seem dead ever after. */
export async function nowFor(store: Store, dataset: string, now: Instant): Promise<Instant> {
  const found = (await store.datasets()).find(({ id }) => id === dataset);
  return found?.invented === true ? found.createdAt : now;
}

/** Cheapest question first: this is asked on every request that names no dataset. */
async function isInUse(store: Store): Promise<boolean> {
  const channels = await store.channels({ dataset: 'live', counted: false });
  if (channels.length > 0) return true;
  const everything = { dataset: 'live', phases };
  if ((await store.latest(everything)) !== null) return true;
  return (await store.count(everything)).mentions > 0;
}
