import { InputError } from '../core/errors.ts';
import { londonDay } from '../core/time.ts';
import type { Area } from '../core/types.ts';
import type { Route } from './route.ts';
import { reply } from './route.ts';
import { shapes } from './shapes.ts';

export const areaRoutes: readonly Route[] = [
  {
    method: 'get',
    path: '/api/areas',
    says: 'ICBs, regions, health boards and countries, with successors and denominators.',
    params: [
      {
        name: 'at',
        says: 'Only those valid on this day; every one there has been where it is not given.',
        example: '2024-07-19',
      },
    ],
    answers: { 200: { says: 'Areas', schema: shapes.Areas } },
    handle: ({ deps, params }) => {
      const day = params['at'];
      if (day !== undefined && londonDay(day) === null) {
        throw new InputError('“at” must be a day such as 2024-07-19.', { field: 'at' });
      }
      const items = day === undefined ? deps.vocabulary.areas : deps.vocabulary.areas.filter((area) => isValid(area, day));
      return Promise.resolve(reply(shapes.Areas, { items, next: null, total: items.length }));
    },
  },
];

/** Days of the form YYYY-MM-DD: text order is time order. */
function isValid({ validFrom, validTo }: Area, day: string): boolean {
  return (validFrom === null || validFrom <= day) && (validTo === null || day <= validTo);
}
