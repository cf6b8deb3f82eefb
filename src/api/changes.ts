import { InputError } from '../core/errors.ts';
import type { Route } from './route.ts';
import { reply } from './route.ts';
import { shapes } from './shapes.ts';

/** Shorter than what a proxy in between waits for an answer. */
const longestWaitMs = 25_000;

export const changeRoutes: readonly Route[] = [
  {
    method: 'get',
    path: '/api/changes',
    says: 'Where the store stands. With `after` it answers once the mentions have moved on from there, or after 25 seconds.',
    params: [
      {
        name: 'after',
        says: 'The number of `mentions` in the answer before; without it the answer comes at once.',
        example: '12',
        schema: { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
      },
    ],
    answers: { 200: { says: 'Where it stands', schema: shapes.Revision } },
    handle: async ({ deps, params, res }) => {
      const seen = readAfter(params['after']);
      if (seen === null) return reply(shapes.Revision, await deps.changes.current());
      const left = new AbortController();
      res.once('close', () => left.abort());
      const signal = AbortSignal.any([left.signal, AbortSignal.timeout(longestWaitMs)]);
      return reply(shapes.Revision, await deps.changes.after(seen, signal));
    },
  },
];

function readAfter(given: string | undefined): number | null {
  if (given === undefined) return null;
  if (/^\d{1,15}$/.test(given)) return Number(given);
  throw new InputError('“after” is a whole number from an earlier answer, such as 12.', { field: 'after' });
}
