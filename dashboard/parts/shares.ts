import type { Tile } from '../charts/tiles.tsx';
import type { Facts } from '../facts.ts';
import { type AreaCount, rollAreas } from '../logic/areas.ts';
import type { Unit } from '../logic/buckets.ts';
import { type Filters, nameTerm } from '../logic/filters.ts';
import { plural } from '../logic/headline.ts';
import { sayShare, shareOf } from '../logic/share.ts';
import type { Area, Vocabulary } from '../types.ts';

export interface Shares {
  readonly title: string;
  readonly figureOf: (area: Area, count: AreaCount | undefined) => Pick<Tile, 'value' | 'figure' | 'says'>;
  /** Practices that posted, and the share in words; null where nobody publishes how many there are. */
  readonly rowOf: (area: Area) => { readonly value: number; readonly says: string } | null;
}

/** Shares of the practices on the chosen system, where areas know how many there are; null where they do not. */
export function readShares({ facts, filters }: { facts: Facts; filters: Filters }, vocabulary: Vocabulary): Shares | null {
  const system = filters.system;
  if (system === undefined || !vocabulary.areas.some((area) => (area.practicesBySystem?.[system] ?? 0) > 0)) return null;
  const title = nameTerm(vocabulary.systems, system);
  const practices = rollAreas(facts.practiceAreas, vocabulary.areas);
  const seen = rollAreas(
    facts.sight.map(({ key, organisationsSeen }) => ({ bucket: null, key, mentions: 0, organisations: organisationsSeen })),
    vocabulary.areas,
  );
  const known = facts.sight.length > 0;
  const posted = new Map(practices.ranked.map((row) => [row.area.code, row.organisations]));
  const seenIn = new Map(seen.ranked.map((row) => [row.area.code, row.organisations]));
  return {
    title,
    figureOf: (area, count) => {
      const there = practices.tiles.get(area.code)?.organisations ?? 0;
      const all = area.practicesBySystem?.[system];
      if (all === undefined || all === 0) {
        const value = count?.organisations ?? 0;
        return {
          value: 0,
          figure: value === 0 ? '' : String(value),
          says: `${area.name}: ${sayCount(count, 'organisations')}; how many practices use ${title} here is not published`,
        };
      }
      const share = shareOf(there, all);
      return {
        value: share,
        figure: there === 0 ? '' : `${share} %`,
        says: `${area.name}: ${sayShare(there, all, title, known ? (seen.tiles.get(area.code)?.organisations ?? 0) : null)}`,
      };
    },
    rowOf: (area) => {
      const all = area.practicesBySystem?.[system] ?? 0;
      const value = posted.get(area.code) ?? 0;
      return all === 0 ? null : { value, says: sayShare(value, all, title, seenIn.get(area.code) ?? null) };
    },
  };
}

/** What was counted for an area, in words. */
export function sayCount(count: AreaCount | undefined, unit: Unit): string {
  const value = count?.[unit] ?? 0;
  if (value === 0) return 'no mentions';
  return unit === 'organisations' ? `${plural(value, 'organisation')} posted` : plural(value, 'mention');
}
