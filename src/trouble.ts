import { addMs } from './core/time.ts';
import type { Count, Instant, Organisation } from './core/types.ts';
import type { Store } from './store/contract.ts';
import type { MentionQuery } from './store/filters.ts';

/** How far back a report counts as a sign that the disruption is still on. */
const recentMs = 3 * 3_600_000;
/** Organisations that must have reported in their own words, within one area, or on one system anywhere: one practice's phones are no wave. */
const inOneArea = 3;
const onOneSystem = 5;

/** Where a disruption is on, as far as the posts of the last hours say. */
export interface Trouble {
  /** Area codes. */
  readonly areas: ReadonlySet<string>;
  /** System ids. */
  readonly systems: ReadonlySet<string>;
}

/** Areas and systems that enough distinct organisations reported. Pure: the counts are of own, current reports of the last three hours. */
export function findTrouble(byArea: readonly Count[], bySystem: readonly Count[]): Trouble {
  return { areas: keysOf(byArea, inOneArea), systems: keysOf(bySystem, onOneSystem) };
}

/** True where a disruption is on in the organisation's area or for the record system it runs. */
export function isNear(organisation: Organisation | null, { areas, systems }: Trouble): boolean {
  const { area = null, system = null } = organisation ?? {};
  return (area !== null && areas.has(area)) || (system !== null && systems.has(system));
}

/** What the store's Mentions of the last three hours say. */
export async function readTrouble(store: Pick<Store, 'counts'>, dataset: string, now: Instant): Promise<Trouble> {
  const query: MentionQuery = { dataset, phases: ['disrupted', 'recovering'], voice: 'own', from: addMs(now, -recentMs) };
  const [byArea, bySystem] = await Promise.all([
    store.counts(query, { bucket: null, key: 'area' }),
    store.counts(query, { bucket: null, key: 'system' }),
  ]);
  return findTrouble(byArea, bySystem);
}

function keysOf(counts: readonly Count[], atLeast: number): Set<string> {
  return new Set(counts.flatMap(({ key, organisations }) => (key !== null && organisations >= atLeast ? [key] : [])));
}
