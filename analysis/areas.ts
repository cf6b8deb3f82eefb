import { londonDate } from '../src/core/time.ts';
import type { Area, Instant } from '../src/core/types.ts';
import { formerRows } from './areas/former.ts';
import { icbRows } from './areas/icbs.ts';
import { nationRows } from './areas/nations.ts';
import type { IcbRow } from './areas/row.ts';

/** Every area there is or was: ICBs since 2022, NHS regions, the boards of Wales, Scotland and Northern Ireland, the four countries. */
export const areas: readonly Area[] = [...icbRows.map(icb), ...formerRows.map(icb), ...nationRows];

const byCode = new Map(areas.map((area) => [area.code, area]));

/** The area of that code, whether or not it still exists; null for a code that is no area's. */
export function areaByCode(code: string): Area | null {
  return byCode.get(code) ?? null;
}

/**
 * The areas valid on a day, `YYYY-MM-DD`. Before integrated care boards began, on 1 July 2022, the answer is the list of that day:
 * a post of 2017 is then placed in the board that its town was to belong to. Null asks for the latest list.
 */
export function areasAt(day: string | null): readonly Area[] {
  return areas.filter((area) => isValid(area, day));
}

/** Whether the area stood on that day, with the same reading of early days and of null as `areasAt`. */
export function isValid(area: Area, day: string | null): boolean {
  if (day === null) return area.validTo === null;
  const asked = day < firstDay ? firstDay : day;
  return (area.validFrom === null || area.validFrom <= asked) && (area.validTo === null || asked <= area.validTo);
}

/** The London day whose areas count for a post; null, the latest list, where the post has no date. */
export function dayOf(postedAt: Instant | null): string | null {
  if (postedAt === null) return null;
  // London's midnight falls on a full hour of UTC, so that an hour has one day; posts of one hour mostly come together.
  const hour = postedAt.slice(0, 13);
  if (hour !== lastHour.hour) lastHour = { hour, day: londonDate(postedAt) };
  return lastHour.day;
}

let lastHour = { hour: '', day: '' };

/** The codes an area lies in, itself first: ICB, region, country. */
export function lineage(code: string): readonly string[] {
  const found: string[] = [];
  for (let area = areaByCode(code); area !== null; area = area.parent === null ? null : areaByCode(area.parent))
    found.push(area.code);
  return found;
}

/** The areas that ceased and handed practices to this one, with the share of theirs it took. */
export function predecessors(code: string): readonly { readonly code: string; readonly share: number }[] {
  return takenOver.get(code) ?? [];
}

const takenOver = new Map(
  areas.map(({ code }) => [
    code,
    areas.flatMap((area) =>
      area.successors.filter((next) => next.code === code).map(({ share }) => ({ code: area.code, share })),
    ),
  ]),
);

const firstDay = '2022-07-01';

function icb(row: IcbRow): Area {
  return { kind: 'icb', validTo: null, successors: [], tile: null, ...row };
}
