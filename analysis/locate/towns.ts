import type { DirectoryIndex, Organisation } from '../../src/core/types.ts';
import { ordinaryNames } from '../gazetteer/ordinary.ts';
import type { Share } from '../shares.ts';
import { isDistinctiveTown } from './names.ts';
import { streetNouns } from './nouns.ts';
import type { PlaceName } from './places.ts';
import { listPlaces } from './places.ts';
import { residenceOf } from './residence.ts';
import { nameKey } from './words.ts';

/**
 * The towns of the directory's addresses that the gazetteer does not know, as minor names: they are believed in a locating phrase only.
 * At least two organisations must give a town, as last lines of addresses are sometimes buildings or slips.
 */
export function listTowns(directory: DirectoryIndex): readonly (readonly [string, PlaceName])[] {
  const groups = groupByTown(directory.organisations?.() ?? []);
  const known = groups.size === 0 ? new Set<string>() : new Set(listPlaces().map(([name]) => name));
  return [...groups]
    .filter(([name, group]) => group.length > 1 && !known.has(name) && isTown(name))
    .flatMap(([name, group]) => {
      const [now, before] = [sharesOf(group, null), sharesOf(group, lastDay)];
      const place: PlaceName = { name, shares: { minor: true, now, before }, method: 'gazetteer', needsCapital: true };
      return now.length === 0 || before.length === 0 ? [] : [[name, place] as const];
    });
}

// The last day of the list before.
const lastDay = '2026-03-31';

function groupByTown(organisations: Iterable<Organisation>): ReadonlyMap<string, readonly Organisation[]> {
  const keys = new Map<string, string>();
  const groups = new Map<string, Organisation[]>();
  for (const organisation of organisations) {
    const { town, area, status } = organisation;
    if (town === null || area === null || status !== 'active') continue;
    let key = keys.get(town);
    if (key === undefined) keys.set(town, (key = nameKey(town)));
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [organisation]);
    else group.push(organisation);
  }
  return groups;
}

function isTown(name: string): boolean {
  const words = name.split(' ');
  const last = words.at(-1) ?? '';
  return name.length > 3 && isDistinctiveTown(words) && !(words.length > 1 && streetNouns.has(last)) && !ordinaryNames.has(name);
}

function sharesOf(group: readonly Organisation[], day: string | null): readonly Share[] {
  const counts = new Map<string, number>();
  for (const organisation of group) {
    const [top] = residenceOf(organisation, day);
    if (top !== undefined) counts.set(top.code, (counts.get(top.code) ?? 0) + 1);
  }
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return [...counts]
    .map(([code, count]) => ({ code, share: count / total }))
    .sort((a, b) => b.share - a.share || (a.code < b.code ? -1 : 1));
}
