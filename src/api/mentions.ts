import type { z } from 'zod';
import type { Mention } from '../core/types.ts';
import { readChoice, readWhole } from './params.ts';
import { describeQuery, readFilters } from './query.ts';
import type { Route } from './route.ts';
import { reply } from './route.ts';
import { shapes } from './shapes.ts';

export const mentionRoutes: readonly Route[] = [
  {
    method: 'get',
    path: '/api/mentions',
    cached: true,
    says: 'Mentions, newest first, undated ones last.',
    filtered: true,
    params: [
      {
        name: 'limit',
        says: 'How many a page; 50 where it is not given.',
        example: '50',
        schema: { type: 'integer', minimum: 1, maximum: 500 },
      },
      { name: 'after', says: 'The `next` of the page before.', example: '' },
      {
        name: 'deleted',
        says: '`show` lists posts as well that their platform has deleted: they are counted everywhere, and have no words any more.',
        example: 'show',
        schema: { type: 'string', enum: ['show'] },
      },
    ],
    answers: { 200: { says: 'One page of Mentions', schema: shapes.Mentions } },
    handle: async ({ deps, params }) => {
      const limit = readWhole(params, 'limit', { min: 1, max: 500, default: 50 });
      const query = await readFilters(params, deps);
      const all = readChoice(params, 'deleted', ['show']) === 'show';
      const page = await deps.store.mentions(query, { limit, after: params['after'] ?? null, ...(all ? { deleted: true } : {}) });
      const { items, next, total, deleted, atLeast = false } = page;
      const described = describeQuery(query, deps);
      return reply(shapes.Mentions, { items: items.map(showMention), next, total, deleted, atLeast, query: described });
    },
  },
];

/** Without the platform's original, which can be large and which nobody reads on a screen, and without what is sealed. */
export function showMention({
  post: { raw: _raw, sealed: _sealed, ...post },
  ...mention
}: Mention): z.output<typeof shapes.Mention> {
  return { post, ...mention };
}
