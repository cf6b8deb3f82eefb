import type { z } from 'zod';
import type { Mention } from '../core/types.ts';
import { readWhole } from './params.ts';
import { describeQuery, readFilters } from './query.ts';
import type { Route } from './route.ts';
import { reply } from './route.ts';
import { shapes } from './shapes.ts';

export const mentionRoutes: readonly Route[] = [
  {
    method: 'get',
    path: '/api/mentions',
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
    ],
    answers: { 200: { says: 'One page of Mentions', schema: shapes.Mentions } },
    handle: async ({ deps, params }) => {
      const limit = readWhole(params, 'limit', { min: 1, max: 500, default: 50 });
      const query = await readFilters(params, deps);
      const page = await deps.store.mentions(query, { limit, after: params['after'] ?? null });
      const items = page.items.map(showMention);
      return reply(shapes.Mentions, { items, next: page.next, total: page.total, query: describeQuery(query, deps) });
    },
  },
];

/** Without the platform's original: it can be large, and nobody reads it on a screen. The NDJSON export has it. */
export function showMention({ post: { raw: _raw, ...post }, ...mention }: Mention): z.output<typeof shapes.Mention> {
  return { post, ...mention };
}
