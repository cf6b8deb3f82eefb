import type { Area, Count } from '../types.ts';

/** An Area with what was counted for it; `areas` are those whose counts it gathers (an ICB and the ones merged into it). */
export interface AreaCount {
  readonly area: Area;
  readonly mentions: number;
  readonly organisations: number;
  readonly areas: readonly Area[];
}

export interface RolledAreas {
  /** By code of the Area that has the tile. */
  readonly tiles: ReadonlyMap<string, AreaCount>;
  /** As posted, largest first: the Areas that were valid on the posts' date. */
  readonly ranked: readonly AreaCount[];
  /** True when a former Area stands on its successor's tile. */
  readonly rolled: boolean;
}

/** Puts Counts by Area on the tile map and into a ranked list. Regions and countries have no tile and stay in the list alone. */
export function rollAreas(counts: readonly Count[], areas: readonly Area[]): RolledAreas {
  const byCode = new Map(areas.map((area) => [area.code, area]));
  const tiles = new Map<string, AreaCount>();
  const ranked: AreaCount[] = [];
  let rolled = false;
  for (const count of counts) {
    const area = count.key === null ? undefined : byCode.get(count.key);
    if (area === undefined) continue;
    ranked.push({ area, mentions: count.mentions, organisations: count.organisations, areas: [area] });
    const home = findTile(area, byCode);
    if (home === null) continue;
    rolled ||= home.code !== area.code;
    tiles.set(home.code, addCount(tiles.get(home.code), home, area, count));
  }
  ranked.sort((a, b) => b.organisations - a.organisations || b.mentions - a.mentions || a.area.name.localeCompare(b.area.name));
  return { tiles, ranked, rolled };
}

/** The Area on whose tile `area` stands: its own, or that of its largest successor; null where there is none. */
export function findTile(area: Area, byCode: ReadonlyMap<string, Area>): Area | null {
  let current: Area | undefined = area;
  const seen = new Set<string>();
  while (current !== undefined && current.tile === null && !seen.has(current.code)) {
    seen.add(current.code);
    const largest: string | undefined = current.successors[0]?.code;
    current = largest === undefined ? undefined : byCode.get(largest);
  }
  return current === undefined || current.tile === null ? null : current;
}

/** Where four classes of equal width begin, smallest first, for values from 1 to `max`; fewer when there are few values. */
export function chooseLevels(max: number): readonly number[] {
  if (max <= 0) return [];
  if (max <= 4) return Array.from({ length: Math.ceil(max) }, (_, index) => index + 1);
  const step = Math.ceil(max / 4);
  return [1, step + 1, 2 * step + 1, 3 * step + 1].filter((start) => start <= max);
}

/** Which class a value falls in: 0 for none, then 1 to 4. */
export function pickLevel(value: number, levels: readonly number[]): number {
  return value <= 0 ? 0 : Math.max(1, levels.filter((start) => value >= start).length);
}

/** The tile nearest in one direction, for arrow keys; null at the edge. */
export function neighbour(from: readonly number[], tiles: readonly (readonly number[])[], key: string): number | null {
  const step = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[key];
  if (step === undefined) return null;
  const [stepX = 0, stepY = 0] = step;
  const [fromX = 0, fromY = 0] = from;
  let best: { index: number; distance: number } | null = null;
  for (const [index, [x = 0, y = 0]] of tiles.entries()) {
    const along = (x - fromX) * stepX + (y - fromY) * stepY;
    const aside = Math.abs((x - fromX) * stepY) + Math.abs((y - fromY) * stepX);
    // A tile well to the side is no neighbour while one straight ahead exists, however near it is.
    const distance = along + 3 * aside;
    if (along > 0 && (best === null || distance < best.distance)) best = { index, distance };
  }
  return best?.index ?? null;
}

function addCount(sum: AreaCount | undefined, home: Area, area: Area, count: Count): AreaCount {
  return {
    area: home,
    mentions: (sum?.mentions ?? 0) + count.mentions,
    organisations: (sum?.organisations ?? 0) + count.organisations,
    areas: [...(sum?.areas ?? []), area],
  };
}
