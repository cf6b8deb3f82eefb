import type { Area, ChannelState, Count, Organisation } from '../core/types.ts';
import type { MentionQuery } from '../store/filters.ts';
import type { DigestReader, Share } from './facts.ts';

/**
 * Shares of the practices that run the most named record system, by region: own reports of practices over the number of practices.
 * Largest number of posting practices first; empty where no published number stands under the line.
 */
export async function findShares(
  reader: DigestReader,
  query: MentionQuery,
  systems: readonly Count[],
  areas: readonly Area[],
  channels: readonly ChannelState[],
): Promise<Share[]> {
  const system = mostNamed(systems, areas);
  if (system === null) return [];
  const regions = areas.filter((area) => area.kind === 'region' && practicesOn(system, area) > 0);
  const visible = await countVisible(reader, system, areas, channels);
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

/** Practices that run the system and have a Channel, by region; null where the directory knows none of those we watch. */
async function countVisible(
  reader: DigestReader,
  system: string,
  areas: readonly Area[],
  channels: readonly ChannelState[],
): Promise<Map<string, number> | null> {
  const watched = new Set(channels.map(({ channel }) => channel.organisation).filter((code) => code !== null));
  if (watched.size === 0) return null;
  const parents = new Map(areas.map((area) => [area.code, area.parent]));
  const visible = new Map<string, number>();
  for await (const chunk of reader.organisations()) {
    for (const { code, kind, system: runs, area } of chunk satisfies readonly Organisation[]) {
      const region = area === null ? null : (parents.get(area) ?? null);
      if (kind !== 'practice' || runs !== system || region === null || !watched.has(code)) continue;
      visible.set(region, (visible.get(region) ?? 0) + 1);
    }
  }
  return visible.size === 0 ? null : visible;
}
