import type { CountBy } from '../store/contract.ts';
import { readChoice } from './params.ts';
import { describeQuery, readFilters } from './query.ts';
import type { Route } from './route.ts';
import { reply } from './route.ts';
import { shapes } from './shapes.ts';

const buckets = ['hour', 'day'] as const satisfies readonly CountBy['bucket'][];
const keys = [
  'system',
  'area',
  'phase',
  'platform',
  'authorKind',
  'voice',
  'channel',
  'cause',
  'service',
] as const satisfies readonly CountBy['key'][];

export const countRoutes: readonly Route[] = [
  {
    method: 'get',
    path: '/api/counts',
    cached: true,
    says: 'Mentions and distinct organisations by hour or day, by one key, by both, or in all.',
    filtered: true,
    params: [
      {
        name: 'bucket',
        says: `Counted by ${buckets.join(' or ')} of London; the whole span where it is not given.`,
        example: 'hour',
        schema: { type: 'string', enum: buckets },
      },
      {
        name: 'key',
        says: `Counted by one of ${keys.join(', ')}; a Mention counts under each value it has.`,
        example: 'system',
        schema: { type: 'string', enum: keys },
      },
    ],
    answers: { 200: { says: 'All the counts', schema: shapes.Counts } },
    handle: async ({ deps, params }) => {
      const by = { bucket: readChoice(params, 'bucket', buckets), key: readChoice(params, 'key', keys) };
      const query = await readFilters(params, deps);
      const [items, totals] = await Promise.all([deps.store.counts(query, by), deps.store.count(query)]);
      return reply(shapes.Counts, { items, next: null, total: items.length, totals, query: describeQuery(query, deps) });
    },
  },
];
