import type { PlaceMethod } from '../src/core/types.ts';
import { areaForms } from './areas/forms.ts';
import { areas } from './areas.ts';
import placeList from './gazetteer/places.json' with { type: 'json' };
import { nameKey } from './locate/words.ts';

/** What a name stands for: its areas in the notation of `readShares`, and whether it is an area's own name or a place in one. */
export interface Named {
  readonly shares: string;
  readonly method: Extract<PlaceMethod, 'area' | 'gazetteer'>;
}

/** Every place and area name with its areas, by `nameKey`; where two agree, the later stands: towns, everyday forms, the areas' own names. */
export function* placeNames(): Iterable<readonly [string, Named]> {
  for (const line of placeList.places) {
    const [name = '', shares = ''] = line.split('=');
    yield [name, { shares, method: 'gazetteer' }];
  }
  for (const [form, shares] of areaForms) yield [form, { shares, method: 'area' }];
  // A present board's name says its code on both lists. A former one means its successors when a post of today uses it.
  for (const { code, name, kind, successors } of areas) {
    if (kind !== 'icb' && kind !== 'board') continue;
    const now = successors.length === 0 ? code : successors.map((next) => `${next.code}:${next.share}`).join(' ');
    const named: Named = { shares: now === code ? code : `${now}|${code}`, method: 'area' };
    yield [nameKey(name), named];
    if (kind === 'icb') yield [`${nameKey(name)} icb`, named];
  }
}
