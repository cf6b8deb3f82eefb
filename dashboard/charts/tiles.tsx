import { useRef, useState } from 'preact/hooks';
import { chooseLevels, neighbour, pickLevel } from '../logic/areas.ts';
import type { Area } from '../types.ts';

export interface Tile {
  readonly area: Area;
  readonly value: number;
  /** What the tile shows: a count or a percentage; empty for none. */
  readonly figure: string;
  /** The whole story, for screen readers and the line below the map. */
  readonly says: string;
  readonly href: string;
  readonly on: boolean;
}

interface TilesProps {
  readonly tiles: readonly Tile[];
  /** Says where a class begins: "1", "13", "5 %". */
  readonly sayLevel: (start: number) => string;
  readonly what: string;
}

/** A map in which every area is a tile of one size. Tab reaches it once; arrow keys move between areas. */
export function Tiles({ tiles, sayLevel, what }: TilesProps) {
  const list = useRef<HTMLUListElement>(null);
  const [focus, setFocus] = useState(0);
  const [shown, setShown] = useState<Tile | null>(null);
  const max = Math.max(0, ...tiles.map((tile) => tile.value));
  const levels = chooseLevels(max);
  const move = (event: KeyboardEvent) => {
    const from = tiles[focus]?.area.tile;
    const next =
      from == null
        ? null
        : neighbour(
            from,
            tiles.map((tile) => tile.area.tile ?? [0, 0]),
            event.key,
          );
    if (next === null) return;
    event.preventDefault();
    list.current?.querySelectorAll('a')[next]?.focus();
  };
  return (
    <div class="rw-map">
      <p class="nhsuk-u-visually-hidden" id="map-help">
        One link for each area; use the arrow keys to move between them. The list after the map has the same figures.
      </p>
      <ul ref={list} class="rw-tiles" aria-label={`Map: ${what}`} aria-describedby="map-help" onKeyDown={move}>
        {tiles.map((tile, index) => (
          <OneTile
            key={tile.area.code}
            tile={tile}
            level={pickLevel(tile.value, levels)}
            reachable={index === focus}
            onFocus={() => {
              setFocus(index);
              setShown(tile);
            }}
            onPoint={() => setShown(tile)}
          />
        ))}
      </ul>
      <p class="rw-map__readout" aria-hidden="true">
        {shown === null ? 'Point at a tile to read it; choose it to see that area alone.' : shown.says}
      </p>
      <Legend levels={levels} sayLevel={sayLevel} what={what} />
    </div>
  );
}

interface OneTileProps {
  readonly tile: Tile;
  readonly level: number;
  readonly reachable: boolean;
  readonly onFocus: () => void;
  readonly onPoint: () => void;
}

function OneTile({ tile, level, reachable, onFocus, onPoint }: OneTileProps) {
  return (
    <li class={placeTile(tile.area)}>
      <a
        href={tile.href}
        class={`rw-tile rw-level-${level} ${tile.on ? 'rw-tile--on' : ''}`}
        tabIndex={reachable ? 0 : -1}
        aria-current={tile.on ? 'true' : undefined}
        onFocus={onFocus}
        onPointerEnter={onPoint}
      >
        <span class="rw-tile__name">{tile.area.shortName}</span>
        <span class="rw-tile__figure">{tile.figure}</span>
        <span class="nhsuk-u-visually-hidden">, {tile.says}</span>
      </a>
    </li>
  );
}

function Legend({ levels, sayLevel, what }: { levels: readonly number[]; sayLevel: (start: number) => string; what: string }) {
  return (
    <ul class="rw-legend" aria-label={`Shades: ${what}`}>
      <li>
        <span class="rw-swatch rw-level-0" aria-hidden="true" /> no mentions
      </li>
      {levels.map((start, index) => {
        const next = levels[index + 1];
        const single = next === start + 1;
        const words =
          next === undefined
            ? `${sayLevel(start)} or more`
            : single
              ? sayLevel(start)
              : `${sayLevel(start)} to ${sayLevel(next - 1)}`;
        return (
          <li key={start}>
            <span class={`rw-swatch rw-level-${index + 1}`} aria-hidden="true" /> {words}
          </li>
        );
      })}
    </ul>
  );
}

function placeTile(area: Area): string {
  const [column = 0, row = 0] = area.tile ?? [];
  return `rw-column-${column} rw-row-${row}`;
}
