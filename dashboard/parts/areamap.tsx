import { Bars } from '../charts/bars.tsx';
import { type Tile, Tiles } from '../charts/tiles.tsx';
import { address } from '../client.ts';
import type { Facts } from '../facts.ts';
import { type AreaCount, rollAreas } from '../logic/areas.ts';
import type { Unit } from '../logic/buckets.ts';
import type { Filters } from '../logic/filters.ts';
import { plural } from '../logic/headline.ts';
import { sayDay } from '../logic/london.ts';
import { useShared } from '../shared.ts';
import type { Area } from '../types.ts';
import { readShares, type Shares, sayCount } from './shares.ts';

/** As many rows as stand beside the map. */
const atFirst = 12;

interface AreaMapProps {
  readonly facts: Facts;
  readonly filters: Filters;
  readonly unit: Unit;
}

/** Where the posts come from: a tile map and a ranked list with the same figures. */
export function AreaMap({ facts, filters, unit }: AreaMapProps) {
  const { vocabulary } = useShared();
  const rolled = rollAreas(facts.areas, vocabulary.areas);
  const shares = readShares({ facts, filters }, vocabulary);
  const link = (area: Area): string =>
    address('/', {
      ...filters,
      area: filters.area === area.code ? undefined : area.code,
      count: unit === 'mentions' ? unit : undefined,
    });
  const what = shares === null ? unit : `least share of ${shares.title} practices`;
  const tiles = vocabulary.areas
    .filter((area) => area.tile !== null && area.validTo === null)
    .map((area): Tile => {
      const count = rolled.tiles.get(area.code);
      const on = filters.area === area.code || (count?.areas.some((one) => one.code === filters.area) ?? false);
      return { area, on, href: link(area), ...(shares === null ? figureOf(area, count, unit) : shares.figureOf(area, count)) };
    });
  return (
    <section class="rw-panel rw-panel--wide" aria-labelledby="areas">
      <h2 class="nhsuk-heading-m" id="areas">
        By area
      </h2>
      <p class="rw-quiet rw-panel__says">{sayLists(facts, rolled.rolled, shares?.title ?? null)}</p>
      <div class="rw-where">
        <Tiles tiles={tiles} what={what} sayLevel={(start) => (shares === null ? String(start) : `${start} %`)} />
        <Ranked ranked={rolled.ranked} filters={filters} unit={unit} link={link} share={shares?.rowOf ?? null} />
      </div>
    </section>
  );
}

interface RankedProps {
  readonly ranked: readonly AreaCount[];
  readonly filters: Filters;
  readonly unit: Unit;
  readonly link: (area: Area) => string;
  readonly share: Shares['rowOf'] | null;
}

function Ranked({ ranked, filters, unit, link, share }: RankedProps) {
  const rows = ranked
    .filter((row) => row[unit] > 0)
    .map((row) => ({
      id: row.area.code,
      title: row.area.name,
      href: link(row.area),
      on: filters.area === row.area.code,
      ...(share?.(row.area) ?? { value: row[unit], says: sayCount(row, unit) }),
    }))
    .toSorted((a, b) => b.value - a.value);
  const rest = rows.slice(atFirst);
  return (
    <div class="rw-ranked">
      {rows.length === 0 ? <p>No post could be placed.</p> : <Bars rows={rows.slice(0, atFirst)} label="Areas" />}
      {rest.length > 0 && (
        <details class="nhsuk-details rw-rest">
          <summary class="nhsuk-details__summary">
            <span class="nhsuk-details__summary-text">{plural(rest.length, 'more area')}</span>
          </summary>
          <Bars rows={rest} label="More areas" />
        </details>
      )}
    </div>
  );
}

function figureOf(area: Area, count: AreaCount | undefined, unit: Unit): Pick<Tile, 'value' | 'figure' | 'says'> {
  const value = count?.[unit] ?? 0;
  const former = (count?.areas ?? []).filter((one) => one.code !== area.code).map((one) => one.name);
  const from = former.length === 0 ? '' : ` (posted in ${former.join(', ')})`;
  return { value, figure: value === 0 ? '' : String(value), says: `${area.name}: ${sayCount(count, unit)}${from}` };
}

function sayLists(facts: Facts, rolled: boolean, system: string | null): string {
  const list = rolled
    ? `The list has the areas of ${sayDay(facts.span.to)}. The map has today’s: an area that has since been merged stands on the tile of the one that took over most of it.`
    : 'Map and list have today’s areas, each a tile of one size.';
  const share =
    system === null
      ? ''
      : ` Shades show the least share of the practices on ${system}, by today’s numbers of practices; a number on a grey tile counts organisations where nobody publishes those.`;
  return `${list}${share}`;
}
