import type { Area, Count, Instant } from '../core/types.ts';
import type { MentionQuery } from '../store/filters.ts';
import type { DigestReader, Share } from './facts.ts';

type Spanned = MentionQuery & { readonly from: Instant; readonly to: Instant };

/**
 * Shares of the practices that run the most named record system, by region: own reports of practices over the number of practices.
 * Largest number of posting practices first; empty where no published number stands under the line.
 */
export async function findShares(
  reader: DigestReader,
  query: Spanned,
  systems: readonly Count[],
  areas: readonly Area[],
): Promise<Share[]> {
  const system = mostNamed(systems, areas);
  if (system === null) return [];
  const regions = areas.filter((area) => area.kind === 'region' && practicesOn(system, area) > 0);
  const visible = await countVisible(reader, system, areas, query);
  const shares: Share[] = [];
  for (const area of regions) {
    const { organisations: posted } = await reader.count(practicesNaming(system, area, query));
    const practices = practicesOn(system, area);
    // More posts than practices means that the numbers do not belong together; then no share is better than a wrong one.
    if (posted === 0 || posted > practices) continue;
    const seen = visible?.get(area.code) ?? null;
    shares.push({ system, area: area.code, posted, practices, visible: seen !== null && seen >= posted ? seen : null });
  }
  return shares.toSorted((a, b) => b.posted - a.posted);
}

function mostNamed(systems: readonly Count[], areas: readonly Area[]): string | null {
  const [first] = systems
    .filter(({ key }) => key !== null && areas.some((area) => practicesOn(key, area) > 0))
    .toSorted((a, b) => b.organisations - a.organisations);
  return first?.key ?? null;
}

function practicesOn(system: string, area: Area): number {
  return area.practicesBySystem?.[system] ?? 0;
}

function practicesNaming(system: string, area: Area, query: MentionQuery): MentionQuery {
  return { ...query, systems: [system], role: 'affected', areas: [area.code], authorKinds: ['practice'], voice: 'own' };
}

/** Practices that run the system and gave an answer in the span, by region; null where the directory knows none of those we watch. */
async function countVisible(
  reader: DigestReader,
  system: string,
  areas: readonly Area[],
  { dataset, from, to }: Spanned,
): Promise<Map<string, number> | null> {
  const parents = new Map(areas.map((area) => [area.code, area.parent]));
  const rows = await reader.sight({ dataset, system, organisationKind: 'practice', from, to, by: 'area' });
  if (rows.length === 0) return null;
  const visible = new Map<string, number>();
  for (const { key, organisationsSeen } of rows) {
    const region = parents.get(key ?? '') ?? null;
    if (region !== null) visible.set(region, (visible.get(region) ?? 0) + organisationsSeen);
  }
  return visible;
}
